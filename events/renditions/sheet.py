"""A list of events as an Excel workbook: the table of CSV, with days that Excel reckons with."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from events.renditions.table import COLUMNS, rows

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from events.renditions.table import Cell
    from events.renditions.taken import Taken

#: Nothing that begins with a sign or looks like an address becomes more than a text.
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: The same list is the same file: the time of writing is not told.
WRITTEN = datetime(2020, 1, 1, tzinfo=UTC)
WIDE, NARROW = 40, 14


def write(taken: Taken) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    book.set_properties(
        {
            "title": taken.title,
            "comments": taken.description,
            "category": taken.language,
            "created": WRITTEN,
        }
    )
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows(taken), start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, (number, column), cell, day)
    _shape(sheet)
    book.close()
    return out.getvalue()


def _write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(*place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 (Excel knows no zones)
    elif cell:
        sheet.write_string(*place, cell)


def _shape(sheet: Worksheet) -> None:
    """Keep the names of the columns in view, and give room to titles and names."""
    sheet.freeze_panes(1, 0)
    wide = ("title", "bodies", "priorities", "url", "was", "hosts")
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDE if name in wide else NARROW)

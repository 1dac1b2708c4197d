"""A list of events as a table: CSV (RFC 4180), and an Excel workbook whose days Excel reckons with.

Both have the same columns, called in words in the language of the address, or as programs know them in
every language; docs/api.md tells what they hold.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _, pgettext_lazy
from xlsxwriter import Workbook

from bodies.models import Body
from events.dates import Period
from events.enums import Format, Membership, Precision, Status
from events.state import EventState
from hosts.models import Host
from i18n.texts import StrOrPromise, Text, bcp47, text_of
from i18n.typography import printed
from places.models import PlaceNames
from priorities.models import Priority
from website.exports.base import EventExport
from website.presenters.event_card import Card, card

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


#: What each column is called: by its field, for programs, and in words, for readers.
HEADINGS: dict[str, StrOrPromise] = {
    "slug": pgettext_lazy("a column", "Name in the address"),
    "title": _("Title"),
    "language": pgettext_lazy("a column", "Language of the title"),
    "first_day": _("First day"),
    "last_day": _("Last day"),
    "precision": pgettext_lazy("a column", "Precision of the date"),
    "date": _("Date"),
    "status": _("Status"),
    "format": _("Format"),
    "cities": pgettext_lazy("a column", "Cities"),
    "country": pgettext_lazy("a column", "Countries"),
    "bodies": pgettext_lazy("a column", "Bodies"),
    "priorities": pgettext_lazy("a column", "Priorities"),
    "level": _("Level"),
    "kind": _("Kind"),
    "was": pgettext_lazy("a column", "Earlier date and place"),
    "url": pgettext_lazy("a column", "Page"),
    "opens": pgettext_lazy("a column", "Opens at"),
    "closes": pgettext_lazy("a column", "Closes at"),
    "time_zone": _("Time zone"),
    "plan": pgettext_lazy("a column", "Programme"),
    "hosts": _("Hosts"),
    "short_title": pgettext_lazy("a column", "Short title"),
}
COLUMNS = tuple(HEADINGS)
#: Those that hold words of the data.
PRINTED = ("title", "cities", "bodies", "priorities", "hosts", "short_title")
#: What readers find under `precision`; programs find the code.
PRECISIONS: dict[str, StrOrPromise] = {
    Precision.MINUTE: _("exact day, with a clock time"),
    Precision.DAY: _("exact day"),
    Precision.PART_OF_MONTH: _("part of a month"),
    Precision.MONTH: _("month"),
    Precision.QUARTER: _("quarter"),
    Precision.HALF_YEAR: _("half of a year"),
    Precision.PART_OF_YEAR: _("part of a year"),
    Precision.YEAR: _("year"),
    Precision.NONE: _("no date"),
}
#: Excel takes a file without it for one in the alphabet of the machine.
BYTE_ORDER_MARK = "\ufeff"
#: What some program takes for a formula: signs, wide and small ones too, behind blanks or not, and
#: what an apostrophe would hide already. https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])")

Cell = str | date | None


def write_csv(export: EventExport) -> bytes:
    """Return the table in UTF-8 with a byte order mark; days as 2020-10-28."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)  # RFC 4180: commas, CRLF, quotes doubled
    writer.writerow(headings(export))
    writer.writerows([safe(_as_text(cell)) for cell in row] for row in rows(export))
    return (BYTE_ORDER_MARK + stream.getvalue()).encode()


@dataclass(frozen=True)
class _Names:
    """What the columns name, in the active language."""

    places: PlaceNames
    bodies: Mapping[str, Text]
    priorities: Mapping[str, Text]
    hosts: Mapping[str, Text]

    @classmethod
    def read(cls) -> _Names:
        """Five queries."""
        bodies, goals = Body.objects.published(), Priority.objects.published()
        return cls(
            PlaceNames.read(),
            {body.slug: text_of(body, "name") for body in bodies},
            {goal.slug: text_of(goal, "title") for goal in goals},
            {host.slug: text_of(host, "name") for host in Host.objects.all()},
        )


def headings(export: EventExport) -> list[str]:
    """Return the name of each column: in the active language, or of its field for programs."""
    return list(COLUMNS) if export.names_fields else [str(words) for words in HEADINGS.values()]


def rows(export: EventExport) -> list[list[Cell]]:
    """Return a row an event, in the order of the plan."""
    names = _Names.read()
    table = [_row(card(event, export.now, names.places), export, names) for event in export.events]
    return table if export.names_fields else [_printed(row, export.language) for row in table]


def _printed(row: list[Cell], language: str) -> list[Cell]:
    """Return a row for readers: words for codes, and the marks of its texts as on pages.

    Programs have them as they were told.
    """
    cells = dict(zip(COLUMNS, row, strict=True))
    own = str(cells["language"])
    texts = {
        name: printed(cell, own if name.endswith("title") else language)
        for name in PRINTED
        if isinstance(cell := cells[name], str)
    }
    precision = str(PRECISIONS[str(cells["precision"])])
    return list((cells | texts | {"precision": precision}).values())


def safe(text: str) -> str:
    """Return `text` so that no program reckons with it: behind an apostrophe, which is one too many.

    Whoever finds apostrophes before a sign takes one away, and has the text.
    """
    return f"'{text}" if FORMULA.match(text) else text


def _as_text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def _row(card: Card, export: EventExport, names: _Names) -> list[Cell]:
    event, period = card.event, card.event.period
    cities = names.places.rows(event.cities)
    return [
        event.slug,
        card.title.value,
        bcp47(card.title.language),
        period.first,
        period.last,
        period.precision.value,
        card.date_text,
        str(Status(event.status).label),
        str(Format(event.format).label),
        _list(text_of(city, "name") for city in cities),
        _list(text_of(city.country, "name") for city in cities),
        _list(names.bodies[slug] for slug in event.bodies if slug in names.bodies),
        _list(names.priorities[slug] for slug in event.priorities if slug in names.priorities),
        event.get_level_display(),
        event.get_kind_display(),
        card.was,
        export.link(card.url),
        *clock_cells(period),
        str(Membership(event.membership).label),
        _hosts(event, names),
        card.short_title.value,
    ]


def _hosts(event: EventState, names: _Names) -> str:
    """Return who holds `event`: in the words of the sources where no host is known."""
    names_of_hosts = _list(
        names.hosts[host.slug] for host in event.hosts if host.slug in names.hosts
    )
    return names_of_hosts or text_of(event, "host").value


def clock_cells(period: Period) -> list[Cell]:
    """Return opening, closing and their zone: each empty where it is not known."""
    opens, closes = (
        moment.isoformat("minutes") if moment else None for moment in (period.opens, period.closes)
    )
    return [opens, closes, period.zone]


def _list(names: Iterable[Text]) -> str:
    """Return names behind each other; names hold commas, and no semicolons."""
    return "; ".join(dict.fromkeys(str(name) for name in names))


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


def write(export: EventExport) -> bytes:
    stream = io.BytesIO()
    book = Workbook(stream, PLAIN)
    book.set_properties(
        {
            "title": export.title,
            "comments": export.description,
            "category": export.language,
            "created": WRITTEN,
        }
    )
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, headings(export), book.add_format({"bold": True}))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows(export), start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, (number, column), cell, day)
    _shape(sheet)
    book.close()
    return stream.getvalue()


def _write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(*place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 (Excel knows no zones)
    elif cell:
        sheet.write_string(*place, cell)


def _shape(sheet: Worksheet) -> None:
    """Keep the names of the columns in view, and give room to titles and names."""
    sheet.freeze_panes(1, 0)
    wide_columns = ("title", "short_title", "bodies", "priorities", "url", "was", "hosts")
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDE if name in wide_columns else NARROW)

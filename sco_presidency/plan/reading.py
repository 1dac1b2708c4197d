"""The cells of CSV files, by row and column. Whoever calls opens the files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from publishing.tables import Fault, Row


def rows(
    file: str,
    content: bytes | None,
    columns: Sequence[str],
    faults: list[Fault],
    optional: Sequence[str] = (),
) -> list[Row]:
    """Return the rows of one file (None: it is missing); note in `faults` what cannot be read.

    A row of the heading's length is returned even when others are faulty. The heading may
    leave out those of `columns` that are `optional`.
    """
    if content is None:
        faults.append(Fault(file, 0, "", "The file is missing."))
        return []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(Fault(file, 0, "", f"Line {line} is not UTF-8: save the file as UTF-8."))
        return []
    numbered = _numbered(file, text, faults)
    _, heading = next(numbered, (1, []))
    missing = [name for name in columns if name not in heading and name not in optional]
    if not _is_heading(file, heading, columns, missing, faults):
        return []
    return [
        Row(file, number, dict(zip(heading, cells, strict=True)), faults)
        for number, cells in numbered
        if _is_row(Row(file, number, {}, faults), cells, len(heading))
    ]


def _numbered(file: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number; a cell may hold several lines of the file."""
    number = 1
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, cells
    except csv.Error as error:
        faults.append(Fault(file, number + 1, "", f"The row cannot be read: {error}."))


def _is_heading(
    file: str, heading: list[str], columns: Sequence[str], missing: list[str], faults: list[Fault]
) -> bool:
    problems = [(name, "This column is missing.") for name in missing]
    problems += [(name, "No such column is known.") for name in heading if name not in columns]
    problems += [
        (name, "This column stands here twice.")
        for name in dict.fromkeys(heading)
        if heading.count(name) > 1
    ]
    faults += [Fault(file, 1, name, problem) for name, problem in problems]
    return not problems


def _is_row(row: Row, cells: list[str], width: int) -> bool:
    if not any(cells):
        return False
    if len(cells) != width:
        row.blame("", f"Cells in this row: {len(cells)}, in the heading: {width}.")
    elif any("\0" in cell for cell in cells):
        row.blame("", "The row holds a NUL character.")
    else:
        return True
    return False

"""The cells of CSV files in UTF-8, by row and column. Whoever calls opens the files.

Of bytes that are no such file it says what they are, and what to do about it.
"""

import codecs
import csv
import difflib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import category

from plan_data.schema import CsvRow, Fault

#: What stands between cells in files that are no CSV, by name.
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
#: Tells Excel what stands between cells, and no other program.
OF_EXCEL = re.compile('"?sep=."?', re.IGNORECASE)
#: The largest part of a heading that one fault names.
FEW_COLUMNS = 6
CUT_OFF = (
    "The file does not end with a line break: it may have been cut off within this row. If the row "
    "is whole, put a line break behind it."
)


def rows(
    file: str,
    content: bytes | None,
    columns: Sequence[str],
    faults: list[Fault],
    optional: Sequence[str] = (),
) -> list[CsvRow]:
    """Return the rows of one file (None: it is missing); note in `faults` what cannot be read.

    A row of the heading's length is returned even when others are faulty. The heading may
    leave out those of `columns` that are `optional`.
    """
    text = _text(file, content, columns, faults)
    if text is None:
        return []
    lines = _enumerate(file, text, faults)
    faults_before = len(faults)
    _, cells = next(lines, (1, []))
    heading = [cell.strip() for cell in cells]
    if len(faults) == faults_before:
        faults += [Fault(file, 1, *wrong) for wrong in _problems(heading, columns, optional)]
    if len(faults) > faults_before:
        return []
    return [
        CsvRow(file, number, dict(zip(heading, cells, strict=True)), faults)
        for number, cells in lines
        if _is_row(CsvRow(file, number, {}, faults), cells, len(heading))
    ]


def _text(
    file: str, content: bytes | None, columns: Sequence[str], faults: list[Fault]
) -> str | None:
    """Return what a file holds; None, and note why, when it is no CSV in UTF-8."""
    try:
        text = decoded(content)
    except UnreadableError as error:
        faults.append(Fault(file, 0, "", str(error)))
        return None
    if problem := _other_separator(text, columns):
        faults.append(Fault(file, 1, "", problem))
        return None
    return text


UNREADABLE = (
    "The row cannot be read, nor can those below it: {error}. A cell with a comma, a line "
    'break or a quotation mark stands in quotation marks ("…"), and those within it are '
    "doubled."
)


def _enumerate(file: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number; a cell may hold several lines of the file."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, cells
        if not text.endswith(("\n", "\r")):
            faults.append(Fault(file, number, "", CUT_OFF))
    except csv.Error as error:
        faults.append(Fault(file, number + 1, "", UNREADABLE.format(error=error)))


def _problems(
    heading: list[str], columns: Sequence[str], optional: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what is wrong with a heading: column, problem."""
    if not any(name in columns for name in heading):
        columns_named = ", ".join(columns[:FEW_COLUMNS]) + (
            ", …" if len(columns) > FEW_COLUMNS else ""
        )
        return [("", f"The first row is no heading. It must name the columns: {columns_named}")]
    unknown = [name for name in dict.fromkeys(heading) if name not in columns]
    missing = [name for name in columns if name not in heading and name not in optional]
    nameless = "A column has no name: delete it, or name it."
    return [
        *((name, "This column is missing.") for name in missing),
        *((name, _say_unknown(name, missing) if name else nameless) for name in unknown),
        *(
            (name, "This column stands here twice.")
            for name, times in Counter(heading).items()
            if name and times > 1
        ),
    ]


def _other_separator(text: str, columns: Sequence[str]) -> str:
    """Return what to do when the first line holds more columns by another separator, else ""."""
    line, *_ = text.lstrip("\r\n").splitlines()
    if OF_EXCEL.fullmatch(line):
        line_of_excel = line.strip('"')
        return (
            f"The first line, “{line_of_excel}”, is read by Excel alone: delete it. "
            "The cells must be separated by commas."
        )
    counts = {sign: _count_columns(line, sign, columns) for sign in (",", *OTHER_SEPARATORS)}
    sign = max(counts, key=lambda sign: counts[sign])
    if sign == "," or counts[sign] == counts[","]:
        return ""
    return (
        f"The cells are separated by {OTHER_SEPARATORS[sign]}. {HOW_TO_SAVE} Where the spreadsheet "
        "asks for a separator, choose the comma."
    )


def _count_columns(line: str, separator: str, columns: Sequence[str]) -> int:
    """Return how many of `columns` stand in `line` between separators."""
    return len({part.strip().strip('"') for part in line.split(separator)}.intersection(columns))


def _say_unknown(name: str, missing: Sequence[str]) -> str:
    if unseen := [sign for sign in name if category(sign) == "Cf"]:
        return f"A sign that nobody sees (U+{ord(unseen[0]):04X}) stands in this name: delete it."
    close = difflib.get_close_matches(name, missing, n=1)
    return (
        f"No such column is known. Is “{close[0]}” meant?" if close else "No such column is known."
    )


def _is_row(row: CsvRow, cells: list[str], width: int) -> bool:
    if not any(cell.strip() for cell in cells):
        return False
    if len(cells) != width:
        row.blame("", f"Cells in this row: {len(cells)}, in the heading: {width}.")
    elif any("\0" in cell for cell in cells):
        row.blame("", "The row holds a NUL character.")
    else:
        return True
    return False


HOW_TO_SAVE = "Save the sheet as “CSV UTF-8 (comma delimited)”."
#: How files of other kinds begin.
OTHER_KINDS = {
    b"PK\x03\x04": "a workbook (.xlsx, .ods) or an archive",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls)",
    b"\x1f\x8b": "an archive (.gz)",
    b"%PDF": "a PDF",
}
#: Begins files of Excel; where one was put before another, twice.
MARK = "\ufeff"
#: Of UTF-16 and UTF-32: FF FE begins both.
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
RUSSIAN_WORD = re.compile("[А-Яа-яЁё][а-яё]{2,}")
#: So many bytes show whether every other one is NUL, as in UTF-16 and UTF-32 without a mark.
SAMPLE = 1000


class UnreadableError(Exception):
    """Says why the bytes are no CSV in UTF-8, and what to do."""


def decoded(content: bytes | None) -> str:
    """Return the text of a file (None: it is missing). Raises UnreadableError."""
    if content is None:
        raise UnreadableError("The file is missing.")
    for beginning, kind in OTHER_KINDS.items():
        if content.startswith(beginning):
            raise UnreadableError(f"The file is {kind}, and no CSV. {HOW_TO_SAVE}")
    if content.startswith(WIDE_MARKS) or _is_wide(content[:SAMPLE]):
        raise UnreadableError(f"The file is not UTF-8 (perhaps UTF-16 or UTF-32). {HOW_TO_SAVE}")
    try:
        text = content.decode("utf-8-sig").lstrip(MARK)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"Line {line} is not UTF-8{_guess(content)}. {HOW_TO_SAVE}"
        ) from error
    if not text.strip("\0 \t\r\n"):
        raise UnreadableError("The file is empty.")
    return text


def said_of_none(content: bytes | None) -> str:
    """Say why a file holds no row."""
    try:
        decoded(content)
    except UnreadableError as error:
        return str(error)
    return "The file holds no row."


def _is_wide(sample: bytes) -> bool:
    return sample.count(0) > len(sample) // 4


def _guess(content: bytes) -> str:
    """Return " (perhaps Windows-1251)" when that gives Russian words, else "".

    Other encodings share most of its small letters: nobody can be sure.
    """
    text = content.decode("cp1251", errors="replace")
    foreign = "".join(letter for letter in text if not letter.isascii())
    words = RUSSIAN_WORD.findall(text)
    return " (perhaps Windows-1251)" if 2 * sum(map(len, words)) > len(foreign) else ""

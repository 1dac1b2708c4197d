"""What is noted when a file of the plan cannot be read as a table."""

import pytest

from plan_data import csv
from plan_data.schema import Fault

COLUMNS = ("slug", "name")
WIDE = "The file is not UTF-8 (perhaps UTF-16 or UTF-32). "
SAVE = "Save the sheet as “CSV UTF-8 (comma delimited)”."
CLOSED = "',' expected after '\"'"
UNQUOTED = (
    "The row cannot be read, nor can those below it: {}. A cell with a comma, a line break or a "
    'quotation mark stands in quotation marks ("…"), and those within it are doubled.'
)


def read(content: bytes | None) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    faults: list[Fault] = []
    rows = csv.rows("cities.csv", content, COLUMNS, faults)
    return [(row.number, dict(row.cells)) for row in rows], faults


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    rows, faults = read(b'slug,name\n\nmoscow,"Moscow\nand more\nlines"\nsochi,Sochi\n')

    assert faults == []
    assert rows == [
        (3, {"slug": "moscow", "name": "Moscow\nand more\nlines"}),
        (4, {"slug": "sochi", "name": "Sochi"}),
    ]


def test_the_mark_that_excel_puts_before_utf_8_is_no_part_of_the_heading():
    rows, faults = read(b"\xef\xbb\xbfslug,name\nmoscow,Moscow\n")

    assert (len(rows), faults) == (1, [])


def sheet(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (None, ["cities.csv: The file is missing."]),
        (b"", ["cities.csv: The file is empty."]),
        (b"\xef\xbb\xbf\r\n", ["cities.csv: The file is empty."]),
        (b"\0\0\0", ["cities.csv: The file is not UTF-8 (perhaps UTF-16 or UTF-32). " + SAVE]),
        (sheet("slug", "moscow"), ["cities.csv, row 1, column name: This column is missing."]),
        (
            sheet("slug,name,rank", "moscow,Moscow,1"),
            ["cities.csv, row 1, column rank: No such column is known."],
        ),
        (
            sheet("slug,nmae", "moscow,Moscow"),
            [
                "cities.csv, row 1, column name: This column is missing.",
                "cities.csv, row 1, column nmae: No such column is known. Is “name” meant?",
            ],
        ),
        (
            sheet("slug,name,name", "moscow,Moscow,Moskva"),
            ["cities.csv, row 1, column name: This column stands here twice."],
        ),
        (
            sheet("slug,name,", "moscow,Moscow,"),
            ["cities.csv, row 1: A column has no name: delete it, or name it."],
        ),
        (
            sheet("moscow,Moscow", "sochi,Sochi"),
            [
                "cities.csv, row 1: The first row is no heading. It must name the columns: slug, name"
            ],
        ),
        (
            sheet("slug,name", "moscow", "sochi,Sochi"),
            ["cities.csv, row 2: Cells in this row: 1, in the heading: 2."],
        ),
        (
            sheet("slug,name", "moscow,Moscow,Russia"),
            ["cities.csv, row 2: Cells in this row: 3, in the heading: 2."],
        ),
        (
            sheet("slug,name", "moscow,Mos\0cow"),
            ["cities.csv, row 2: The row holds a NUL character."],
        ),
        (
            sheet("slug,name", "moscow,Moscow", 'sochi,"Sochi'),
            [f"cities.csv, row 3: {UNQUOTED.format('unexpected end of data')}"],
        ),
        (
            sheet("slug,name", 'moscow,"Moscow" city', "sochi,Sochi"),
            [f"cities.csv, row 2: {UNQUOTED.format(CLOSED)}"],
        ),
        (
            sheet('"slug" x,name', "moscow,Moscow"),
            [f"cities.csv, row 1: {UNQUOTED.format(CLOSED)}"],
        ),
    ],
)
def test_a_file_that_is_no_table_is_named_with_its_row_and_column(content, faults):
    _, noted = read(content)

    assert [str(fault) for fault in noted] == faults


@pytest.mark.parametrize(
    ("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_other_separators_are_the_one_fault_of_a_file(separator, name, mark, quote):
    lines = [("slug", "name"), ("moscow", "Moscow, the capital")]
    text = mark + "\r\n".join(
        separator.join(f"{quote}{cell}{quote}" for cell in cells) for cells in lines
    )

    rows, faults = read(text.encode())

    assert (rows, len(faults)) == ([], 1)
    assert str(faults[0]).startswith(f"cities.csv, row 1: The cells are separated by {name}. ")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            "slug,name\nmoscow,Москва\n".encode("cp1251"),
            "Line 2 is not UTF-8 (perhaps Windows-1251). ",
        ),
        (
            "slug,name\nmoscow,Москва\n".encode("mac-cyrillic"),
            "Line 2 is not UTF-8 (perhaps Windows-1251). ",
        ),
        ("slug,name\nmoscow,Москва\n".encode("koi8-r"), "Line 2 is not UTF-8. "),
        ("slug,name\nmoscow,莫斯科\n".encode("gb18030"), "Line 2 is not UTF-8. "),
        ("slug,name\nzurich,Zürich\n".encode("latin-1"), "Line 2 is not UTF-8. "),
        ("slug,name\nmoscow,Москва\n".encode("utf-16"), WIDE),
        ("slug,name\nmoscow,Москва\n".encode("utf-16-be"), WIDE),
        ("slug,name\nmoscow,Москва\n".encode("utf-32"), WIDE),
        ("slug,name\nmoscow,Москва\n".encode("utf-32-be"), WIDE),
        ("\ufeffslug,name\nmoscow,Москва\n".encode("utf-32-be"), WIDE),
        (b"PK\x03\x04rest", "The file is a workbook (.xlsx, .ods) or an archive, and no CSV. "),
        (b"%PDF-1.7\n", "The file is a PDF, and no CSV. "),
    ],
)
def test_a_file_that_is_not_utf_8_is_called_what_it_is(content, fault):
    rows, faults = read(content)

    assert rows == []
    assert [str(found) for found in faults] == [f"cities.csv: {fault}{SAVE}"]


@pytest.mark.parametrize("line", ["sep=;", "sep=,", '"sep=;"', "SEP=\t", "\ufeffsep=;"])
def test_line_that_only_excel_reads_is_named(line):
    sign = line.strip('"')[-1]

    rows, faults = read(f"{line}\r\nslug{sign}name\r\nmoscow{sign}Moscow\r\n".encode())

    told = line.strip('"\ufeff')
    assert (rows, [str(fault) for fault in faults]) == (
        [],
        [
            f"cities.csv, row 1: The first line, “{told}”, is read by Excel alone: delete it. "
            "The cells must be separated by commas."
        ],
    )


def test_blanks_around_a_column_and_lines_of_blanks_do_not_count():
    rows, faults = read(b" slug , name\nmoscow,Moscow\n , \n")

    assert (rows, faults) == ([(2, {"slug": "moscow", "name": "Moscow"})], [])


def test_lines_that_end_as_on_an_old_macintosh_are_lines():
    rows, faults = read(b"slug,name\rmoscow,Moscow\r")

    assert ([number for number, _ in rows], faults) == ([2], [])


def test_the_good_rows_of_a_file_are_read_beside_the_bad_ones():
    rows, faults = read(b"slug,name\nmoscow\nsochi,Sochi\n")

    assert [number for number, _ in rows] == [3]
    assert len(faults) == 1

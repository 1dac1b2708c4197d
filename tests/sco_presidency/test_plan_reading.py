"""What is noted when a file of the plan cannot be read as a table."""

import pytest

from publishing.tables import Fault
from sco_presidency.plan import reading

COLUMNS = ("slug", "name")


def read(content: bytes | None) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    faults: list[Fault] = []
    rows = reading.rows("cities.csv", content, COLUMNS, faults)
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


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "cities.csv: The file is missing."),
        (b"", "cities.csv, row 1, column slug: This column is missing."),
        (b"slug\nmoscow\n", "cities.csv, row 1, column name: This column is missing."),
        (b"slug,name,nmae\n", "cities.csv, row 1, column nmae: No such column is known."),
        (b"slug,name,name\n", "cities.csv, row 1, column name: This column stands here twice."),
        (
            b"slug,name\nmoscow\nsochi,Sochi\n",
            "cities.csv, row 2: Cells in this row: 1, in the heading: 2.",
        ),
        (
            b"slug,name\nmoscow,Moscow,Russia\n",
            "cities.csv, row 2: Cells in this row: 3, in the heading: 2.",
        ),
        (b"slug,name\nmoscow,Mos\0cow\n", "cities.csv, row 2: The row holds a NUL character."),
        (
            b'slug,name\nmoscow,Moscow\nsochi,"Sochi\n',
            "cities.csv, row 3: The row cannot be read: unexpected end of data.",
        ),
        (
            "slug,name\nmoscow,Москва\n".encode("cp1251"),
            "cities.csv: Line 2 is not UTF-8: save the file as UTF-8.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_named_with_its_row_and_column(content, fault):
    _, faults = read(content)

    assert str(faults[0]) == fault


def test_the_good_rows_of_a_file_are_read_beside_the_bad_ones():
    rows, faults = read(b"slug,name\nmoscow\nsochi,Sochi\n")

    assert [number for number, _ in rows] == [3]
    assert len(faults) == 1

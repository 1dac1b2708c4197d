"""Reads tables with programs that share no code with their writers."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Rows = list[dict[str, Any]]


def read_csv(content: bytes) -> Rows:
    """Return the rows by Python's own reader."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_csv_strictly(content: bytes) -> Rows:
    """Return the rows by the grammar of RFC 4180, letter by letter. AssertionError for a fault."""
    assert content.startswith(BYTE_ORDER_MARK)
    records = list(_records(content.removeprefix(BYTE_ORDER_MARK).decode()))
    head, *rows = records
    assert {len(row) for row in rows} <= {len(head)}
    return [dict(zip(head, row, strict=True)) for row in rows]


def _records(text: str) -> list[list[str]]:
    records, fields, place = [], [], 0
    while place < len(text):
        field, place = _quoted(text, place) if text[place] == '"' else _plain(text, place)
        fields.append(field)
        if text.startswith(",", place):
            place += 1
            if place == len(text) or text.startswith("\r\n", place):
                fields.append("")
            else:
                continue
        assert text.startswith("\r\n", place), f"no line end at {place}"
        records.append(fields)
        fields, place = [], place + 2
    assert fields == []
    return records


def _plain(text: str, place: int) -> tuple[str, int]:
    end = place
    while text[end] not in ',\r\n"':
        end += 1
    return text[place:end], end


def _quoted(text: str, place: int) -> tuple[str, int]:
    letters, place = [], place + 1
    while True:
        if text[place] != '"':
            letters.append(text[place])
            place += 1
        elif text.startswith('""', place):
            letters.append('"')
            place += 2
        else:
            return "".join(letters), place + 1


def read_xlsx(content: bytes) -> Rows:
    """Return the rows by openpyxl; AssertionError for a formula or a link."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet for cell in row)
    return _with_head([[cell.value for cell in row] for row in sheet])


def read_xlsx_by_calamine(content: bytes) -> Rows:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return _with_head(book.get_sheet_by_index(0).to_python())


def _with_head(rows: list[list[Any]]) -> Rows:
    head, *others = rows
    return [dict(zip(head, map(_plainly, row), strict=True)) for row in others]


def _plainly(value: Any) -> str:
    """Return a cell as CSV writes it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value or ""

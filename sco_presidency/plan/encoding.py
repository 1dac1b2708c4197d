"""Bytes of a file that should be CSV in UTF-8, and what they are when they are not."""

from __future__ import annotations

import codecs
import re

HOW_TO_SAVE = "Save the sheet as “CSV UTF-8 (comma delimited)”."
#: How files of other kinds begin.
OTHER_KINDS = {
    b"PK\x03\x04": "a workbook (.xlsx, .ods) or an archive",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls)",
    b"\x1f\x8b": "an archive (.gz)",
    b"%PDF": "a PDF",
}
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
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"Line {line} is not UTF-8{_guess(content)}. {HOW_TO_SAVE}"
        ) from error
    if not text.strip("\0 \t\r\n"):
        raise UnreadableError("The file is empty.")
    return text


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

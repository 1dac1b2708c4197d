"""Text broken into lines: at spaces, and in Chinese between letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sco_presidency.sharing.faces import IDEOGRAPH, width

OPENING = "（《〈「『“‘"
CLOSING = "，。、：；！？）》〉」』”’…·"
#: What stays together: a Chinese letter with the marks around it; else all up to the next space,
#: in Russian with the short words before it, which do not end a line.
UNIT = re.compile(
    f"[{OPENING}]*(?:[0-9]*[{IDEOGRAPH}][{CLOSING}]*|(?:[А-Яа-я]{{1,2}} )*[^ {IDEOGRAPH}{OPENING}]+"
    f"|[{OPENING}]) ?"
)
NARROWER = 12  # pixels


LEADING = 1.16


@dataclass(frozen=True)
class Fitted:
    """Lines, and the size in pixels at which they fit."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        return len(self.lines) * self.line_height

    @property
    def line_height(self) -> int:
        return round(self.size * LEADING)


def fitted(text: str, sizes: tuple[int, ...], *, wide: int, high: int) -> Fitted:
    """Break `text` into lines that fill at most `wide` by `high` pixels, at the largest of `sizes`.

    The lines are made as even as they can be. What does not fit at the smallest size is cut off.
    """
    for size in sizes:
        found = Fitted(broken(text, size, wide), size)
        if found.height <= high and all(width(line, size) <= wide for line in found.lines):
            return Fitted(_evened(text, found.lines, size, wide), size)
    most = high // found.line_height
    return Fitted(_cut(found.lines[:most], size, wide), size)


def broken(text: str, size: int, within: int) -> tuple[str, ...]:
    """Break `text` into lines of `within` pixels; a longer unit has a line to itself."""
    lines: list[str] = []
    for unit in UNIT.findall(text):
        longer = lines[-1] + unit if lines else unit
        if lines and width(longer.rstrip(), size) <= within:
            lines[-1] = longer
        else:
            lines.append(unit)
    return tuple(line.rstrip() for line in lines)


def _evened(text: str, lines: tuple[str, ...], size: int, within: int) -> tuple[str, ...]:
    """Return the same number of lines, the longest of them as short as possible."""
    while True:
        within -= NARROWER
        narrower = broken(text, size, within)
        if len(narrower) != len(lines) or any(width(line, size) > within for line in narrower):
            return lines
        lines = narrower


def _cut(lines: tuple[str, ...], size: int, within: int) -> tuple[str, ...]:
    last = lines[-1]
    while last and width(f"{last}…", size) > within:
        last = last[:-1]
    return (*lines[:-1], f"{last.rstrip()}…")

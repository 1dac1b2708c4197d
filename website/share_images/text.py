"""Text in pictures that the portal draws: which font holds which letter, and where lines break.

The first font of FACES that has a character draws it. The last two are asked for what the fonts
of the portal lack, where the system has them (Debian: fonts-noto-core, fonts-noto-cjk).

Text is broken into lines at spaces, and in Chinese between words, as on pages.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

from i18n.line_breaks import within_words
from i18n.typography import UNSEEN

IDEOGRAPH = "\u3007\u3400-\u9fff"
#: Marks that Chinese writes as wide as its letters.
WIDE_MARKS = re.compile("[“”‘’…—·]")
#: No font holds this one: its picture is that of a missing character.
NOWHERE = "\U0010fffd"
#: Pixels; at which characters are looked for and lines are measured.
PROBE_SIZE = 100


class MissingLettersError(Exception):
    """No font at hand holds a character."""


@dataclass(frozen=True)
class Face:
    """A file of letters; `index` is the place of the font in a collection."""

    path: Path
    index: int = 0


OWN = settings.BASE_DIR / "static" / "fonts"
CHINESE = Face(
    settings.BASE_DIR
    / "static/vendor/@fontsource/noto-serif-sc"
    / "noto-serif-sc-chinese-simplified-600-normal.woff2"
)
FACES = (
    Face(OWN / "literata-latin.woff2"),
    Face(OWN / "literata-cyrillic.woff2"),
    CHINESE,
    Face(Path("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf")),
    Face(Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"), 2),
)


@dataclass(frozen=True)
class Run:
    """A part of a line that one font draws."""

    text: str
    font: ImageFont.FreeTypeFont

    @property
    def width(self) -> float:
        return self.font.getlength(self.text)


def runs(text: str, size: int) -> list[Run]:
    """Part `text` by the fonts that draw it, `size` pixels high.

    Raises MissingLettersError when no font holds a character.
    """
    is_chinese = re.search(f"[{IDEOGRAPH}]", text) is not None
    return [
        Run("".join(letter for letter, _face in part), font(face, size))
        for face, part in groupby(_letters_with_faces(text, is_chinese), key=lambda pair: pair[1])
    ]


def width(text: str, size: int) -> float:
    """Return the width of `text` in pixels. Measured at one size: opening a font takes time."""
    return _probe_width(text) * size / PROBE_SIZE


@functools.lru_cache(maxsize=2_000)
def _probe_width(text: str) -> float:
    """Return the width at PROBE_SIZE; the same lines are tried again at other sizes."""
    return sum(run.width for run in runs(text, PROBE_SIZE))


def _letters_with_faces(text: str, is_chinese: bool) -> Iterator[tuple[str, Face]]:
    for letter in text:
        if letter.isspace():
            yield " ", FACES[0]
        elif is_chinese and WIDE_MARKS.match(letter) and holds(CHINESE, letter):
            yield letter, CHINESE
        else:
            yield letter, _face_of(letter)


def _face_of(letter: str) -> Face:
    face = next((face for face in FACES if holds(face, letter)), None)
    if face is None:
        raise MissingLettersError(f"No font at hand draws “{letter}” (U+{ord(letter):04X}).")
    return face


@functools.lru_cache(maxsize=20_000)
def holds(face: Face, letter: str) -> bool:
    """Whether the font has a picture for `letter`. A font that cannot be read has none."""
    try:
        probe = font(face, PROBE_SIZE)
    except OSError:
        return False
    picture, blank = probe.getmask(letter), probe.getmask(NOWHERE)
    return (picture.size, bytes(picture)) != (blank.size, bytes(blank))


@functools.lru_cache(maxsize=100)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return the font, `size` pixels high. Raises OSError when it cannot be read."""
    return ImageFont.truetype(face.path, size, face.index)


OPENING = "（《〈「『“‘"
CLOSING = "，。、：；！？）》〉」』”’…·+"
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


def fitted(text: str, sizes: tuple[int, ...], *, width_limit: int, height_limit: int) -> Fitted:
    """Break `text` into lines that fill at most `width_limit` by `height_limit` pixels, at the largest of `sizes`.

    The lines are made as even as they can be. What does not fit at the smallest size is cut off.
    """
    for size in sizes:
        block = Fitted(broken(text, size, width_limit), size)
        if block.height <= height_limit and all(
            width(line, size) <= width_limit for line in block.lines
        ):
            return Fitted(_even_lines(text, block.lines, size, width_limit), size)
    count = height_limit // block.line_height
    return Fitted(_cut(block.lines[:count], size, width_limit), size)


def broken(text: str, size: int, limit: int) -> tuple[str, ...]:
    """Break `text` into lines of `limit` pixels; a longer unit has a line to itself."""
    lines: list[str] = []
    for unit in _units(UNSEEN.sub("", text)):
        line = lines[-1] + unit if lines else unit
        if lines and width(line.rstrip(), size) <= limit:
            lines[-1] = line
        else:
            lines.append(unit)
    return tuple(line.rstrip() for line in lines)


@functools.lru_cache(maxsize=200)
def _units(text: str) -> tuple[str, ...]:
    """Return the units of `text`, those of a Chinese word as one, and those of a foreign name: 尤里·乌沙科夫."""
    within, units = within_words(text), [""]
    for unit in UNIT.finditer(text):
        is_bound = unit.start() in within or units[-1].endswith("·")
        units[-1 if is_bound else len(units) :] = [(units[-1] if is_bound else "") + unit[0]]
    return tuple(units[1:])


def _even_lines(text: str, lines: tuple[str, ...], size: int, limit: int) -> tuple[str, ...]:
    """Return the same number of lines, the longest of them as short as possible."""
    while True:
        limit -= NARROWER
        candidate = broken(text, size, limit)
        if len(candidate) != len(lines) or any(width(line, size) > limit for line in candidate):
            return lines
        lines = candidate


def _cut(lines: tuple[str, ...], size: int, limit: int) -> tuple[str, ...]:
    last = lines[-1]
    while last and width(f"{last}…", size) > limit:
        last = last[:-1]
    return (*lines[:-1], f"{last.rstrip()}…")

"""Paths of SVG, as far as the portal's own charts write them, for a pen that knows lines and discs alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Point = tuple[float, float]
TOKEN = re.compile(r"[A-Za-z]|-?[0-9]*[.]?[0-9]+")
#: How many numbers each command takes.
NUMBERS = {"M": 2, "H": 1, "V": 1, "C": 6, "l": 2, "h": 1, "v": 1, "a": 7, "z": 0}
#: Parts of a curve.
PARTS = 48


@dataclass(frozen=True)
class Line:
    points: tuple[Point, ...]
    is_closed: bool = False


@dataclass(frozen=True)
class Disc:
    middle: Point
    radius: float


def shapes(path: str) -> Iterator[Line | Disc]:
    """Yield the lines and discs of `path`; every arc is half of a circle, from left to right and back."""
    points: list[Point] = []
    disc: Disc | None = None
    for command, numbers in _commands(path):
        if command == "M":
            yield from _ended(points, disc, is_closed=False)
            points, disc = [(numbers[0], numbers[1])], None
        elif command == "z":
            yield from _ended(points, disc, is_closed=True)
            points, disc = [], None
        elif command == "a":
            (x, y), radius = points[0], numbers[0]
            disc = Disc((x + radius, y), radius)
        else:
            points.extend(_onward(points[-1], command, numbers))
    yield from _ended(points, disc, is_closed=False)


def _ended(points: list[Point], disc: Disc | None, *, is_closed: bool) -> Iterator[Line | Disc]:
    if disc:
        yield disc
    elif points:
        yield Line(tuple(points), is_closed)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; one that is not repeated is meant again."""
    tokens, command, place = TOKEN.findall(path), "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        count = NUMBERS[command]
        yield command, [float(token) for token in tokens[place : place + count]]
        place += count


def _onward(start: Point, command: str, numbers: list[float]) -> list[Point]:
    x, y = start
    if command == "C":
        return list(_curve(start, numbers))
    if command == "l":
        return [(x + numbers[0], y + numbers[1])]
    (number,) = numbers
    return [
        {"H": (number, y), "V": (x, number), "h": (x + number, y), "v": (x, y + number)}[command]
    ]


def _curve(start: Point, numbers: list[float]) -> Iterator[Point]:
    x1, y1, x2, y2, x3, y3 = numbers
    for part in range(1, PARTS + 1):
        t = part / PARTS
        weights = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        yield tuple(  # type: ignore[misc]  # two of them
            sum(weight * at for weight, at in zip(weights, along, strict=True))
            for along in ((start[0], x1, x2, x3), (start[1], y1, y2, y3))
        )

"""The share image of what changed: one plan on several days, as the page draws it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from website.charts.plan import POSTER, Drawing, Label, Shape
from website.share_images.drawing import (
    DEEP,
    HEIGHT,
    OVERSIZE,
    WIDTH,
    Canvas,
    PlanPoster,
    PosterDay,
    emblem,
)
from website.share_images.text import fitted, width

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


EDGE, TOP = 56, 142
#: Where the drawings begin, and how much of the picture they have.
PLOT = 290
PITCH = 118
EMBLEM = 56
TITLE_SIZES, DAY_SIZES, COUNT_SIZES = (44, 38, 32), (25, 22, 19), (20, 18, 16)
REMARK_SIZES = (16, 14, 12)
DAY_WIDTH = PLOT - EDGE - 16
MAIN, SMALL = 20, 16
#: How much is seen of the colour of what is over.
FADED = 0.5


def drawn(poster: PlanPoster) -> bytes:
    """Return `poster` as a PNG. Raises MissingLettersError when a character cannot be drawn."""
    canvas = Canvas()
    tops = [TOP + PITCH * number for number in range(len(poster.days))]
    shift = (4 - len(tops)) * PITCH // 2  # fewer days stand in the middle
    pen = Pen()
    for day, top in zip(poster.days, tops, strict=True):
        pen.draw(day.drawing, (PLOT, top + shift))
    pen.show(canvas.image)
    _head(canvas, poster)
    for number, (day, top) in enumerate(zip(poster.days, tops, strict=True)):
        _words(canvas, day, top + shift, is_first=number == 0, is_last=day is poster.days[-1])
    return canvas.png()


def _head(canvas: Canvas, poster: PlanPoster) -> None:
    canvas.image.paste(DEEP["accent"], (EDGE, 36), emblem(EMBLEM))
    start = EDGE + EMBLEM + 20
    end = WIDTH - EDGE - width(poster.site, MAIN)
    title = fitted(poster.title, TITLE_SIZES, width_limit=round(end - start - 24), height_limit=56)
    canvas.write(title.lines[0], start, 80, title.size, DEEP["ink"])
    canvas.write(poster.site, end, 76, MAIN, DEEP["ink-soft"])


def _words(canvas: Canvas, day: PosterDay, top: int, *, is_first: bool, is_last: bool) -> None:
    """Say which day it is; the years stand above the first one alone, the months below the last.

    In between lines may cross what holds events without a date: its name stands in the first and the last.
    """
    label = fitted(day.label, DAY_SIZES, width_limit=DAY_WIDTH, height_limit=40)
    count = fitted(day.events, COUNT_SIZES, width_limit=DAY_WIDTH, height_limit=40)
    canvas.write(label.lines[0], EDGE, top + 48, label.size, DEEP["ink"])
    canvas.write(count.lines[0], EDGE, top + 78, count.size, DEEP["ink-soft"])
    if day.remarks:
        _remarks(canvas, " · ".join(day.remarks), top + 102)
    for words in day.drawing.labels:
        if "plan-days-label" in words.css:
            _main(canvas, words, top)
        elif is_last if words.y > POSTER.base else is_first or (is_last and words.y > 0):
            half = width(words.words, SMALL) / 2 if "plan-days-month" in words.css else 0
            _small(canvas, words, top, words.x - half)


def _remarks(canvas: Canvas, words: str, top: int) -> None:
    block = fitted(words, REMARK_SIZES, width_limit=DAY_WIDTH, height_limit=48)
    for number, line in enumerate(block.lines):
        canvas.write(line, EDGE, top + number * block.line_height, block.size, DEEP["ink-soft"])


def _main(canvas: Canvas, label: Label, top: int) -> None:
    start = label.x - (width(label.words, MAIN) if "is-before" in label.css else 0)
    canvas.write(label.words, PLOT + start, top + label.y + 2, MAIN, DEEP["ink"])


def _small(canvas: Canvas, label: Label, top: int, x: float) -> None:
    ink = DEEP["ink"] if "is-now" in label.css else DEEP["ink-soft"]
    canvas.write(label.words, PLOT + x, top + label.y, SMALL, ink)


class Pen:
    """Draws in half-tones: larger at first."""

    def __init__(self) -> None:
        size = (WIDTH * OVERSIZE, HEIGHT * OVERSIZE)
        self.image = Image.new("RGB", size, DEEP["paper"])
        self.pen = ImageDraw.Draw(self.image)

    def show(self, image: Image.Image) -> None:
        image.paste(self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX))

    def draw(self, drawing: Drawing, corner: Point) -> None:
        self.fill(drawing.over_path, DEEP["surface"], corner)
        self.line(drawing.axis_path, DEEP["line-strong"], 1, corner)
        self.line(drawing.today_path, DEEP["accent"], 2, corner)
        for arc in drawing.arcs:
            is_main = arc.css == "plan-arc-main"
            self.line(arc.path, _colour(arc), 2.5 if is_main else 1.2, corner)
        for shape in drawing.shapes:
            self.fill(shape.path, _colour(shape), corner)
        for ghost in drawing.ghosts:
            self.line(ghost.path, _colour(ghost), 1.2, corner)
        if drawing.ring:
            x, y, radius = drawing.ring
            self.disc(Disc((x, y), radius), corner, outline=DEEP["ink"], stroke=2)

    def fill(self, path: str, ink: str, corner: Point) -> None:
        for shape in shapes(path):
            if isinstance(shape, Disc):
                self.disc(shape, corner, fill=ink)
            else:
                self.pen.polygon(_moved(shape.points, corner), fill=ink)

    def line(self, path: str, ink: str, stroke: float, corner: Point) -> None:
        for shape in shapes(path):
            if isinstance(shape, Disc):
                self.disc(shape, corner, outline=ink, stroke=stroke)
                continue
            points = (*shape.points, shape.points[0]) if shape.is_closed else shape.points
            self.pen.line(_moved(points, corner), fill=ink, width=round(stroke * OVERSIZE))

    def disc(
        self,
        disc: Disc,
        corner: Point,
        *,
        fill: str | None = None,
        outline: str | None = None,
        stroke: float = 1,
    ) -> None:
        (x, y), radius = disc.middle, disc.radius
        box = _moved(((x - radius, y - radius), (x + radius, y + radius)), corner)
        self.pen.ellipse(box, fill=fill, outline=outline, width=round(stroke * OVERSIZE))


def _moved(points: tuple[Point, ...], corner: Point) -> list[Point]:
    return [((x + corner[0]) * OVERSIZE, (y + corner[1]) * OVERSIZE) for x, y in points]


def _colour(shape: Shape) -> str:
    """Return the ink of the classes of a shape: its strand's, paler where it is over."""
    name, _space, state = shape.css.removeprefix("mark-").partition(" ")
    if name == "plan-arc-main":
        return DEEP["ink"]
    return _mixed(name, FADED) if state == "is-over" else DEEP[name]


def _mixed(name: str, share: float) -> str:
    """Return a colour of which so much is seen on the ground."""
    pairs = zip(_parts(DEEP[name]), _parts(DEEP["paper"]), strict=True)
    return "#" + "".join(
        f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs
    )


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue

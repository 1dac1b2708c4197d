"""The drawing of a plan by months: one mark an event, arcs for what moved. Numbers and paths only."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.dates import format_date
from django.utils.translation import gettext as _

from events.calendar import Month
from events.span import say_year
from i18n.texts import current_locale
from priorities.enums import BAR, Mark, Sign
from website.charts.base import text_width
from website.charts.timeline import short_name

#: A month of another year than the last is so wide, of one of the last.
NARROWED = 0.54
#: More marks than these stand in two columns, where there is room.
SINGLE_FILE = 10
UNDATED, VAGUE = "undated", "vague"


@dataclass(frozen=True)
class Layout:
    """Where things stand, in units of a drawing."""

    width: float
    plot: tuple[float, float]
    tray: tuple[float, float]
    base: float
    #: From one mark to the next, and how large one is.
    step: float
    size: float
    is_wide: bool
    #: Of the letters that name the main event.
    label_size: int = 15

    @property
    def middle(self) -> float:
        """Where the upper tray ends: its name and two lines of the lower one have room below."""
        return self.base - 5 * self.step


WIDE = Layout(930, (4, 745), (773, 925), 146, 12, 10.5, True)
#: Of a picture for other sites: website.share_images.plan.
POSTER = Layout(854, (0, 672), (700, 854), 92, 8.8, 8, True, label_size=20)
NARROW = Layout(358, (0, 292), (302, 358), 112, 8.4, 7.6, False)


@dataclass(frozen=True)
class PlanMark:
    sign: Sign
    #: A Month, UNDATED or VAGUE.
    column: Hashable
    is_over: bool
    is_small: bool
    is_main: bool
    #: The column that it has left since the row above; None when it stayed.
    left: Hashable | None


@dataclass(frozen=True)
class Scene:
    """What is to be drawn: marks from the bottom of their columns to the top."""

    marks: tuple[PlanMark, ...]
    #: Of the main event.
    label: str
    #: Of the same event, where the drawing says its date otherwise: "Summit".
    name: str = ""


@dataclass(frozen=True)
class Shape:
    """A path, with the classes that colour it."""

    css: str
    path: str


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    words: str
    css: str = ""


@dataclass(frozen=True)
class Drawing:
    view_box: str
    #: The ground of the days that are over, the lines below the months and round the trays, the day.
    over_path: str
    axis_path: str
    today_path: str
    shapes: tuple[Shape, ...]
    arcs: tuple[Shape, ...]
    ghosts: tuple[Shape, ...]
    ring: tuple[float, float, float] | None
    labels: tuple[Label, ...]


Point = tuple[float, float]


def drawing(scene: Scene, layout: Layout, months: Sequence[Month], day: date) -> Drawing:
    grid = _Grid.of(layout, months)
    points, ghosts = _placed(scene.marks, grid)
    main = [point for mark, point in zip(scene.marks, points, strict=True) if mark.is_main]
    moves = [
        (mark, ghosts[number], point)
        for number, (mark, point) in enumerate(zip(scene.marks, points, strict=True))
        if number in ghosts
    ]
    labels = [*_month_labels(grid, day), *_tray_labels(layout)]
    if main and layout.is_wide:
        labels.append(_main_label(scene, main[0], points, layout))
    left, over = layout.plot[0], grid.x_of_day(day)
    top = -30 if layout.is_wide else -18
    return Drawing(
        view_box=f"0 {top} {n(layout.width)} {n(layout.base + 24 - top)}",
        over_path=f"M{n(left)} 6H{n(over)}V{n(layout.base)}H{n(left)}z",
        axis_path=_axis(layout),
        today_path=f"M{n(over)} 6V{n(layout.base + 4)}",
        shapes=tuple(_shapes(scene.marks, points, layout)),
        arcs=tuple(_arc(mark, start, end) for mark, start, end in moves),
        ghosts=tuple(
            Shape(f"mark-{mark.sign.colour}", SHAPES[mark.sign.mark](*start, layout.size - 1.5))
            for mark, start, _end in moves
        ),
        ring=_ring(main[0], layout) if main else None,
        labels=tuple(labels),
    )


# --- where things stand -------------------------------------------------------------------


@dataclass(frozen=True)
class _Grid:
    layout: Layout
    months: Sequence[Month]
    #: The left edge of each month, and the right one of the last.
    edges: tuple[float, ...]

    @classmethod
    def of(cls, layout: Layout, months: Sequence[Month]) -> "_Grid":
        weights = [1 if month.year == months[-1].year else NARROWED for month in months]
        left, right = layout.plot
        unit, edges = (right - left) / sum(weights), [left]
        for weight in weights:
            edges.append(edges[-1] + unit * weight)
        return cls(layout, months, tuple(edges))

    def width_of(self, month: Month) -> float:
        number = self.months.index(month)
        return self.edges[number + 1] - self.edges[number]

    def middle_of(self, month: Month) -> float:
        number = self.months.index(month)
        return (self.edges[number] + self.edges[number + 1]) / 2

    def x_of_day(self, day: date) -> float:
        """Return where `day` ends; the edge of the plot for one beyond it."""
        month = Month.of(day)
        if month < self.months[0]:
            return self.edges[0]
        if month > self.months[-1]:
            return self.edges[-1]
        number = self.months.index(month)
        days = (month.last - month.first).days + 1
        return round(self.edges[number] + self.width_of(month) * day.day / days, 1)

    def points(self, column: Hashable, count: int) -> list[Point]:
        """Return where `count` marks of a column stand, from its bottom."""
        if isinstance(column, Month):
            return list(self._stacked(column, count))
        return list(self._in_tray(column, count))

    def _stacked(self, month: Month, count: int) -> Iterator[Point]:
        layout, x, step = self.layout, self.middle_of(month), self.layout.step
        files = 1
        if count > SINGLE_FILE and self.width_of(month) >= 2 * step - 1:
            files = 2
        rows = -(-count // files)
        step = min(step, SINGLE_FILE * step / rows)
        for number in range(count):
            row, file = divmod(number, files)
            shift = (file - (files - 1) / 2) * layout.step
            yield x + shift, layout.base - layout.step * 0.66 - row * step

    def _in_tray(self, column: Hashable, count: int) -> Iterator[Point]:
        layout, (left, right) = self.layout, self.layout.tray
        in_line = int((right - left - 4) // layout.step)
        base = layout.base if column == VAGUE else layout.middle
        for number in range(count):
            line, place = divmod(number, in_line)
            yield (
                left + 2 + layout.step * (place + 0.5),
                base - layout.step * (0.66 + line),
            )


def _placed(marks: Sequence[PlanMark], grid: _Grid) -> tuple[list[Point], dict[int, Point]]:
    """Return where each mark stands, and by its number the outline of one that has moved."""
    standing: dict[Hashable, list[tuple[int, bool]]] = defaultdict(list)
    for number, mark in enumerate(marks):
        standing[mark.column].append((number, False))
    for number, mark in enumerate(marks):  # outlines lie above all
        if mark.left is not None:
            standing[mark.left].append((number, True))
    points: dict[int, Point] = {}
    ghosts: dict[int, Point] = {}
    for column, entries in standing.items():
        for (number, is_ghost), point in zip(
            entries, grid.points(column, len(entries)), strict=True
        ):
            (ghosts if is_ghost else points)[number] = point
    return [points[number] for number in range(len(marks))], ghosts


# --- shapes -------------------------------------------------------------------------------


def n(value: float) -> str:
    return f"{round(value, 1):g}"


def _diamond(x: float, y: float, size: float) -> str:
    h = n(size / 2 + 0.6)
    return f"M{n(x)} {n(y - size / 2 - 0.6)}l{h} {h}-{h} {h}-{h}-{h}z"


def _disc(x: float, y: float, size: float) -> str:
    r, d = n(size * 0.48), n(2 * round(size * 0.48, 1))
    return f"M{n(x - size * 0.48)} {n(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z"


def _square(x: float, y: float, size: float) -> str:
    side = n(size * 0.88)
    return f"M{n(x - size * 0.44)} {n(y - size * 0.44)}h{side}v{side}h-{side}z"


def _triangle(x: float, y: float, size: float) -> str:
    h, w = n(size), n(size / 2 + 0.2)
    return f"M{n(x)} {n(y - size * 0.52)}l{w} {h}h-{n(2 * (size / 2 + 0.2))}z"


def _bar(x: float, y: float, size: float) -> str:
    return f"M{n(x - size / 2)} {n(y - size * 0.14)}h{n(size)}v{n(size * 0.28)}h-{n(size)}z"


#: Every mark that a strand may have: the symbols of templates/components/sprite.html.
SHAPES: dict[str, Callable[[float, float, float], str]] = {
    Mark.DIAMOND: _diamond,
    Mark.DISC: _disc,
    Mark.SQUARE: _square,
    Mark.TRIANGLE: _triangle,
    BAR: _bar,
}


def _shapes(marks: Sequence[PlanMark], points: Sequence[Point], layout: Layout) -> Iterator[Shape]:
    """Yield one path for each colour, what is over apart."""
    paths: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for mark, point in zip(marks, points, strict=True):
        size = layout.size / 2 if mark.is_small else layout.size
        paths[mark.sign.colour, mark.is_over].append(SHAPES[mark.sign.mark](*point, size))
    for (colour, is_over), parts in sorted(paths.items()):
        yield Shape(f"mark-{colour}{' is-over' if is_over else ''}", "".join(parts))


def _arc(mark: PlanMark, start: Point, end: Point) -> Shape:
    (x1, y1), (x2, y2) = start, end
    top = max(-22.0, min(y1, y2) - 16 - abs(x2 - x1) * 0.16)
    css = "plan-arc-main" if mark.is_main else f"mark-{mark.sign.colour}"
    return Shape(css, f"M{n(x1)} {n(y1)}C{n(x1)} {n(top)} {n(x2)} {n(top)} {n(x2)} {n(y2)}")


def _ring(point: Point, layout: Layout) -> tuple[float, float, float]:
    return round(point[0], 1), round(point[1], 1), round(layout.size * 0.9, 1)


def _axis(layout: Layout) -> str:
    (left, right), (begin, end) = layout.plot, layout.tray
    base, middle = layout.base, layout.middle
    lower = f"M{n(begin)} {n(base)}H{n(end)}M{n(begin)} {n(middle)}H{n(end)}"
    return f"M{n(left)} {n(base)}H{n(right)}{lower}"


# --- words --------------------------------------------------------------------------------


def _month_labels(grid: _Grid, day: date) -> Iterator[Label]:
    layout, last_year = grid.layout, grid.months[-1].year
    for year, months in groupby(grid.months, key=lambda month: month.year):
        first = next(iter(months))
        x = grid.edges[grid.months.index(first)]
        yield Label(
            round(x + 4, 1), -14 if layout.is_wide else -6, say_year(year), "plan-days-year"
        )
    for month in grid.months:
        if not layout.is_wide and month.year != last_year:
            continue
        words = short_name(month) if layout.is_wide and month.year == last_year else _initial(month)
        css = "plan-days-month is-now" if month == Month.of(day) else "plan-days-month"
        yield Label(round(grid.middle_of(month), 1), layout.base + 17, words, css)


def _tray_labels(layout: Layout) -> Iterator[Label]:
    """Name each tray below its line, as the months are named: what moves comes from above."""
    x = layout.tray[0]
    below = layout.label_size * (0.9 if layout.is_wide else 0.7)
    yield Label(x, round(layout.middle + below, 1), _("No date"))
    yield Label(x, layout.base + 17, _("Month not known") if layout.is_wide else _("No month"))


def _initial(month: Month) -> str:
    return str(format_date(month.first, "LLLLL", locale=current_locale()))


def _main_label(scene: Scene, point: Point, points: Sequence[Point], layout: Layout) -> Label:
    """Stand beside the ring where there is room within the months, higher where other marks stand beside it; else
    above everything, on its right.

    In a tray, which has a name of its own, the event needs none but its name, beside the ring or right above it.
    """
    (x, y), (_left, right), words = point, layout.plot, scene.label
    if x > right:
        end = x + 14 + text_width(scene.name, layout.label_size)
        is_free = not any(x < other < end and abs(y - line) < layout.step for other, line in points)
        if is_free and end <= layout.tray[1]:
            return Label(round(x + 14, 1), round(y + 5, 1), scene.name, "plan-days-label")
        return Label(layout.tray[1], round(y - 16, 1), scene.name, "plan-days-label is-before")
    end = x + 14 + text_width(words, layout.label_size)
    beside = [line for other, line in points if x < other < end]
    if any(abs(y - line) < layout.label_size for line in beside):
        y = min(beside) - layout.label_size
    if end <= right and y > 0:
        return Label(round(x + 14, 1), round(y + 4, 1), words, "plan-days-label")
    return Label(
        right,
        _top_of(scene, points, right + x + 14 - end, layout),
        words,
        "plan-days-label is-before",
    )


def _top_of(scene: Scene, points: Sequence[Point], left: float, layout: Layout) -> float:
    """Return where a label stands that ends with the months and begins at `left`: above their marks, or above all arcs."""
    if any(mark.left is not None for mark in scene.marks):
        return -8
    highest = min(line for x, line in points if x > left - layout.step)
    return max(-8, round(highest - layout.label_size, 1))

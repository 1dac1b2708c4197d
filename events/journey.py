"""The way of an event from date to date, as numbers for one drawing.

Across, everything is in percent of the drawing's width, so that it stretches with the page while
its words keep their size. Down, it is in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.dates import Month, Period
from events.lettering import text_width
from events.states import Format, Status
from events.wording import plain_spaces, say_interval
from publishing.languages import language_locale

if TYPE_CHECKING:
    from events.cards import CityNames
    from events.history import History, Slot
    from events.models import Event

#: The narrowest drawing, in pixels: a phone of 320 without its margins. Labels must fit there.
NARROWEST = 288
LINE_OF_DOTS = 96
FIRST_LABEL = 128
LABEL_HEIGHT = 48
#: Where the days end when the new one is not known: it stands behind them.
BEFORE_THE_UNKNOWN = 80.0
UNKNOWN = 94.0
#: Months between two labels of the axis, for axes of up to so many months.
TICK_STEPS = ((6, 1), (12, 2), (18, 3), (36, 6))


@dataclass(frozen=True)
class Stop:
    """One date that the event had, or has. `begins` and `ends` bound a vague one, in percent."""

    x: float
    begins: float
    ends: float
    date: str
    place: str
    #: left, now, unknown or cancelled.
    state: str
    is_vague: bool
    label_x: float = 0
    anchor: str = "middle"
    row: int = 0

    @property
    def date_y(self) -> int:
        return FIRST_LABEL + self.row * LABEL_HEIGHT

    @property
    def place_y(self) -> int:
        return self.date_y + 19


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    #: Said at the first tick of each year, "" at the others.
    year: str


@dataclass(frozen=True)
class Journey:
    """The stops of one event, oldest plan first, the present one last."""

    stops: tuple[Stop, ...]
    #: One path a move, in a box of 1000 by 100 stretched to the drawing's width.
    arcs: tuple[str, ...]
    ticks: tuple[Tick, ...]
    axis_end: float
    axis_y: int
    height: int
    #: The same in words.
    label: str


def journey(event: Event, history: History, names: CityNames) -> Journey | None:
    """Return the drawing of the dates that `event` left and has; None when it left none."""
    if not history.left:
        return None
    slots = [(slot.period, _slot_place(slot, names)) for slot in history.left]
    slots.append((event.period, _place(event)))
    days = [day for period, _said in slots for day in (period.first, period.last) if day]
    axis = _Axis(Month.of(min(days)), Month.of(max(days)), open_end=not event.period.is_dated)
    stops = _laid_out([_stop(slot, axis, _state(event, slot, slots)) for slot in slots])
    axis_y = FIRST_LABEL + LABEL_HEIGHT * (1 + max(stop.row for stop in stops)) - 12
    return Journey(
        stops=stops,
        arcs=tuple(_arc(a.x, b.x) for a, b in pairwise(stops)),
        ticks=tuple(_ticks(axis)),
        axis_end=axis.end,
        axis_y=axis_y,
        height=axis_y + 44,
        label=_label(stops),
    )


# --- the axis -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Axis:
    """Whole months, drawn from 0 percent to `end`."""

    first: Month
    last: Month
    open_end: bool

    @property
    def end(self) -> float:
        return BEFORE_THE_UNKNOWN if self.open_end else 100.0

    @property
    def months(self) -> list[Month]:
        count = (self.last.year - self.first.year) * 12 + self.last.number - self.first.number
        return [month for n in range(count + 1) if (month := self.first.plus(n))]

    @property
    def is_within_a_year(self) -> bool:
        return self.first.year == self.last.year

    def x(self, day: date, share: float) -> float:
        """Return where `day` lies, `share` of it gone: 0 is its morning, 1 its night."""
        whole = (self.last.last - self.first.first).days + 1
        return round(((day - self.first.first).days + share) / whole * self.end, 2)


def _ticks(axis: _Axis) -> Iterable[Tick]:
    months = axis.months
    step = next((step for size, step in TICK_STEPS if len(months) <= size), 12)
    locale, year = language_locale(get_language() or "en"), 0
    for month in months[::step]:
        label = format_date(month.first, "LLL", locale=locale)
        said = str(month.year) if month.year != year else ""
        yield Tick(axis.x(month.first, 0), label, said)
        year = month.year


# --- the stops ----------------------------------------------------------------------

_Said = tuple[Period, str]
_Span = tuple[float, float]


def _state(event: Event, slot: _Said, slots: Sequence[_Said]) -> str:
    if slot is not slots[-1]:
        return "left"
    if not event.period.is_dated:
        return "unknown"
    return "cancelled" if event.status == Status.CANCELLED else "now"


def _stop(slot: _Said, axis: _Axis, state: str) -> Stop:
    period, place = slot
    if period.first is None or period.last is None:
        return Stop(UNKNOWN, UNKNOWN, UNKNOWN, _("No new date yet"), place, state, is_vague=False)
    begins, ends = axis.x(period.first, 0), axis.x(period.last, 1)
    said = _short(period, with_year=not axis.is_within_a_year)
    x = round((begins + ends) / 2, 2)
    return Stop(x, begins, ends, said, place, state, is_vague=not period.is_exact)


def _short(period: Period, *, with_year: bool) -> str:
    """Say an exact period without a year that goes without saying."""
    language = get_language() or "en"
    if with_year or not period.is_exact or period.first is None or period.last is None:
        return replace(period, words={}).say(language)
    locale = language_locale(language)
    if period.first == period.last:
        return plain_spaces(format_skeleton("MMMMd", period.first, locale=locale))
    return say_interval(period.first, period.last, "MMMMd", locale)


def _slot_place(slot: Slot, names: CityNames) -> str:
    if slot.format == Format.ONLINE:
        return _("Videoconference")
    return ", ".join(str(names[slug]) if slug in names else slug for slug in slot.cities)


def _place(event: Event) -> str:
    if event.format == Format.ONLINE:
        return _("Videoconference")
    return ", ".join(city.name for city in event.cities.all())


def _laid_out(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Give each label the highest row where it touches no other on the narrowest drawing."""
    rows: list[list[_Span]] = [[] for _stop in stops]
    placed = []
    for stop in stops:
        width = max(text_width(stop.date, 18), text_width(stop.place, 15)) / NARROWEST * 100
        stop, span = _anchored(stop, width)
        row = _free_row(rows, span)
        rows[row].append(span)
        placed.append(replace(stop, row=row))
    return tuple(placed)


def _free_row(rows: Sequence[Sequence[_Span]], span: _Span) -> int:
    return next(n for n, row in enumerate(rows) if all(_apart(span, other) for other in row))


def _anchored(stop: Stop, width: float) -> tuple[Stop, _Span]:
    if stop.x < width / 2:
        return replace(stop, label_x=0, anchor="start"), (0, width)
    if stop.x > 100 - width / 2:
        return replace(stop, label_x=100, anchor="end"), (100 - width, 100)
    return replace(stop, label_x=stop.x), (stop.x - width / 2, stop.x + width / 2)


def _apart(one: _Span, other: _Span) -> bool:
    return one[1] + 3 < other[0] or other[1] + 3 < one[0]


def _arc(start: float, end: float) -> str:
    """Return a bow from dot to dot, the higher the farther they lie apart."""
    a, b = round(start * 10), round(end * 10)
    top = LINE_OF_DOTS - min(118, 30 + abs(b - a) // 4)
    lean = round((b - a) * 0.18)
    return f"M{a} {LINE_OF_DOTS}C{a + lean} {top} {b - lean} {top} {b} {LINE_OF_DOTS}"


def _label(stops: Sequence[Stop]) -> str:
    said = [f"{stop.date}, {stop.place}" if stop.place else stop.date for stop in stops]
    return _("Dates in order: %(dates)s.") % {"dates": "; ".join(said)}

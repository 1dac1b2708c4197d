"""The way of an event from date to date, as numbers for one drawing.

Across, everything is in percent of the drawing's width, so that it stretches with the page while
its words keep their size. Down, it is in pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from babel.dates import format_skeleton
from django.utils.translation import get_language_bidi, gettext as _, pgettext

from events import history
from events.date_formats import plain_spaces, say_interval
from events.dates import Month, Period
from events.enums import meaning_of
from events.state import EventState
from i18n.texts import current_language, language_locale
from places.models import PlaceNames
from website.charts.base import TEXT_FACE, Axis, Tick, text_width

#: The narrowest drawings in pixels, in which the labels must fit: on a phone of 320 without its
#: margins, and beside it on all wider screens (static/css/components/date-journey.css).
WIDTHS = {"narrow": 288, "wide": 560}
LINE_OF_DOTS = 96
FIRST_LABEL = 128
LABEL_HEIGHT = 48
#: What one more line of a label takes.
LINE_HEIGHT = 19
#: Where a new date stands that is not known: behind the axis, in percent.
UNKNOWN = 94.0


@dataclass(frozen=True)
class Stop:
    """One date that the event had, or has. `begins` and `ends` bound a vague one, in percent."""

    x: float
    begins: float
    ends: float
    date: str
    place: str
    #: The same behind a date in a sentence.
    place_in_text: str
    #: left, now, unknown or cancelled.
    state: str
    is_vague: bool
    label_x: float = 0
    #: Where the event was to be before it had this date: "at first Chelyabinsk".
    first_place: str = ""
    anchor: str = "middle"
    date_y: int = FIRST_LABEL

    @property
    def place_y(self) -> int:
        return self.date_y + LINE_HEIGHT

    @property
    def first_place_y(self) -> int:
        return self.place_y + LINE_HEIGHT

    @property
    def is_below(self) -> bool:
        """Whether a line leads from its dot down to its label."""
        return self.date_y > FIRST_LABEL


@dataclass(frozen=True)
class Drawing:
    """The stops of one event, oldest plan first, the present one last, laid out for a width."""

    #: A key of WIDTHS, or "" where one drawing does for all.
    width: str
    stops: tuple[Stop, ...]
    #: One path a move, in a box of 1000 by 100 stretched to the drawing's width.
    arcs: tuple[str, ...]
    ticks: tuple[Tick, ...]
    #: From where to where the months go, in percent: from the right in a right-to-left language.
    axis_begin: float
    axis_end: float
    axis_y: int
    height: int


@dataclass(frozen=True)
class Journey:
    #: The same in words.
    label: str
    drawings: tuple[Drawing, ...]


def journey(event: EventState, names: PlaceNames) -> Journey | None:
    """Return the drawing of the days that `event` left and has; None when it left none.

    Clock times are not drawn: one that moved alone left no day.
    """
    former = [_slot(slot, event, names) for slot in event.history.left]
    slots = [*former, _slot(event, event, names)]
    slots = [
        slot for slot, successor in pairwise(slots) if not slot[0].same_days(successor[0])
    ] + slots[-1:]
    if len(slots) == 1:
        return None
    days = [day for period, *_said in slots for day in (period.first, period.last) if day]
    axis = Axis(Month.of(min(days)), Month.of(max(days)), open_end=not event.period.is_dated)
    stops = [_stop(slot, axis, _state(event, slot, slots)) for slot in slots]
    stops[0] = replace(stops[0], first_place=_first_place(event, names))
    narrow, wide = (_drawing(name, stops, axis) for name in WIDTHS)
    drawing = replace(wide, width="")
    return Journey(_label(stops), (drawing,) if narrow.stops == wide.stops else (narrow, wide))


def _drawing(width: str, stops: Sequence[Stop], axis: Axis) -> Drawing:
    laid_out = _laid_out(stops, WIDTHS[width])
    if is_mirrored := get_language_bidi():
        laid_out = tuple(map(_mirror_image, laid_out))
    axis_y = max(stop.date_y for stop in laid_out) + _label_height(stops) - 12
    return Drawing(
        width=width,
        stops=laid_out,
        arcs=tuple(_arc(start.x, end.x) for start, end in pairwise(laid_out)),
        ticks=tuple(axis.ticks(is_mirrored=is_mirrored)),
        axis_begin=100 if is_mirrored else 0,
        axis_end=100 - axis.end if is_mirrored else axis.end,
        axis_y=axis_y,
        height=axis_y + 44,
    )


def _label_height(stops: Sequence[Stop]) -> int:
    return LABEL_HEIGHT + LINE_HEIGHT * any(stop.first_place for stop in stops)


# --- the stops ----------------------------------------------------------------------

_Slot = tuple[Period, str, str]
_Span = tuple[float, float]


def _slot(slot: history.Slot | EventState, event: EventState, names: PlaceNames) -> _Slot:
    meant, cities = meaning_of(slot.format, event.kind), names.listed(slot.cities)
    return slot.period, meant.where_in_brief(cities), meant.where_in_a_sentence(cities)


def _first_place(event: EventState, names: PlaceNames) -> str:
    """Say where the event was to be before any date was left; nothing where that is the place of its first one."""
    cities, _moves = history.first_place(history.moving_steps(event.steps))
    if not cities or cities == event.history.left[0].cities:
        return ""
    return _("at first %(place)s") % {"place": names.listed(cities)}


def _state(event: EventState, slot: _Slot, slots: Sequence[_Slot]) -> str:
    if slot is not slots[-1]:
        return "left"
    if not event.period.is_dated:
        return "unknown"
    return "cancelled" if event.is_cancelled else "now"


def _stop(slot: _Slot, axis: Axis, state: str) -> Stop:
    period, place, in_text = slot
    if period.first is None or period.last is None:
        return Stop(
            UNKNOWN, UNKNOWN, UNKNOWN, _("No new date yet"), place, in_text, state, is_vague=False
        )
    begin, end = axis.x(period.first, 0), axis.x(period.last, 1)
    date = _short_date(period, with_year=not axis.is_within_a_year)
    x = round((begin + end) / 2, 2)
    return Stop(x, begin, end, date, place, in_text, state, is_vague=not period.is_exact)


def _short_date(period: Period, *, with_year: bool) -> str:
    """Say an exact period without a year that goes without saying."""
    language = current_language()
    if with_year or not period.is_exact or period.first is None or period.last is None:
        return replace(period, words={}).say(language)
    locale = language_locale(language)
    if period.first == period.last:
        return plain_spaces(format_skeleton("MMMMd", period.first, locale=locale))
    return say_interval(period.first, period.last, "MMMMd", locale)


def _laid_out(stops: Sequence[Stop], pixels: int) -> tuple[Stop, ...]:
    """Give each label the highest row where it touches no other in a drawing so wide."""
    rows: list[list[_Span]] = [[] for _stop in stops]
    laid_out = []
    for stop in stops:
        small = max(text_width(words, 15) for words in (stop.place, stop.first_place))
        width = max(text_width(stop.date, 18), TEXT_FACE * small) / pixels * 100
        stop, span = _with_anchor(stop, width)
        row = _free_row(rows, span)
        rows[row].append(span)
        laid_out.append(replace(stop, date_y=FIRST_LABEL + row * _label_height(stops)))
    return tuple(laid_out)


def _mirror_image(stop: Stop) -> Stop:
    """Return the stop as seen in a mirror. Its anchor stays: text has a start of its own."""
    return replace(
        stop,
        x=round(100 - stop.x, 2),
        begins=round(100 - stop.begins, 2),
        ends=round(100 - stop.ends, 2),
        label_x=round(100 - stop.label_x, 2),
    )


def _free_row(rows: Sequence[Sequence[_Span]], span: _Span) -> int:
    return next(
        number for number, row in enumerate(rows) if all(_are_apart(span, other) for other in row)
    )


def _with_anchor(stop: Stop, width: float) -> tuple[Stop, _Span]:
    if stop.x < width / 2:
        return replace(stop, label_x=0, anchor="start"), (0, width)
    if stop.x > 100 - width / 2:
        return replace(stop, label_x=100, anchor="end"), (100 - width, 100)
    return replace(stop, label_x=stop.x), (stop.x - width / 2, stop.x + width / 2)


def _are_apart(first: _Span, second: _Span) -> bool:
    return first[1] + 3 < second[0] or second[1] + 3 < first[0]


def _arc(start: float, end: float) -> str:
    """Return a bow from dot to dot, the higher the farther they lie apart."""
    left, right = round(start * 10), round(end * 10)
    top = LINE_OF_DOTS - min(118, 30 + abs(right - left) // 4)
    slant = round((right - left) * 0.18)
    return (
        f"M{left} {LINE_OF_DOTS}C{left + slant} {top} {right - slant} {top} {right} {LINE_OF_DOTS}"
    )


def _label(stops: Sequence[Stop]) -> str:
    comma = pgettext("between a date and a place", ", ")
    sentences = [
        comma.join(filter(None, (_date_in_text(stop), stop.place_in_text, stop.first_place)))
        for stop in stops
    ]
    return _("Dates in order: %(dates)s.") % {
        "dates": pgettext("between dates", "; ").join(sentences)
    }


def _date_in_text(stop: Stop) -> str:
    return _("no new date yet") if stop.x == UNKNOWN else stop.date

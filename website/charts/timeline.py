"""The plan at a glance: a column of marks for each month of the term, one mark for one event."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from babel.dates import format_date
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from events.calendar import Month
from events.counts import months_left, months_of
from events.plan_memory import Printable, all_states, is_whole, of_the_plan
from events.span import say_year, term_span
from events.state import EventState
from i18n.texts import current_language, current_locale
from priorities.enums import RUNNING_SIGN, Sign
from priorities.models import Strand
from website import sentences

#: More marks than these stand in two columns.
SINGLE_FILE = 8


@dataclass(frozen=True)
class EventMark:
    """One event, or (`moved`) a slot that it left; a cancelled event is an outline too."""

    strand: Sign
    moved: bool = False


@dataclass(frozen=True)
class Column:
    """One month. `current` is the value of aria-current, or empty."""

    month: Month
    name: str
    label: str
    url: str
    marks: tuple[EventMark, ...]
    current: str

    @property
    def is_crowded(self) -> bool:
        return len(self.marks) > SINGLE_FILE


@dataclass(frozen=True)
class Year:
    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, eq=False)
class Timeline(Printable):
    years: tuple[Year, ...]
    #: "Not shown: 4 events without a known month.", or empty.
    remarks: str
    #: Those that have a mark here, in their order: no other needs an explanation. All without any.
    signs: tuple[Sign, ...]
    #: Every month that holds an event or a slot left, also outside the term.
    busy: tuple[Month, ...]


@dataclass(frozen=True)
class MonthCount:
    """How many events of each strand stand in each month, as events.counts says; None for those in none."""

    here: Counter[tuple[Month | None, str]]
    #: Of those.
    cancelled: Counter[tuple[Month | None, str]]
    moved: Counter[tuple[Month | None, str]]
    postponed: Counter[tuple[Month | None, str]]
    #: How many lie in no month of the term.
    outside: int

    @classmethod
    def of(cls, events: Iterable[EventState]) -> "MonthCount":
        here, cancelled, moved, postponed = (
            Counter[tuple[Month | None, str]]() for _number in range(4)
        )
        span, outside = term_span(), 0
        for event in events:
            months = list(months_of(event.period))
            strand = event.strand.key
            keys: list[tuple[Month | None, str]] = [(month, strand) for month in months]
            keys = keys or [(None, strand)]
            here.update(keys)
            cancelled.update(keys if event.is_cancelled else ())
            departures = postponed if event.is_postponed else moved
            departures.update((month, event.strand.key) for month in months_left(event))
            outside += bool(months) and not any(month in span for month in months)
        return cls(here, cancelled, moved, postponed, outside)

    def count(self, sort: str, month: Month) -> int:
        return self._totals[sort][month]

    @cached_property
    def _totals(self) -> dict[str, Counter[Month | None]]:
        """How many of each sort stand in each month, of whichever strand."""
        totals = {}
        for sort in ("here", "cancelled", "moved", "postponed"):
            total = totals[sort] = Counter[Month | None]()
            for (month, _strand), number in getattr(self, sort).items():
                total[month] += number
        return totals

    @cached_property
    def outlines(self) -> Counter[tuple[Month | None, str]]:
        """What is not, or not there any more, in each month."""
        return self.cancelled + self.moved + self.postponed

    @cached_property
    def kept(self) -> Counter[tuple[Month | None, str]]:
        """What is there, and not called off."""
        return self.here - self.cancelled

    @property
    def busy(self) -> tuple[Month, ...]:
        keys = [*self.here, *self.moved, *self.postponed]
        return tuple(sorted({month for month, _strand in keys if month is not None}))


def plan_strip(
    events: Iterable[EventState], today: date, *, page_month: Month | None = None, query: str = ""
) -> Timeline:
    """Return `events` as a strip; that of the whole plan is kept with it.

    `page_month` is the month of the page, marked instead of today's. `query` ("?body=rats") is
    kept in the links.
    """
    if is_whole(events):
        return _whole_strip(Month.of(today), page_month)
    return _strip(events, Month.of(today), page_month, query)


@of_the_plan
def _whole_strip(current_month: Month, page_month: Month | None) -> Timeline:
    return _strip(all_states(), current_month, page_month, "")


def _strip(
    events: Iterable[EventState], current_month: Month, page_month: Month | None, query: str
) -> Timeline:
    month_count, signs = MonthCount.of(events), signs_shown()
    columns = [
        _column(
            month_count,
            month,
            signs,
            current=_current(month, current_month, page_month),
            query=query,
        )
        for month in term_span().months
    ]
    years = groupby(columns, key=lambda column: column.month.year)
    return Timeline(
        years=tuple(Year(say_year(year), tuple(months)) for year, months in years),
        remarks=sentences.join_sentences(_remarks(month_count)),
        signs=_signs_in_use(columns, signs),
        busy=month_count.busy,
    )


@of_the_plan
def signs_shown() -> list[Sign]:
    """Return the sign of each strand of the presidency that is shown, in their order, and that of none. One query."""
    return [*(strand.sign for strand in Strand.objects.shown()), RUNNING_SIGN]


def signs_of(events: Iterable[EventState]) -> tuple[Sign, ...]:
    """Return the signs that a list of `events` has marks of, for its key; all of them for an empty one."""
    keys = {event.strand.key for event in events}
    return tuple(sign for sign in signs_shown() if sign.key in keys or not keys)


def _signs_in_use(columns: Sequence[Column], signs: Sequence[Sign]) -> tuple[Sign, ...]:
    keys = {mark.strand.key for column in columns for mark in column.marks}
    return tuple(sign for sign in signs if sign.key in keys or not keys)


def _column(
    month_count: MonthCount, month: Month, signs: Sequence[Sign], *, current: str, query: str
) -> Column:
    language = current_language()
    other_counts = {
        sort: month_count.count(sort, month) for sort in ("moved", "postponed", "cancelled")
    }
    counts = sentences.say_counts(month_count.count("here", month), **other_counts)
    return Column(
        month=month,
        name=short_name(month),
        label=_("%(month)s, %(events)s")
        % {"month": capfirst(month.say(language)), "events": counts},
        url=reverse("events:month", args=[month.year, month.number]) + query,
        marks=tuple(_marks(month_count, month, signs)),
        current=current,
    )


def _marks(month_count: MonthCount, month: Month, signs: Sequence[Sign]) -> list[EventMark]:
    """Return the marks of a column from its bottom to its top; outlines lie above all."""
    upwards, kept, outlines = list(reversed(signs)), month_count.kept, month_count.outlines
    marks = [EventMark(sign) for sign in upwards for _number in range(kept[month, sign.key])]
    ghost_marks = [
        EventMark(sign, moved=True)
        for sign in upwards
        for _number in range(outlines[month, sign.key])
    ]
    return marks + ghost_marks


def _current(month: Month, current_month: Month, page_month: Month | None) -> str:
    if page_month is not None:
        return "page" if month == page_month else ""
    return "date" if month == current_month else ""


def short_name(month: Month) -> str:
    """Return a month in three letters, or as Chinese writes it: Oct, окт, 10月."""
    name = format_date(month.first, "LLL", locale=current_locale())
    return name[:3] if len(name) > 3 else name


def _remarks(month_count: MonthCount) -> list[str]:
    """Say what has no column, so that the marks are not taken for all."""
    undated_count = sum(
        number for (month, _strand), number in month_count.here.items() if month is None
    )
    outside_count, remarks = month_count.outside, []
    if undated_count:
        remarks.append(
            ngettext(
                "Not shown: %(count)d event without a known month.",
                "Not shown: %(count)d events without a known month.",
                undated_count,
            )
            % {"count": undated_count}
        )
    if outside_count:
        remarks.append(
            ngettext(
                "Before or after these months: %(count)d event.",
                "Before or after these months: %(count)d events.",
                outside_count,
            )
            % {"count": outside_count}
        )
    return remarks

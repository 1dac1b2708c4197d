"""The plan at a glance: a column of marks for each month of the term, one mark for one event."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Status
from events.months import Month
from events.span import say_year, term_span
from events.state import strand_of
from i18n.texts import current_language, current_locale
from priorities.enums import RUNNING, RUNNING_SIGN, Sign
from priorities.models import Priority, Strand
from website.sentences import join_sentences, say_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.querysets import EventQuerySet

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


@dataclass(frozen=True)
class Timeline:
    years: tuple[Year, ...]
    #: "Not drawn: 4 events whose month is not known.", or empty.
    remarks: str
    #: Those that have a mark here, in their order: no other needs an explanation. All without any.
    signs: tuple[Sign, ...]
    #: Every month that holds an event or a slot left, also outside the term.
    busy: tuple[Month, ...]


@dataclass(frozen=True)
class MonthCount:
    """How many marks of a sort the plan holds in a month; None for those without a month."""

    kept: Counter[tuple[Month | None, str]]
    cancelled: Counter[tuple[Month | None, str]]
    moved: Counter[tuple[Month | None, str]]
    postponed: Counter[tuple[Month | None, str]]

    def count(self, sort: str, month: Month) -> int:
        counter: Counter[tuple[Month | None, str]] = getattr(self, sort)
        return sum(number for (held, _strand), number in counter.items() if held == month)

    @property
    def busy(self) -> tuple[Month, ...]:
        keys = [*self.kept, *self.cancelled, *self.moved, *self.postponed]
        return tuple(sorted({month for month, _strand in keys if month is not None}))


def plan_strip(
    events: EventQuerySet, today: date, *, shown: Month | None = None, query: str = ""
) -> Timeline:
    """Return `events` as a strip: five queries, however many there are.

    `shown` is the month of the page, marked instead of today's. `query` ("?body=rats") is
    kept in the links.
    """
    tally, signs = _tally(events), signs_shown()
    columns = [
        _column(tally, month, signs, current=_current(month, today, shown), query=query)
        for month in term_span().months
    ]
    years = groupby(columns, key=lambda column: column.month.year)
    return Timeline(
        years=tuple(Year(say_year(year), tuple(months)) for year, months in years),
        remarks=join_sentences(_remarks(tally)),
        signs=_used(columns, signs),
        busy=tally.busy,
    )


def signs_shown() -> list[Sign]:
    """Return the sign of each strand of the presidency that is shown, in their order, and that of none. One query."""
    return [*(strand.sign for strand in Strand.objects.shown()), RUNNING_SIGN]


def _used(columns: Sequence[Column], signs: Sequence[Sign]) -> tuple[Sign, ...]:
    used = {mark.strand.key for column in columns for mark in column.marks}
    return tuple(sign for sign in signs if sign.key in used or not used)


def _tally(events: EventQuerySet) -> MonthCount:
    tally = MonthCount(Counter(), Counter(), Counter(), Counter())
    chosen = events.model.objects.filter(pk__in=events.values("pk"))
    for row in _counted(chosen):
        within = row["first_month"] == row["last_month"] or not row["is_vague"]
        day = row["first_month"]
        month = Month.of(day) if day is not None and within else None
        counter = tally.cancelled if row["status"] == Status.CANCELLED else tally.kept
        counter[month, row["strand"]] += row["events"]
    rescheduled = chosen.filter(changes__old_starts_on__isnull=False).distinct()
    for event in rescheduled.for_marks():
        counter = tally.postponed if event.status == Status.POSTPONED else tally.moved
        for slot in event.history().days_left_for(event.period):
            counter[slot.period.home_month, strand_of(event).key] += 1
    return tally


def _counted(events: EventQuerySet) -> list[dict[str, Any]]:
    """Count the events by month and strand in the database."""
    first_public = (
        Priority.objects.published()
        .filter(events=OuterRef("pk"))
        .in_order()
        .values("strand__slug")[:1]
    )
    return list(
        events.annotate(
            strand=Coalesce(Subquery(first_public), Value(RUNNING)),
            first_month=TruncMonth("starts_on"),
            last_month=TruncMonth("ends_on"),
        )
        .order_by()
        .values("first_month", "last_month", "is_vague", "strand", "status")
        .annotate(events=Count("pk"))
    )


def _column(
    tally: MonthCount, month: Month, signs: Sequence[Sign], *, current: str, query: str
) -> Column:
    language = current_language()
    apart = {sort: tally.count(sort, month) for sort in ("moved", "postponed", "cancelled")}
    counts = say_counts(tally.count("kept", month), **apart)
    return Column(
        month=month,
        name=short_name(month),
        label=_("%(month)s, %(events)s")
        % {"month": capfirst(month.say(language)), "events": counts},
        url=reverse("events:month", args=[month.year, month.number]) + query,
        marks=tuple(_marks(tally, month, signs)),
        current=current,
    )


def _marks(tally: MonthCount, month: Month, signs: Sequence[Sign]) -> list[EventMark]:
    """Return the marks of a column from its bottom to its top; outlines lie above all."""
    upwards, outlines = list(reversed(signs)), tally.cancelled + tally.moved + tally.postponed
    kept = [EventMark(s) for s in upwards for _number in range(tally.kept[month, s.key])]
    left = [EventMark(s, moved=True) for s in upwards for _number in range(outlines[month, s.key])]
    return kept + left


def _current(month: Month, today: date, shown: Month | None) -> str:
    if shown is not None:
        return "page" if month == shown else ""
    return "date" if month == Month.of(today) else ""


def short_name(month: Month) -> str:
    """Return a month in three letters, or as Chinese writes it: Oct, окт, 10月."""
    name = format_date(month.first, "LLL", locale=current_locale())
    return name[:3] if len(name) > 3 else name


def _remarks(tally: MonthCount) -> list[str]:
    """Say what has no column, so that the marks are not taken for all."""
    covered, loose, outside = term_span(), 0, 0
    for (month, _strand), number in (tally.kept + tally.cancelled).items():
        loose += number if month is None else 0
        outside += number if month is not None and month not in covered else 0
    remarks = []
    if loose:
        remarks.append(
            ngettext(
                "Not drawn: %(count)d event whose month is not known.",
                "Not drawn: %(count)d events whose month is not known.",
                loose,
            )
            % {"count": loose}
        )
    if outside:
        remarks.append(
            ngettext(
                "Before or after these months: %(count)d event.",
                "Before or after these months: %(count)d events.",
                outside,
            )
            % {"count": outside}
        )
    return remarks

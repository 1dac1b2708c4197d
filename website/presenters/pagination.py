"""The events of one priority, body or country: what is coming, and what is over or has moved.

Links from one page of the plan to its neighbours, and to what has no place on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from babel.dates import format_date
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from events import date_formats
from events.calendar import Month, Week
from events.counts import Stay, stay_on
from events.querysets import EventQuerySet
from events.span import Span, say_year
from events.state import EventState
from i18n.texts import current_language, current_locale
from places.models import PlaceNames
from website.calendar_views import CALENDAR_VIEWS, week_numbers
from website.charts.timeline import Timeline
from website.presenters.agenda import AgendaRow, row_order
from website.presenters.dates import with_year
from website.presenters.event_card import Card, card
from website.presenters.groups import Ghost, ghosts
from website.presenters.plan import say_past


@dataclass(frozen=True)
class Listing:
    """`coming` soonest first. `past` oldest first: events that are over, called off or put off,
    and with them the slots that any event of the list has left."""

    coming: tuple[AgendaRow, ...]
    past: tuple[AgendaRow, ...]

    def __bool__(self) -> bool:
        return bool(self.coming or self.past)

    @property
    def newest_first(self) -> tuple[AgendaRow, ...]:
        return self.past[::-1]

    @property
    def past_counts(self) -> str:
        return say_past(self.past)


def listing(events: Iterable[EventState], now: datetime, names: PlaceNames) -> Listing:
    """Return `events` as they stand at `now`."""
    event_cards = [card(event, now, names) for event in events]
    coming_rows = [
        AgendaRow(event_card) for event_card in event_cards if event_card.event.is_coming(now)
    ]
    past_rows = [
        AgendaRow(event_card) for event_card in event_cards if not event_card.event.is_coming(now)
    ]
    past_rows += [AgendaRow(ghost.card, ghost) for ghost in ghosts(event_cards, names, now.date())]
    return Listing(
        coming=tuple(_with_year(row, now.year) for row in sorted(coming_rows, key=row_order)),
        past=tuple(_with_year(row, None) for row in sorted(past_rows, key=row_order)),
    )


def _with_year(row: AgendaRow, implied_year: int | None) -> AgendaRow:
    """Say the year in the row's stamp, unless it is the `implied_year` one or stands there already."""
    if row.ghost is not None:
        return replace(row, ghost=_dated_ghost(row.ghost, implied_year))
    return replace(row, card=dated(row.card, implied_year))


def dated(event_card: Card, implied_year: int | None) -> Card:
    """Say the year in the stamp of a card that no heading dates, unless it is the `implied_year` one."""
    period = event_card.event.period

    def with_stamp() -> Card:
        return replace(event_card, stamp=with_year(event_card.stamp, period, implied_year))

    return event_card.made(("dated", implied_year), with_stamp)


def _dated_ghost(ghost: Ghost, implied_year: int | None) -> Ghost:
    def with_stamp() -> Ghost:
        return replace(ghost, stamp=with_year(ghost.stamp, ghost.period, implied_year))

    return ghost.made(("dated", implied_year), with_stamp)


@dataclass(frozen=True)
class PagerLink:
    label: str
    url: str


def page_link(view: str, numbers: Sequence[int], label: str, query: str) -> PagerLink:
    """Link the page of a view of the calendar by the numbers of its address."""
    return PagerLink(label, CALENDAR_VIEWS[view].url(*numbers) + query)


def month_link(page: Month | None, query: str, *, beside: Month | None) -> PagerLink | None:
    """Link a month; within the year of `beside` its name needs no year. Without one it stands within a sentence."""
    if page is None:
        return None
    if beside is not None and beside.year == page.year:
        label = month_name(page)
    else:
        label = page.say(current_language())
        label = capfirst(label) if beside else label
    return page_link("month", (page.year, page.number), label, query)


def year_link(span: Span, year: int, query: str) -> PagerLink | None:
    if not span.has_year(year):
        return None
    return page_link("year", (year,), say_year(year), query)


def week_link(
    span: Span, week: Week | None, query: str, *, beside: Week | None
) -> PagerLink | None:
    """Link a week of `span`; within the year of `beside` its days need no year."""
    if week is None or not span.touches(week.first, week.last):
        return None
    years = {week.first.year, week.last.year}
    language = current_language()
    same_year = beside is not None and years == {beside.first.year, beside.last.year}
    is_short = same_year and len(years) == 1
    label = (
        date_formats.say_days_of_year(week.first, week.last, language)
        if is_short
        else week.say(language)
    )
    return page_link("week", week_numbers(week), label, query)


def day_link(day: date | None, query: str) -> PagerLink | None:
    if day is None:
        return None
    return page_link("day", (day.year, day.month, day.day), date_formats.say_day(day), query)


def days_beside(events: EventQuerySet, day: date) -> tuple[date | None, date | None]:
    """Return the nearest days before and after on which an event begins. Two queries."""
    days = events.exact().values_list("starts_on", flat=True)
    previous_day = days.filter(starts_on__lt=day).order_by("-starts_on").first()
    following_day = days.filter(starts_on__gt=day).order_by("starts_on").first()
    return previous_day, following_day


def nearest_day(previous_day: date | None, following_day: date | None, day: date) -> date | None:
    """Return the one that lies nearer to `day`, the later of two."""
    days = [other for other in (following_day, previous_day) if other is not None]
    return min(days, key=lambda other: abs(other - day), default=None)


def nearest_month(strip: Timeline, month: Month) -> Month | None:
    """Return the month with an entry that lies nearest to `month`, the later of two."""
    place = month.year * 12 + month.number

    def distance(other: Month) -> tuple[int, bool]:
        steps = other.year * 12 + other.number - place
        return abs(steps), steps < 0

    others = [other for other in strip.busy if other != month]
    return min(others, key=distance, default=None)


def nearest_week(events: Iterable[EventState], week: Week) -> Week | None:
    """Return the week nearest to `week` in which one of `events` is known to begin or end, the later of two."""
    periods = [event.period for event in events if event.period.is_exact]
    later = [period.first for period in periods if period.first and period.first > week.last]
    earlier = [period.last for period in periods if period.last and period.last < week.first]
    day = nearest_day(max(earlier, default=None), min(later, default=None), week.middle)
    return Week.of(day) if day else None


def undated_link(events: Iterable[EventState], query: str) -> PagerLink | None:
    """Lead to those of `events` that have no date at all: they stand on the plan only."""
    count = sum(not event.period.is_dated for event in events)
    if not count:
        return None
    label = ngettext(
        "%(count)d event has no date yet", "%(count)d events have no date yet", count
    ) % {"count": count}
    return PagerLink(label, f"{reverse('events:plan')}{query}#undated")


def inexact_link(events: Iterable[EventState], day: date, query: str) -> PagerLink | None:
    """Lead to those of `events` that may fall in the month of `day`: its page shows them beside its days."""
    month = Month.of(day)
    stays = [stay_on(event.period, month.first, month.last) for event in events]
    count = stays.count(Stay.WITHIN) + stays.count(Stay.SOMETIME)
    if not count:
        return None
    label = ngettext(
        "%(month)s: %(count)d event without an exact day",
        "%(month)s: %(count)d events without an exact day",
        count,
    ) % {"count": count, "month": capfirst(month.say(current_language()))}
    return page_link("month", (day.year, day.month), label, query)


def month_name(page: Month) -> str:
    """Return the name of a month without its year: October, Октябрь, 10月."""
    if current_language().startswith("zh"):
        return f"{page.number}月"
    return capfirst(format_date(page.first, "LLLL", locale=current_locale()))

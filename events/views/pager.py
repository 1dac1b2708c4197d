"""Links from one page of the plan to its neighbours, and to what has no place on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from events.span import say_year
from events.views.times import say_day
from publishing.languages import current_language, current_locale

if TYPE_CHECKING:
    from events.drawings.strip import Strip
    from events.months import Month
    from events.querysets import EventQuerySet
    from events.span import Span


@dataclass(frozen=True)
class PagerLink:
    label: str
    url: str


def month_link(page: Month | None, query: str, *, beside: Month | None) -> PagerLink | None:
    """Link a month; within the year of `beside` its name needs no year."""
    if page is None:
        return None
    same_year = beside is not None and beside.year == page.year
    label = month_name(page) if same_year else capfirst(page.say(current_language()))
    return PagerLink(label, reverse("events:month", args=[page.year, page.number]) + query)


def year_link(span: Span, year: int, query: str) -> PagerLink | None:
    if not span.has_year(year):
        return None
    return PagerLink(say_year(year), reverse("events:year", args=[year]) + query)


def day_link(day: date | None, query: str) -> PagerLink | None:
    if day is None:
        return None
    url = reverse("events:day", args=[day.year, day.month, day.day]) + query
    return PagerLink(say_day(day, "long"), url)


def days_beside(events: EventQuerySet, day: date) -> tuple[date | None, date | None]:
    """Return the nearest days before and after on which an event begins. Two queries."""
    days = events.exact().values_list("starts_on", flat=True)
    before = days.filter(starts_on__lt=day).order_by("-starts_on").first()
    after = days.filter(starts_on__gt=day).order_by("starts_on").first()
    return before, after


def nearest_day(before: date | None, after: date | None, day: date) -> date | None:
    """Return the one that lies nearer to `day`, the later of two."""
    days = [other for other in (after, before) if other is not None]
    return min(days, key=lambda other: abs(other - day), default=None)


def nearest_month(strip: Strip, month: Month) -> Month | None:
    """Return the month with an entry that lies nearest to `month`, the later of two."""
    place = month.year * 12 + month.number

    def distance(other: Month) -> tuple[int, bool]:
        steps = other.year * 12 + other.number - place
        return abs(steps), steps < 0

    others = [other for other in strip.busy if other != month]
    return min(others, key=distance, default=None)


def undated_link(events: EventQuerySet, query: str) -> PagerLink | None:
    """Lead to those of `events` that have no date at all: they stand on the plan only."""
    count = events.undated().count()
    if not count:
        return None
    label = ngettext(
        "%(count)d event has no date yet", "%(count)d events have no date yet", count
    ) % {"count": count}
    return PagerLink(label, f"{reverse('events:plan')}{query}#undated")


def inexact_link(events: EventQuerySet, day: date, query: str) -> PagerLink | None:
    """Lead to those of `events` that may fall on `day`: they stand on the page of its month."""
    count = events.vague().overlapping(day, day).count()
    if not count:
        return None
    label = ngettext(
        "%(count)d event without an exact day may fall on this one",
        "%(count)d events without an exact day may fall on this one",
        count,
    ) % {"count": count}
    return PagerLink(label, reverse("events:month", args=[day.year, day.month]) + query)


def month_name(page: Month) -> str:
    """Return the name of a month without its year: October, Октябрь, 10月."""
    if current_language().startswith("zh"):
        return f"{page.number}月"
    return capfirst(format_date(page.first, "LLLL", locale=current_locale()))

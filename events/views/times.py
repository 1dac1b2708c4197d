"""The times that have a page: from the year, month and day of an address to its days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.http import Http404

from events.models import Event
from events.months import Month
from events.selection.selection import Days
from events.span import plan_span, say_year
from events.wording import plain_spaces
from publishing.languages import current_language, current_locale

if TYPE_CHECKING:
    from events.span import Span


def whole_span() -> Span:
    """Return the months that have a page. One query."""
    return plan_span(Event.objects.published())


def month_or_404(span: Span, year: int, month: int) -> Month:
    try:
        page = Month(year, month)
    except ValueError as error:
        raise Http404 from error
    if page not in span:
        raise Http404
    return page


def year_or_404(span: Span, year: int) -> int:
    if not span.has_year(year):
        raise Http404
    return year


def day_or_404(span: Span, year: int, month: int, day: int) -> date:
    month_or_404(span, year, month)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404 from error


def days_of_month(month: Month) -> Days:
    return Days(month.first, month.last, month.say(current_language()))


def days_of_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), say_year(year))


def days_of_day(day: date) -> Days:
    return Days(day, day, say_day(day, "long"), single=True)


def say_day(day: date, form: str) -> str:
    """Return a day in words, "full" with its weekday or "long" without."""
    return plain_spaces(format_date(day, form, locale=current_locale()))

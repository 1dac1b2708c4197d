"""Months and days as parameters of addresses, and the months that have a page.

`calendar/?month=2020-10` leads to the page of the month; pages about the past of the plan take days of
the record.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from babel.dates import format_date
from django import forms
from django.utils.translation import gettext as _

from events import date_formats, plan_memory
from events.models import Event
from events.months import Month
from events.span import Span, plan_span
from i18n.texts import current_language, current_locale
from publishing.forms import DayField, FromToParameters, ParametersForm, nearest_day
from publishing.parameters import COMPARED


class MonthField(forms.Field):
    """A month of the plan, written as 2020-10."""

    def to_python(self, value: Any) -> Month | None:
        if not value:
            return None
        parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})", str(value))
        try:
            month = Month(int(parts[1]), int(parts[2])) if parts else None
        except ValueError:
            month = None
        span = whole_span()
        if month is None or month not in span:
            language = current_language()
            raise forms.ValidationError(
                _("Give a month from %(first)s to %(last)s, written as 2020-10.")
                % {"first": span.first.say(language), "last": span.last.say(language)}
            )
        return month

    def nearest(self, value: str) -> str:
        span = whole_span()
        day = nearest_day(f"{value[:COMPARED]}-01", span.first.first, span.last.last)
        return day[: len("2020-10")]


class MonthParameters(ParametersForm):
    month = MonthField()


class DayParameters(ParametersForm):
    day = DayField()

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        super().__init__(data)
        cast("DayField", self.fields["day"]).within(first, last)


class DaysParameters(FromToParameters):
    """`from` and `to` of what has a first and a last day."""

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        super().__init__(data)
        self.within(first, last)


@plan_memory.of_the_plan
def whole_span() -> Span:
    """Return the months that have a page."""
    return plan_span(Event.objects.published())


def say_day(day: date, form: str) -> str:
    """Return a day in words, "full" with its weekday or "long" without."""
    return date_formats.plain_spaces(format_date(day, form, locale=current_locale()))

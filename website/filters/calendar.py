"""What an address of the calendar asks for: facets, words and days, of its pages and its files; and a month or a day.

The days ask as those of the API do: an event is found whose days, or whose bounds while they are vague,
touch them; one without a date is not.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from babel.dates import format_date
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from events import date_formats, plan_memory
from events.models import Event
from events.months import Month
from events.span import Span, plan_span
from i18n.texts import current_language, current_locale
from publishing.forms import DayField, FromToParameters, ParametersForm, nearest_day
from publishing.parameters import COMPARED, TAPPED
from publishing.years import TAKEN
from website.filters.forms import PlanFilter


class SharedDayField(DayField):
    """A day; where WeChat says instead where a link was tapped, none."""

    def to_python(self, value: Any) -> date | None:
        return None if TAPPED.fullmatch(f"from={value}") else super().to_python(value)


class CalendarFilter(FromToParameters, PlanFilter):
    vars()["from"] = SharedDayField(label=FromToParameters.base_fields["from"].label)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.within(TAKEN.first_day, TAKEN.last_day)

    @property
    def days(self) -> dict[str, date]:
        """The days that are given, by the name of their parameter."""
        return {name: day for name in ("from", "to") if (day := self.cleaned_data[name])}

    @property
    def day_fields(self) -> list[BoundField]:
        return [self["from"], self["to"]]

    @property
    def between(self) -> tuple[date, date] | None:
        days = self.days
        if not days:
            return None
        return days.get("from", TAKEN.first_day), days.get("to", TAKEN.last_day)

    @property
    def values_by_name(self) -> dict[str, list[str]]:
        days = {name: [day.isoformat()] for name, day in self.days.items()}
        return super().values_by_name | days


# --- a month or a day alone --------------------------------------------------------------------


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

"""The filter of the pages and the files of the calendar: facets, words, and days from one to another.

The days ask as those of the API do: an event is found whose days, or whose bounds while they are vague,
touch them; one without a date is not.
"""

from datetime import date
from typing import Any

from django.forms import BoundField

from publishing.forms import DayField, FromToParameters
from publishing.parameters import TAPPED
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

"""A month as a parameter of the plan: `calendar/?month=2020-10` leads to the page of the month."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.months import Month
from events.views.times import whole_span
from publishing.forms import ParametersForm, nearest_day
from publishing.languages import current_language
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

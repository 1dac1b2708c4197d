"""A month as a parameter of the plan: `calendar/?month=2020-10` leads to the page of the month."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.months import Month
from publishing.forms import ParametersForm


class MonthField(forms.Field):
    """A month, written as 2020-10."""

    def to_python(self, value: Any) -> Month | None:
        if not value:
            return None
        parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})", str(value))
        try:
            return Month(int(parts[1]), int(parts[2])) if parts else self._refused()
        except ValueError:
            return self._refused()

    def _refused(self) -> Month:
        raise forms.ValidationError(_("A month, written as 2020-10."))


class MonthParameters(ParametersForm):
    month = MonthField()

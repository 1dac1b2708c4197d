"""The days that pages about the past of the plan are asked for. All lie in the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _

from publishing.forms import DayField, ParametersForm

if TYPE_CHECKING:
    from collections.abc import Mapping


class DayParameters(ParametersForm):
    day = DayField()

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        super().__init__(data)
        cast("DayField", self.fields["day"]).within(first, last)


class DaysParameters(ParametersForm):
    """`from` and `to`, both inclusive."""

    vars()["from"] = DayField()  # no name that Python takes
    to = DayField()

    def __init__(self, data: Mapping[str, Any], *, first: date, last: date) -> None:
        super().__init__(data)
        self.first = first
        for name in ("from", "to"):
            cast("DayField", self.fields[name]).within(first, last)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("from", _("The first day lies after the last."))
            # So that the nearest address keeps the last day.
            cast("DayField", self.fields["from"]).within(self.first, last)
        return cleaned

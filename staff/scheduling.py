"""Publishing and withdrawing at a set moment, in the admin: what the page that asks asks of time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from publishing import clock, schedule
from publishing.models import Publishable, ScheduledAction, ScheduledPublication, ScheduleState
from staff.fact_forms import FactDayField

#: Days for which the desk tells of what was refused.
TOLD_FOR = 14


class MomentForm(forms.Form):
    """The moment at which it is done, in the zone of the portal; both fields empty: at once."""

    day = FactDayField(label=gettext_lazy("Day"))
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        required=False,
    )

    @property
    def zone(self) -> str:
        return clock.zone().key

    @property
    def moment(self) -> datetime | None:
        """The moment that was given, aware; None for at once. Of a valid form."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return datetime.combine(day, time, clock.zone()) if day else None

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, other in (("day", "time"), ("time", "day")):
            filled_names = {
                *self.errors,
                *(key for key, value in values.items() if value is not None),
            }
            if other in filled_names and name not in filled_names:
                self.add_error(
                    name, _("Give the day and the time; or neither, and it is done at once.")
                )
        return values


def stops_cancelling(item: Publishable) -> list[str]:
    return [] if schedule.waiting(item).exists() else [_("No moment is set for it.")]


@dataclass(frozen=True)
class ScheduleRow:
    """A moment, as the desk tells it."""

    row: ScheduledPublication
    item: models.Model
    url: str
    is_overdue: bool
    is_refused: bool

    @property
    def zone(self) -> str:
        return clock.zone().key

    @property
    def is_publication(self) -> bool:
        return self.row.action == ScheduledAction.PUBLISH


def rows_of(
    rows: Collection[ScheduledPublication], request: HttpRequest, site: AdminSite
) -> list[ScheduleRow]:
    """Return what the user of `request` may see of `rows`; what is gone is left out."""
    late = clock.now() - schedule.PATIENCE
    return [
        ScheduleRow(
            row,
            row.item,
            reverse(
                f"admin:{row.item._meta.app_label}_{row.item._meta.model_name}_change",
                args=[row.item.pk],
            ),
            row.state == ScheduleState.WAITING and row.due_at < late,
            row.state == ScheduleState.REFUSED,
        )
        for row in rows
        if row.item and site.get_model_admin(type(row.item)).has_view_permission(request, row.item)
    ]


def by_the_clock(request: HttpRequest, site: AdminSite) -> list[ScheduleRow]:
    """Return what waits for its moment, and what was refused of late: for the first page."""
    return rows_of(schedule.to_tell(TOLD_FOR), request, site)

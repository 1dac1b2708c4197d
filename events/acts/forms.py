"""What every form asks by which an editor changes the facts of an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events.acts.dates import PRECISION_LABELS
from events.admin_forms import facts_state
from events.changes import Announcement, Moves
from events.dates import Precision
from events.models import Event
from publishing.admin_forms import publication_state
from publishing.fact_forms import DayField, FactForm, Group, text_fields
from publishing.fields import AddressInput
from publishing.years import UsualYears, organisation_years

#: How exactly the day of an announcement can be known.
ANNOUNCED = (Precision.DAY, Precision.MONTH, Precision.YEAR)


class BareForm(FactForm):
    """Asks nothing. Made for one event, on one day."""

    counter = "sequence"
    sequence = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, event: Event, today: date, data: Mapping[str, Any] | None = None) -> None:
        self.event, self.today = event, today
        super().__init__(data)
        self.initial["sequence"] = event.sequence

    def state(self) -> dict[str, tuple[str, str, str]]:
        return {**publication_state(self.event), "sequence": facts_state(self.event)}

    def clean_sequence(self) -> int:
        sequence: int = self.cleaned_data["sequence"]
        if sequence != self.event.sequence:
            raise forms.ValidationError(
                _("The event was changed after you opened this form: open it anew.")
            )
        return sequence

    def groups(self) -> Iterator[Group]:
        """Yield the fields in the order of the page."""
        yield from ()


class ActForm(BareForm):
    """Asks who told of a change, when, and why."""

    unguarded = ("announced_on",)
    usual_years: ClassVar[UsualYears] = {"announced_on": organisation_years}

    source_url = AddressInput(label=_("Source"), required=False, max_length=500)
    announced_on = DayField(
        label=_("Announced on"), help_text=_("Leave it empty when the day is not known.")
    )
    announced_precision = forms.ChoiceField(
        label=_("Known to the"),
        choices=[(precision.value, PRECISION_LABELS[precision]) for precision in ANNOUNCED],
        initial=Precision.DAY.value,
    )

    def __init__(self, event: Event, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(event, today, data)
        self.fields |= text_fields("reason", rows=3)
        self.initial["announced_on"] = today

    def clean_announced_on(self) -> date | None:
        day: date | None = self.cleaned_data["announced_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("An announcement cannot lie in the future."))
        return day

    def announcement(self) -> Announcement:
        return Announcement(
            on=self.cleaned_data["announced_on"],
            precision=Precision(self.cleaned_data["announced_precision"]),
            reason=self.written("reason"),
            source_url=self.cleaned_data["source_url"],
        )

    def moves(self) -> Moves:
        """Return the facts that the editor changed."""
        return Moves()

    def groups(self) -> Iterator[Group]:
        yield self.by_language(
            _("Reason"), "reason", _("Visitors read it. Write it in every language.")
        )
        yield self.together(_("Source"), "source_url", "announced_on", "announced_precision")
        yield from self.asked_years()

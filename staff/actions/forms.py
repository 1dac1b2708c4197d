"""The form of each action, put together from the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from events.actions import decisions
from events.actions.decisions import CommonAct
from events.dates import Precision
from events.models import Event
from i18n.texts import StrOrPromise
from staff.actions.fields import ActionForm, AnnouncementFields, BareForm
from staff.actions.form_parts import DATED, VAGUE, PeriodPart, PlacePart, StatusPart, TitlePart
from staff.fact_forms import FieldGroup

__all__ = [
    "AnnounceForm",
    "BareForm",
    "CancelForm",
    "ConfirmForm",
    "CorrectForm",
    "HoldForm",
    "MoveForm",
    "PlaceForm",
    "PostponeForm",
    "ReinstateForm",
    "RenameForm",
]


class AnnounceForm(PeriodPart, PlacePart):
    precisions = (*DATED, Precision.NONE)


class ConfirmForm(PeriodPart):
    """The bounds of a vague date are no days to confirm: they are not offered as such."""

    precisions = (Precision.DAY,)

    def __init__(self, event: Event, *others: Any) -> None:
        self.starts_from_present = event.period.is_exact
        super().__init__(event, *others)


class MoveForm(PeriodPart):
    """Starts without days, and with the present clock time: whoever drops it does so knowingly."""

    starts_from_present = False

    def __init__(self, event: Event, *others: Any) -> None:
        super().__init__(event, *others)
        self.initial |= {"opens": event.opens_at, "closes": event.closes_at}


class PostponeForm(PeriodPart):
    precisions = VAGUE
    starts_from_present = False


class PlaceForm(PlacePart, PeriodPart):
    precisions = (*DATED, Precision.NONE)


class CancelForm(ActionForm):
    pass


class ReinstateForm(PeriodPart):
    """Starts from the date that the event had; whoever leaves it alone says that it holds."""

    precisions = (*DATED, Precision.NONE)


class HoldForm(PeriodPart, PlacePart):
    pass


class RenameForm(TitlePart):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.touched("title"):
            raise ValidationError(_("Give a title other than the present one."))
        return cleaned


class CorrectForm(StatusPart, TitlePart, PeriodPart, PlacePart):
    precisions = (*DATED, Precision.NONE)


#: Ten years: who means more means something else.
MOST_DAYS = 3660


@dataclass(frozen=True)
class CommonAction:
    """What can be decided of several events: its label, and the act that a valid form asks for."""

    label: StrOrPromise
    explanation: StrOrPromise
    act: Callable[[DecisionForm], CommonAct]


COMMON_ACTIONS = {
    "postpone": CommonAction(
        gettext_lazy("Postpone"),
        gettext_lazy("Takes the date off each of them; a new one is to be confirmed."),
        lambda _form: decisions.postponing(),
    ),
    "shift": CommonAction(
        gettext_lazy("Shift by days"),
        gettext_lazy("Gives each a date so many days later, or earlier. Clock times stay."),
        lambda form: decisions.shifting(form.cleaned_data["days"]),
    ),
    "online": CommonAction(
        gettext_lazy("Move online"),
        gettext_lazy("Turns each into a videoconference: its place goes."),
        lambda _form: decisions.moving_online(),
    ),
    "cancel": CommonAction(
        gettext_lazy("Cancel"),
        gettext_lazy("Calls each of them off. The pages stay, with the reason."),
        lambda _form: decisions.cancelling(),
    ),
    "reinstate": CommonAction(
        gettext_lazy("Take place after all"),
        gettext_lazy("Says of what was cancelled that it takes place, on the date that it had."),
        lambda _form: decisions.reinstating(),
    ),
    "confirm": CommonAction(
        gettext_lazy("Confirm"),
        gettext_lazy("Says that each takes place on its very days."),
        lambda _form: decisions.confirming(),
    ),
    "hold": CommonAction(
        gettext_lazy("Mark as held"),
        gettext_lazy("Says that each took place as it was planned."),
        lambda _form: decisions.holding(),
    ),
}


class DecisionForm(AnnouncementFields):
    """Made on one day, for whichever events."""

    act = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(code, action.label) for code, action in COMMON_ACTIONS.items()],
        initial="postpone",
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("By so many days"),
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Only to shift: 14 is two weeks later, -7 a week earlier."),
    )

    def __init__(self, today: date, data: Mapping[str, Any] | None = None) -> None:
        self.today = today
        super().__init__(data)
        self.ask()

    @property
    def action(self) -> CommonAction:
        return COMMON_ACTIONS[self.cleaned_data["act"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("act") == "shift" and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _("Say by how many days they are shifted."))
        return cleaned

    def groups(self) -> Iterator[FieldGroup]:
        """Yield the fields in the order of the page."""
        yield self.together(gettext_lazy("What is decided"), "act", "days")
        yield from self.groups_of_announcement(
            gettext_lazy(
                "Visitors read it at each event. One language is enough: the others stand in the "
                "translators’ work list, and are added later."
            )
        )

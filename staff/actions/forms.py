"""The form of each action, put together from the parts."""

from typing import Any

from django.forms import ValidationError
from django.utils.translation import gettext as _

from events.dates import Precision
from events.models import Event
from staff.actions.fields import ActionForm, BareForm
from staff.actions.form_parts import DATED, VAGUE, PeriodPart, PlacePart, StatusPart, TitlePart

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

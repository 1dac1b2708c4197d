"""What a bundle asks for: its name and moment, and what is said where acts are answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy

from i18n.fields import AddressInput, LineInput
from i18n.texts import CODES, content_languages
from publishing import clock
from staff.bundled import Bundle
from staff.fact_forms import FieldGroup, text_fields, text_name
from staff.scheduling import MomentForm


class NameForm(forms.Form):
    name = LineInput(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("For the desk alone: visitors never read it."),
    )


class PlanForm(MomentForm, NameForm):
    """The name of a bundle, and when it is to go out: both fields empty, when somebody presses."""

    in_every_language = forms.BooleanField(
        label=gettext_lazy("Only when every text is there in every language"), required=False
    )

    field_order = ("name", "day", "time", "in_every_language")

    @classmethod
    def of(cls, bundle: Bundle) -> PlanForm:
        moment = bundle.planned_for.astimezone(clock.zone()) if bundle.planned_for else None
        return cls(
            initial={
                "name": bundle.name,
                "day": moment.date() if moment else None,
                "time": moment.time() if moment else None,
                "in_every_language": bundle.in_every_language,
            }
        )

    def values(self) -> dict[str, Any]:
        """Return what staff.bundles.actions.plan takes. Of a valid form."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "planned_for": self.moment,
            "in_every_language": cleaned["in_every_language"],
        }


class AnswerForm(forms.Form):
    """The reason that the public reads at the acts that are answered."""

    source_url = AddressInput(label=gettext_lazy("Source"), required=False, max_length=500)

    def __init__(self, data: Any = None, *, is_needed: bool) -> None:
        super().__init__(data)
        if is_needed:
            self.fields |= text_fields("reason", rows=3)
            for code in settings.PUBLISHING_REQUIRED_LANGUAGES:
                self.fields[text_name("reason", code)].required = True
        else:
            del self.fields["source_url"]

    def said(self) -> dict[str, list[str]]:
        """Return what staff.bundles.rollback.begin takes. Of a valid form."""
        names = ["source_url", *(text_name("reason", code) for code in CODES)]
        return {name: [self.cleaned_data.get(name) or ""] for name in names}

    def groups(self) -> Iterator[FieldGroup]:
        if self.fields:
            reasons = [self[text_name("reason", code)] for code, _name in content_languages()]
            hint = _("Visitors read it at each act that is answered.")
            yield FieldGroup(_("Reason"), reasons, by_language=True, hint=hint)
            yield FieldGroup(_("Source"), [self["source_url"]])

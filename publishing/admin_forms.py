"""Form parts that the staff side of several apps shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing.characters import cleaned, one_line
from publishing.fact_forms import YEARS_ARE_RIGHT
from publishing.guarded_forms import GuardedModelForm
from publishing.states import Publication
from publishing.workflow import obstacles
from publishing.years import doubts

LineValidator = Callable[[str], None]


class LinesField(forms.Field):
    """A list of texts, written one a line. `line_validators` check each of them."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def __init__(self, *, line_validators: Sequence[LineValidator] = (), **options: Any) -> None:
        self.line_validators = line_validators
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, list):
            return value
        lines = (one_line(line) for line in cleaned(value or "").split("\n"))
        return [line for line in lines if line]

    def run_validators(self, value: list[str]) -> None:
        faults = [fault for line in value if (fault := self._fault(line))]
        if faults:
            raise ValidationError(faults)

    def _fault(self, line: str) -> ValidationError | None:
        try:
            for check in self.line_validators:
                check(line)
        except ValidationError as error:
            told = {"line": line, "problem": " ".join(error.messages)}
            return ValidationError(_("“%(line)s”: %(problem)s"), params=told)
        return None


class AskingForm(GuardedModelForm):
    """Asks about a year outside the model's usual ones before it is taken.

    The box to tick is on the page once something was sent (publishing.admin).
    """

    years_are_right = forms.BooleanField(label=_("The year is right"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        usual = getattr(self._meta.model, "USUAL_YEARS", {})
        touched = {name: cleaned.get(name) for name in usual if name in self.changed_data}
        if not cleaned.get(YEARS_ARE_RIGHT):
            for name, question in doubts(usual, touched).items():
                self.add_error(name, question)
        return cleaned


class PublishableForm(AskingForm):
    """Edits texts and relations. What is published keeps every text that it must have."""

    def state(self) -> dict[str, tuple[str, str, str]]:
        """A draft that was published meanwhile is edited under the eyes of the public."""
        publication = self.instance.publication
        label = capfirst(str(self.instance._meta.get_field("publication").verbose_name))
        return {"publication": (publication, label, str(Publication(publication).label))}

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's hook after the instance is built
        if self.instance.is_published and not self.errors:
            for problem in obstacles(self.instance):
                self.add_error(None, problem)

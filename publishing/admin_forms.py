"""Form parts that the staff side of several apps shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing.characters import cleaned, one_line
from publishing.guarded_forms import GuardedModelForm
from publishing.states import Publication
from publishing.workflow import obstacles

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


class PublishableForm(GuardedModelForm):
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

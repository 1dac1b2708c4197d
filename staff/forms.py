"""Form parts that the staff side of several apps shares."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from i18n.addresses import proposed_slug
from i18n.characters import cleaned, one_line
from i18n.texts import CODES, column
from publishing import clock, workflow, years
from publishing.completeness import free_texts
from publishing.enums import Publication
from publishing.models import Publishable, Translated
from staff import fact_forms, guarded_forms

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
            params = {"line": line, "problem": " ".join(error.messages)}
            return ValidationError(_("“%(line)s”: %(problem)s"), params=params)
        return None


class AskingForm(guarded_forms.GuardedModelForm):
    """Asks about a year outside the model's usual ones before it is taken.

    The box to tick is on the page once something was sent (staff.base).
    """

    years_are_right = fact_forms.years_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._may_propose_slug():
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Left empty, it is made of the English name, or of the Russian one."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self._may_propose_slug() and not cleaned.get("slug") and "slug" not in self.errors:
            self._propose_slug(cleaned)
        usual = getattr(self._meta.model, "USUAL_YEARS", {})
        days = {name: cleaned.get(name) for name in usual if name in self.changed_data}
        if not cleaned.get(fact_forms.YEARS_ARE_RIGHT):
            for name, question in years.doubts(usual, days).items():
                self.add_error(name, question)
        return cleaned

    def depends_on(self, name: str) -> Collection[str]:
        """Who writes a translation has read its source."""
        item: Translated = self.instance
        for text in free_texts(type(item)):
            if name in {column(text.name, code) for code in CODES}:
                return (column(text.name, item.source_language),)
        return ()

    def _may_propose_slug(self) -> bool:
        """Whether the address is free to be written; of a standing page it is one of a few."""
        return isinstance(self.fields.get("slug"), forms.SlugField)

    def _propose_slug(self, cleaned: dict[str, Any]) -> None:
        """Fill in the address that was left empty, by the shortest name that there is."""
        longest = self.fields["slug"].max_length  # type: ignore[attr-defined]  # of a SlugField
        for name in ("short_name", "title", "name"):
            names = {code: cleaned.get(column(name, code)) for code in CODES}
            if slug := proposed_slug(names, longest):
                cleaned["slug"] = slug
                return
        self.add_error("slug", _("Give an address in Latin letters, digits and hyphens."))


class PublishableForm(AskingForm):
    """Edits texts and relations. What is published keeps every text that it must have.

    A draft may be written in any language first, and most are in Russian.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in workflow.required_texts(self.instance):
            for code in CODES:
                if field := self.fields.get(column(name, code)):
                    field.required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in workflow.required_texts(self.instance):
            columns = [column(name, code) for code in CODES if column(name, code) in self.fields]
            if columns and not any(cleaned.get(one) or one in self.errors for one in columns):
                self.add_error(columns[0], _("Write it in one language at least."))
        return cleaned

    def state(self) -> dict[str, tuple[str, str, str]]:
        return publication_state(self.instance)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's hook after the instance is built
        if self.instance.is_published and not self.errors:
            for problem in workflow.obstacles(self.instance):
                self.add_error(None, problem)
            day = self.instance.OWN_DAY
            if day in self.changed_data and (
                told := workflow.dated_ahead(self.instance, clock.today())
            ):
                self.add_error(day, told)


def publication_state(item: Publishable) -> dict[str, tuple[str, str, str]]:
    """Return what a form says of who reads `item`: a draft that was published meanwhile is written
    under the eyes of the public."""
    label = capfirst(str(item._meta.get_field("publication").verbose_name))
    return {"publication": (item.publication, label, str(Publication(item.publication).label))}

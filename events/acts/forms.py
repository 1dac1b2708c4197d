"""What every form asks by which an editor changes the facts of an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.acts.dates import PRECISION_LABELS
from events.changes import Announcement, Moves
from events.dates import Precision
from events.models import Event
from publishing.languages import CODES, bcp47

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrPromise

#: How exactly the day of an announcement can be known.
ANNOUNCED = (Precision.DAY, Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True)
class Group:
    """Fields that are shown together. `by_language`: one text, once in each language."""

    legend: _StrPromise
    fields: list[BoundField]
    by_language: bool = False
    hint: _StrPromise | str = ""


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, required=False, **options)


def text_name(name: str, code: str) -> str:
    return f"{name}_{code.replace('-', '_')}"


def text_fields(name: str, *, length: int | None = None, rows: int = 1) -> dict[str, forms.Field]:
    """Return a field for the text `name` in each language, labelled by the language."""
    fields: dict[str, forms.Field] = {}
    for code, label in settings.LANGUAGES:
        attributes = {"lang": bcp47(code)}
        widget = (
            forms.TextInput(attributes)
            if rows == 1
            else forms.Textarea({**attributes, "rows": rows})
        )
        fields[text_name(name, code)] = forms.CharField(
            label=label, required=False, max_length=length, widget=widget
        )
    return fields


class BareForm(forms.Form):
    """Asks nothing. Made for one event, on one day."""

    #: The event as the editor saw it: a form opened before another change is refused.
    sequence = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, event: Event, today: date, data: Mapping[str, Any] | None = None) -> None:
        self.event, self.today = event, today
        super().__init__(data)
        self.initial["sequence"] = event.sequence

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

    source_url = forms.URLField(
        label=_("Source"), required=False, max_length=500, assume_scheme="https"
    )
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

    def written(self, name: str) -> dict[str, str]:
        """Return the text `name` in each language in which it was written."""
        values = {code: self.cleaned_data.get(text_name(name, code)) for code in CODES}
        return {code: text for code, text in values.items() if text}

    def touched(self, *names: str) -> bool:
        """Whether the editor changed one of these fields; a text goes by its bare name."""
        translated = {text_name(name, code) for name in names for code in CODES}
        return bool((translated | set(names)) & set(self.changed_data))

    def groups(self) -> Iterator[Group]:
        yield self.by_language(
            _("Reason"), "reason", _("Visitors read it. Write it in every language.")
        )
        yield self.together(_("Source"), "source_url", "announced_on", "announced_precision")

    def together(self, legend: _StrPromise, *names: str) -> Group:
        return Group(legend, [self[name] for name in names])

    def by_language(self, legend: _StrPromise, name: str, hint: _StrPromise | str = "") -> Group:
        fields = [self[text_name(name, code)] for code, _label in settings.LANGUAGES]
        return Group(legend, fields, by_language=True, hint=hint)

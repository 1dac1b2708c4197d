"""Forms by which an editor changes a fact of something public: the parts that apps share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, gettext_lazy as _

from events.actions.recording import announced_ahead
from events.models import Change, Event
from i18n.fields import LineInput, ProseInput
from i18n.texts import CODES, StrOrPromise, bcp47, column, content_languages, direction
from publishing.years import UsualYears, doubts, validate_day
from staff.conflicts import GuardedForm, Values, put


@dataclass(frozen=True)
class FieldGroup:
    """Fields that are shown together. `by_language`: one text, once in each language."""

    legend: StrOrPromise
    fields: list[BoundField]
    by_language: bool = False
    hint: StrOrPromise = ""


#: The field by which an editor says that an unusual year is meant.
YEARS_ARE_RIGHT = "years_are_right"


class FactDayField(forms.DateField):
    """A day of the portal's years, by the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=widget,
            required=False,
            validators=[validate_day],
            **options,
        )


class LastDayField(FactDayField):
    """The end of a period; left empty, its first day tells it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Last day"),
            help_text=_("Empty: the first day alone, or to the end of its month, quarter or year."),
        )


class ClockField(forms.TimeField):
    """A clock time to the minute, by the browser's own clock."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, required=False, **options)


def years_field() -> forms.BooleanField:
    """Return the box by which an editor answers the question of `years.doubts`."""
    return forms.BooleanField(label=_("The year is right"), required=False)


def text_name(name: str, code: str) -> str:
    """Return what the field of the text `name` is called in one language: as its column, if it has one."""
    return column(name, code)


def text_fields(name: str, *, length: int | None = None, rows: int = 1) -> dict[str, forms.Field]:
    """Return a field for the text `name` in each language, labelled by the language.

    One that may be of a certain `length` only is of one line.
    """
    fields: dict[str, forms.Field] = {}
    for code, label in content_languages():
        attributes = {"lang": bcp47(code), "dir": direction(code)}
        widget = (
            forms.TextInput(attributes)
            if rows == 1
            else forms.Textarea({**attributes, "rows": rows})
        )
        kind = LineInput if length else ProseInput
        fields[text_name(name, code)] = kind(
            label=label, required=False, max_length=length, widget=widget
        )
    return fields


def written_in(cleaned: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return the text `name` of a form in each language in which it was written."""
    values = {code: cleaned.get(text_name(name, code)) for code in CODES}
    return {code: text for code, text in values.items() if text}


class AnnouncedByToday(forms.BaseForm):
    """Of forms that ask when something was announced: what the writer would refuse is said at the field."""

    today: date
    cleaned_data: dict[str, Any]

    def clean_announced_on(self) -> date | None:
        day: date | None = self.cleaned_data["announced_on"]
        if problem := announced_ahead(day, self.today):
            raise forms.ValidationError(problem)
        return day


class FactForm(GuardedForm, forms.Form):
    """Fields in groups; a translated text is asked for once in each language.

    A day outside the portal's years is refused, one outside the usual years asked about: a box to
    tick then stands beside the days.
    """

    merges = False
    #: By field, the years beyond which an editor is asked.
    usual_years: ClassVar[UsualYears] = {}

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        if data is not None and YEARS_ARE_RIGHT in data:
            self.fields[YEARS_ARE_RIGHT] = years_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        questions = doubts(self.usual_years, self.days_given(cleaned))
        if questions and not cleaned.get(YEARS_ARE_RIGHT):
            self.fields.setdefault(YEARS_ARE_RIGHT, years_field())
            for name, question in questions.items():
                self.add_error(name, question)
        return cleaned

    def days_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Return the days that may be asked about, by the fields that gave them."""
        return {name: cleaned.get(name) for name in self.usual_years if self.touched(name)}

    def asked_years(self) -> Iterator[FieldGroup]:
        """Yield the box to tick, when one was asked for."""
        if YEARS_ARE_RIGHT in self.fields:
            yield self.together(_("Unusual years"), YEARS_ARE_RIGHT)

    initial: dict[str, Any]
    #: The hidden field with the number of the last change, as the editor saw it.
    counter: ClassVar[str]
    #: Fields that begin with a value that is none of the row: today.
    unguarded: ClassVar[tuple[str, ...]] = ()

    def is_guarded(self, name: str) -> bool:
        return name in self.initial and name not in (self.counter, *self.unguarded)

    def meet(self, shown: Values | None) -> None:
        """Compare, and count from the last change on. A page that says nothing is opened anew."""
        super().meet(shown)
        if self.conflicts:
            number, *_words = self.state()[self.counter]
            put(self.data, self.counter, number)

    def written(self, name: str) -> dict[str, str]:
        """Return the text `name` in each language in which it was written."""
        return written_in(self.cleaned_data, name)

    def touched(self, *names: str) -> bool:
        """Whether the editor changed one of these fields; a text goes by its bare name."""
        translated = {text_name(name, code) for name in names for code in CODES}
        return bool((translated | set(names)) & set(self.changed_data))

    def together(self, legend: StrOrPromise, *names: str) -> FieldGroup:
        return FieldGroup(legend, [self[name] for name in names])

    def by_language(self, legend: StrOrPromise, name: str, hint: StrOrPromise = "") -> FieldGroup:
        fields = [self[text_name(name, code)] for code, _label in content_languages()]
        return FieldGroup(legend, fields, by_language=True, hint=hint)


class ReasonForm(forms.Form):
    """Asks for the reason of `change` in the languages in which nobody has given it."""

    def __init__(self, change: Change, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.reasons = {code: text for code, text in change.reasons().items() if text}
        values, fields = data or {}, text_fields("reason", rows=3)
        for code, _label in content_languages():
            name = text_name("reason", code)
            # What somebody wrote is kept on the page, also where the language was filled meanwhile.
            if code not in self.reasons or values.get(name):
                self.fields[name] = fields[name]

    def leave_out(self, codes: Iterable[str]) -> None:
        """Ask for none of the languages that are not the translator's."""
        for code in codes:
            self.fields.pop(text_name("reason", code), None)

    def texts(self) -> dict[str, str]:
        """Return what was written, by language."""
        return written_in(self.cleaned_data, "reason")


class AddressForm(forms.Form):
    """Asks for the new address, and knows which one it showed."""

    slug = forms.CharField(
        label=_("New address"),
        max_length=80,
        help_text=_("Latin letters, digits and hyphens."),
    )
    present = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, event: Event, data: Any = None) -> None:
        self.event = event
        super().__init__(data, initial={"slug": event.slug, "present": event.slug})

    def clean_present(self) -> str:
        shown: str = self.cleaned_data["present"]
        if shown != self.event.slug:
            problem = gettext(
                "The address changed after you opened this page: it is “%(slug)s” now."
            )
            raise forms.ValidationError(problem % {"slug": self.event.slug})
        return shown

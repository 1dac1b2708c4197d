"""Form parts that the staff side of several apps shares.

Among them forms of rows that refuse to undo what somebody else saved: see staff.conflicts. What forms that change a fact
share is in staff.fact_forms.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _

from i18n.addresses import proposed_slug
from i18n.characters import cleaned, one_line
from i18n.texts import CODES, column
from publishing import clock, workflow, years
from publishing.enums import Publication
from publishing.models import Publishable, Translated
from publishing.translations import free_texts
from staff.conflicts import (
    ALONE,
    STALE,
    Conflict,
    GuardedForm,
    Values,
    collide,
    conflicts_of,
    plain,
    put,
    shown_in,
    values_in,
)
from staff.fact_forms import YEARS_ARE_RIGHT, years_field


class GuardedModelForm(GuardedForm, forms.ModelForm):
    """The form of a row: alone on its page, or one of a set."""

    #: Fields that are not the editor's to write: staff.scope.
    closed: Collection[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lock()
        for name in self.fields.keys() & set(self.closed):
            self.fields[name].disabled = True
        if self.is_bound and self.instance.pk:
            rows, _dash, _number = (self.prefix or "").rpartition("-")
            path = (rows, str(self.instance.pk)) if rows else (ALONE,)
            if values := shown_in(self.data):
                self.meet(values_in(values, *path))
            else:
                self.conflicts = tuple(self.unseen())

    def lock(self) -> None:
        """Disable the fields that no form may change in this row."""


class GuardedFormSet(BaseInlineFormSet):
    """The rows below the form of another: also those that came, or went, while it was open."""

    conflicts: tuple[Conflict, ...] = ()
    model: type[models.Model]
    prefix: str
    absolute_max: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = shown_in(self.data) if self.is_bound else {}
        values_before = values_in(values, self.prefix)
        if values_before is not None:
            self.conflicts = (*self._gone(values_before), *self._new(values_before))
        elif self.is_bound and not values and self.instance.pk:
            self.conflicts = tuple(self._unseen())

    def initial_form_count(self) -> int:
        """Return how many rows were there, as the form says: no more than Django reads, whatever is forged."""
        return min(super().initial_form_count(), self.absolute_max)

    def get_queryset(self) -> Any:
        """Return the rows in the order in which they were sent: the admin goes by it."""
        rows = super().get_queryset()
        if not self.is_bound:
            return rows
        places = {key: number for number, key in enumerate(self._keys())}
        return sorted(rows, key=lambda row: places.get(str(row.pk), len(places)))

    def clean(self) -> None:
        super().clean()
        if collide(self) or any(map(collide, self.initial_forms)) or self._deletes_unseen():
            raise ValidationError(STALE)

    def _deletes_unseen(self) -> bool:
        """Whether a row goes that somebody changed meanwhile."""
        return any(conflicts_of(row) for row in self.initial_forms if self._is_deleted(row))

    def _is_deleted(self, row: forms.BaseForm) -> bool:
        return bool(self.can_delete and row[DELETION_FIELD_NAME].data)

    def _keys(self) -> list[str]:
        """Return the key of each row that was sent as one that is there."""
        name = self.model._meta.pk.name
        numbers = range(self.initial_form_count())
        return [self.data.get(f"{self.add_prefix(number)}-{name}", "") for number in numbers]

    def _gone(self, shown: Values) -> Iterator[Conflict]:
        """Leave out the rows that are no longer there, and say what was typed into them."""
        keys = {str(row.pk) for row in super().get_queryset()}
        # A row that may only be looked at is sent without a key.
        numbers = {n: key for n, key in enumerate(self._keys()) if key and key not in keys}
        for number, key in numbers.items():
            if key in shown:
                text = self._typed(self.add_prefix(number), shown[key])
                yield Conflict(self._label(), gettext("deleted"), text, merged=text is None)
        if numbers:
            self._leave_out(set(numbers))

    def _leave_out(self, gone_numbers: set[int]) -> None:
        numbers = [
            number for number in range(self.total_form_count()) if number not in gone_numbers
        ]
        before = self.initial_form_count()
        self.data = renumbered(self.data, self.prefix, numbers)
        self.files = renumbered(self.files, self.prefix, numbers)
        put(self.data, f"{self.prefix}-{TOTAL_FORM_COUNT}", str(len(numbers)))
        put(self.data, f"{self.prefix}-{INITIAL_FORM_COUNT}", str(before - len(gone_numbers)))
        del self.management_form  # it was read from what was sent

    def _typed(self, prefix: str, shown: Values) -> str | None:
        """Return the texts of a row that are others than were shown; a tick is no text."""
        texts = {
            name: plain(self.data.get(f"{prefix}-{name}"))
            for name in shown
            if not isinstance(self.form.base_fields.get(name), forms.BooleanField)
        }
        changed = (text for name, text in texts.items() if text != shown[name])
        return " · ".join(filter(None, changed)) or None

    def _new(self, shown: Values) -> Iterator[Conflict]:
        for row in self.get_queryset():
            if str(row.pk) not in shown:
                yield Conflict(self._label(), gettext("new: %(row)s") % {"row": row}, merged=True)

    def _unseen(self) -> Iterator[Conflict]:
        """Yield the rows that a page which does not say what it showed would delete."""
        rows = {str(row.pk): row for row in super().get_queryset()}
        for number, key in enumerate(self._keys()):
            if key in rows and self.data.get(f"{self.add_prefix(number)}-{DELETION_FIELD_NAME}"):
                yield Conflict(self._label(), str(rows[key]), gettext("deleted"))

    def _label(self) -> str:
        return str(self.model._meta.verbose_name)


def renumbered(payload: Any, prefix: str, row_numbers: list[int]) -> Any:
    """Return a copy of what was sent, with the rows of `row_numbers` alone, from 0."""
    if not isinstance(payload, MultiValueDict):
        return payload  # no files were sent
    numbers = {str(old): str(new) for new, old in enumerate(row_numbers)}
    copy = payload.copy()
    copy.clear()
    for name, values in payload.lists():
        start, dash, rest = name.removeprefix(f"{prefix}-").partition("-")
        if not name.startswith(f"{prefix}-") or not dash or not start.isdecimal():
            copy.setlist(name, values)
        elif start in numbers:
            copy.setlist(f"{prefix}-{numbers[start]}-{rest}", values)
    return copy


class TickedFirst(forms.CheckboxSelectMultiple):
    """Boxes to tick, what is ticked on top: the rest may be scrolled out of sight.

    What is `locked` by its key stays ticked, whatever is sent: it is shown so, and no browser sends it.
    """

    locked: frozenset[str] = frozenset()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = super().value_from_datadict(data, files, name) or []
        return [*sent, *sorted(self.locked.difference(sent))]

    def create_option(self, name: str, value: Any, *others: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *others, **more)
        if str(value) in self.locked:
            option["attrs"]["disabled"] = True
        return option

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not any(one["selected"] for one in group[1]))


LineValidator = Callable[[str], None]


class LinesInput(forms.Textarea):
    """Shows a list of texts one a line, to whoever may only read it too: by this the admin knows that it can."""

    read_only = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if isinstance(value, list):
            return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in value))
        return super().render(name, value, attrs, renderer)


class LinesField(forms.Field):
    """A list of texts, written one a line. `line_validators` check each of them."""

    widget = LinesInput(attrs={"rows": 3, "class": "vLargeTextField"})

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


class AskingForm(GuardedModelForm):
    """Asks about a year outside the model's usual ones before it is taken.

    The box to tick is on the page once a year was asked about (staff.base).
    """

    years_are_right = years_field()
    #: Whether a year that was sent is none of the usual ones.
    asks_about_years = False

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
        self.ask_about(years.doubts(usual, days))
        return cleaned

    def ask_about(self, questions: Mapping[str, str]) -> None:
        """Ask about unusual years by the fields that gave them, unless the box says that they are right."""
        self.asks_about_years |= bool(questions)
        if not self.cleaned_data.get(YEARS_ARE_RIGHT):
            for name, question in questions.items():
                self.add_error(name, question)

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


class OneRow(forms.ModelChoiceField):
    """A choice among rows. What can be the key of none, as only a program sends it, is refused like any other."""

    def clean(self, value: Any) -> Any:
        return super().clean(possible_key(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        return possible_key(super().bound_data(data, initial))


class SomeRows(forms.ModelMultipleChoiceField):
    """The same, of several."""

    def clean(self, value: Any) -> Any:
        return super().clean(self.bound_data(value, None))

    def bound_data(self, data: Any, initial: Any) -> Any:
        given = super().bound_data(data, initial)
        return [*map(possible_key, given)] if isinstance(given, list | tuple) else given


def possible_key(value: Any) -> Any:
    """Return `value`, or in the place of what can be no key one that no row has."""
    if not isinstance(value, str) or value == "":
        return value
    return value if re.fullmatch("[0-9]{1,18}", value) else "0"

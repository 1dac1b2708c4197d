"""Forms of rows that refuse to undo what somebody else saved. See staff.conflicts."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

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


class GuardedModelForm(GuardedForm, forms.ModelForm):
    """The form of a row: alone on its page, or one of a set."""

    #: Fields that are not the editor's to write: staff.scoped.
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = shown_in(self.data) if self.is_bound else {}
        values_before = values_in(values, self.prefix)
        if values_before is not None:
            self.conflicts = (*self._gone(values_before), *self._new(values_before))
        elif self.is_bound and not values and self.instance.pk:
            self.conflicts = tuple(self._unseen())

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
                yield Conflict(self._label(), _("deleted"), text, merged=text is None)
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
                yield Conflict(self._label(), _("new: %(row)s") % {"row": row}, merged=True)

    def _unseen(self) -> Iterator[Conflict]:
        """Yield the rows that a page which does not say what it showed would delete."""
        rows = {str(row.pk): row for row in super().get_queryset()}
        for number, key in enumerate(self._keys()):
            if key in rows and self.data.get(f"{self.add_prefix(number)}-{DELETION_FIELD_NAME}"):
                yield Conflict(self._label(), str(rows[key]), _("deleted"))

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

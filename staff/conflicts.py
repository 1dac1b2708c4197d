"""Edit conflicts: two who change different fields both keep their change; of one field both texts are shown.

A form carries what it showed: one hidden field of the page, JSON by form and field. When it is sent,
that is compared with the row as it stands under the lock. A field that the editor left alone becomes
what is stored. Where both wrote, nothing is saved: what the editor typed stays, and the form then
carries what is stored now, so that the editor can compare, decide and save. The same where the editor
wrote a translation and its source moved meanwhile; and where the item itself moved: it was published, say.
The form of a fact merges nothing, for its fields are one decision. A page that does not say what it
showed, of an older release or of another program, may have shown anything: whatever it would change
is such a conflict.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, ClassVar

import orjson
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext_lazy

from i18n.characters import cleaned
from i18n.fields import ProseInput
from i18n.texts import StrOrPromise
from publishing import records

#: The hidden field of a page that says what its forms showed.
SHOWN = "shown"
#: In it, the items that a page asks about, by their keys.
ASKED = "items"
#: In it, the form that stands alone; rows of a set of forms go by its prefix and their keys.
ALONE = "form"

#: By field what a form shows of it, as a browser would send it: a text, or the keys of choices.
Values = dict[str, Any]

YES, NO = gettext_lazy("Yes"), gettext_lazy("No")
STALE = gettext_lazy(
    "This was changed after you opened the form. Nothing is saved yet, and what you typed is still "
    "here: compare it with what is stored now, then save again."
)


@dataclass(frozen=True)
class DiffPart:
    """A piece of a text beside its earlier wording: `kind` is same, gone or new."""

    kind: str
    text: str


#: A word, a sign of Chinese, or what stands between.
WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\W+?")


def compared(before: str, after: str) -> list[DiffPart]:
    """Return two texts as one, word by word: what stayed, what went and what came."""
    old, new = WORD.findall(before), WORD.findall(after)
    parts = []
    for what, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(DiffPart("same", "".join(old[i:j])))
        else:
            parts += [
                DiffPart(kind, text)
                for kind, text in (("gone", "".join(old[i:j])), ("new", "".join(new[k:m])))
                if text
            ]
    return parts


def beside(before: str, after: str) -> list[DiffPart]:
    """Return two values as wholes: a day or a place that is cut into words reads as none."""
    if before == after:
        return [DiffPart("same", after)] if after else []
    parts = [DiffPart("gone", before), DiffPart("same", " → "), DiffPart("new", after)]
    return parts if before and after else [part for part in parts[::2] if part.text]


@dataclass(frozen=True)
class Conflict:
    """What somebody changed while a form was open, in words.

    `typed` is None where the editor left it alone: the form has taken over what is stored. That is
    `merged` where nothing that the editor wrote depends on it. `was` is what the form showed, from which both
    began, where that is known; `field` the id of the field of a text on the page, which a button may write into.
    """

    label: str
    stored: str
    typed: str | None = None
    merged: bool = False
    was: str | None = None
    field: str = ""

    @property
    def collides(self) -> bool:
        """Whether both wrote."""
        return self.typed is not None and not self.merged

    @property
    def stored_parts(self) -> list[DiffPart]:
        return _beside(self.was, self.stored)

    @property
    def typed_parts(self) -> list[DiffPart]:
        return _beside(self.was, self.typed or "")


def _beside(was: str | None, text: str) -> list[DiffPart]:
    return [DiffPart("same", text)] if was is None else compared(was, text)


def plain(value: Any) -> Any:
    """Return what a browser would send of `value`, a text in the shape in which it is stored."""
    if value is None:
        return ""
    return keys_of(value) if is_many(value) else cleaned(str(value))


def is_many(value: Any) -> bool:
    """Whether a field of several choices holds `value`."""
    return isinstance(value, list | tuple | set | models.QuerySet)


def keys_of(values: Iterable[Any]) -> list[str]:
    """Return the keys that a browser would send of `values`, things or keys, in one order."""
    return sorted(str(getattr(one, "pk", one)) for one in values)


class GuardedForm(forms.BaseForm):
    """A form that knows what it showed of the row behind it."""

    conflicts: tuple[Conflict, ...] = ()
    #: What the page shows beside its fields and nobody may write there: what is stored of it may be told.
    read_only: Collection[str] = ()
    #: Whether two changes of different fields are both right.
    merges: ClassVar[bool] = True

    def meet(self, shown: Values | None) -> None:
        """Compare what the form showed with what is stored, and take that over; once, when bound.

        Without `shown` nobody knows what it was: nothing is compared.
        """
        if self.is_bound and shown is not None:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a dict, whichever
            self.conflicts = (*self._changed_state(shown), *self._changed_fields(shown))

    def unseen(self) -> Iterator[Conflict]:
        """Yield what a page which does not say what it showed would write over."""
        for name in self.stored:
            if name in self.fields and self._is_touched(name, self.stored[name]):
                yield self._conflict(self[name], self.stored[name])

    @cached_property
    def stored(self) -> Values:
        """What the form shows of the row, and of its state."""
        values = {
            name: plain(bound.field.prepare_value(bound.initial))
            for name, bound in self._bound_items()  # type: ignore[attr-defined]
            if not bound.field.disabled and self.is_guarded(name)
        }
        return values | {name: value for name, (value, *_others) in self.state().items()}

    base_fields: dict[str, forms.Field]

    def is_guarded(self, name: str) -> bool:
        """Whether the field shows something of the row."""
        return name in self.base_fields

    def depends_on(self, name: str) -> Collection[str]:
        """Return the fields that an editor must have seen who writes the field `name`."""
        return ()

    def state(self) -> dict[str, tuple[str, str, str]]:
        """Return what the page says of the row beside the fields: value, label, words; by name."""
        return {}

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields in which the editor changed something: the ends of lines are none."""
        return [name for name in super().changed_data if self._is_touched(name, self[name].initial)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] | None = super().clean()
        if collide(self):
            self.add_error(None, STALE)
        return self.cleaned_data if values is None else values

    # --- comparing ----------------------------------------------------------------------

    def _changed_state(self, shown: Values) -> Iterator[Conflict]:
        for name, (value, label, words) in self.state().items():
            if shown.get(name) != value:
                yield Conflict(label, words)

    def _changed_fields(self, shown: Values) -> Iterator[Conflict]:
        states, needed = self.state(), self._needed(shown)
        for name, was in shown.items():
            if name in states or self.stored.get(name) == was:
                continue
            if name in self.stored:
                conflict = self._conflict(self[name], was)
                merged = conflict.merged and self.merges and name not in needed
                yield replace(conflict, merged=merged)
            elif (text := self.data.get(self.add_prefix(name))) and plain(text) != was:
                yield Conflict(self._label(name), self._now(name), plain(text))

    def _needed(self, shown: Values) -> set[str]:
        """Return the fields on which depends what the editor wrote."""
        names = [
            name
            for name, was in shown.items()
            if name in self.fields and name in self.stored and self._is_touched(name, was)
        ]
        return {needed for name in names for needed in self.depends_on(name)}

    def _conflict(self, bound: BoundField, was: Any) -> Conflict:
        now = self.stored[bound.name]
        conflict = _told(bound, now, was)
        typed = plain(bound.data)
        if self._is_touched(bound.name, was) and typed != now:
            if was == now or not all(isinstance(one, list) for one in (was, typed, now)):
                return replace(conflict, typed=in_words(bound.field, bound.data))
            now = _together(was, typed, now)
        put(self.data, bound.html_name, now)
        return replace(conflict, merged=True)

    def alone(self) -> Iterator[Conflict]:
        """Yield what the editor of a stale form wrote and nobody else did."""
        met = {conflict.label for conflict in self.conflicts}
        for name in self.changed_data if self.is_bound else ():
            if name in self.stored and str(self[name].label) not in met:
                conflict = _told(self[name], self.stored[name], self.stored[name])
                yield replace(
                    conflict, typed=in_words(self[name].field, self[name].data), merged=True
                )

    def _is_touched(self, name: str, was: Any) -> bool:
        bound = self[name]
        data = cleaned(bound.data) if isinstance(bound.data, str) else bound.data
        field, initial = bound.field, bound.field.prepare_value(was)
        if isinstance(initial, str) and not isinstance(field, forms.FileField):
            try:
                initial = field.to_python(cleaned(initial))
            except ValidationError:
                return True
        return field.has_changed(initial, data)

    def _label(self, name: str) -> str:
        """Return what a field of the row that is none of the form is called; an older release may have had it."""
        return str(self._columns[name].verbose_name) if name in self._columns else name

    def _now(self, name: str) -> str:
        """Return what is stored of a field that cannot be written any more; "" where the page does not show it.

        A page says by itself what it showed, and may name any column.
        """
        field = self.base_fields.get(name)
        is_shown = name in self.read_only if field is None else not field.disabled
        if not is_shown or name not in self._columns:
            return ""
        return str(plain(getattr(self.instance, name)))  # type: ignore[attr-defined]

    @cached_property
    def _columns(self) -> "Mapping[str, models.Field[Any, Any]]":
        row: models.Model | None = getattr(self, "instance", None)
        return {field.name: field for field in row._meta.concrete_fields} if row else {}


def _together(was: list[str], typed: list[str], now: list[str]) -> list[str]:
    """Return what is chosen after both changes: who ticks one thing says nothing of another."""
    return sorted({*now, *typed} - ({*was} - {*typed}) - ({*was} - {*now}))


def _told(bound: BoundField, now: Any, was: Any) -> Conflict:
    field = bound.field
    is_text = isinstance(field.widget, forms.Textarea | forms.TextInput)
    return Conflict(
        str(bound.label),
        in_words(field, now),
        was=None if was is None else in_words(field, was),
        field=bound.id_for_label if is_text else "",
    )


def conflicts_of(form: Any) -> tuple[Conflict, ...]:
    """Return what somebody changed while `form`, or a set of forms, was open."""
    return getattr(form, "conflicts", ())


def collide(form: Any) -> bool:
    """Whether somebody changed what the editor of `form`, or of a set of forms, wrote or had to see."""
    return any(not conflict.merged for conflict in conflicts_of(form))


def put(data: Any, name: str, value: Any) -> None:
    """Let `data` hold what a browser would send of `value`."""
    if isinstance(data, QueryDict):
        data.setlist(name, value if isinstance(value, list) else [value])
    else:
        data[name] = value


def in_words(field: forms.Field, value: Any) -> str:
    """Return the text of a value, or the labels of what is chosen."""
    return str(in_words_lazy(field, value))


def in_words_lazy(field: forms.Field, value: Any) -> StrOrPromise:
    """Return the text of a value, or the labels of what is chosen, in whichever language it is read."""
    if isinstance(value, list) or isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        keys = set(map(str, value if isinstance(value, list) else [value]))
        labels = {str(key): _label_of(field, key, name) for key, name in _choices(field)}
        return _joined([label for key, label in labels.items() if key and key in keys])
    if isinstance(field, forms.BooleanField):
        return YES if field.to_python(value) else NO
    if isinstance(field, ProseInput) and isinstance(value, str):
        value = field.to_python(value)  # what was pasted, as it would be stored
    return str(plain(value))


def _choices(field: Any) -> Iterable[Any]:
    return getattr(field, "choices", ())


def _label_of(field: Any, key: Any, label: StrOrPromise) -> StrOrPromise:
    """Return a label; of a choice among rows, which are read once, one that is said when it is read."""
    row = getattr(key, "instance", None)
    return label if row is None else lazy(field.label_from_instance, str)(row)


def _comma_separated(labels: list[StrOrPromise]) -> str:
    return ", ".join(map(str, labels))


_joined = lazy(_comma_separated, str)


def shown_in(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page said that its forms showed; empty when it said nothing."""
    try:
        values = orjson.loads(data.get(SHOWN, ""))
    except orjson.JSONDecodeError:
        return {}
    return values if isinstance(values, dict) else {}


def values_in(values: Mapping[str, Any], *path: str) -> Values | None:
    """Return what one form showed; None when the page does not say it."""
    part: Any = values
    for name in path:
        part = part.get(name) if isinstance(part, Mapping) else None
    if not isinstance(part, dict):
        return None
    return {name: value if _may_be_shown(value) else None for name, value in part.items()}


def _may_be_shown(value: Any) -> bool:
    """Whether a page of ours could have shown a value: a text, or the keys of choices, or their texts."""
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return value is None or isinstance(value, str | dict)


def shown_by(form: forms.BaseForm, formsets: Iterable[Any] = ()) -> str:
    """Return what a page shows: the hidden field of its form."""
    values: dict[str, Any] = {}
    if isinstance(form, GuardedForm):
        values[ALONE] = form.stored
    for formset in formsets:
        # A row that came meanwhile is told on this page, and has its form on the next.
        rows: dict[str, Values] = {str(row.pk): {} for row in formset.get_queryset()}
        for row in formset.initial_forms:
            if row.instance.pk:
                rows[str(row.instance.pk)] = row.stored
        values[formset.prefix] = rows
    return orjson.dumps(values).decode()


def shown_items(items: Collection[models.Model]) -> str:
    """Return what a page shows that asks about `items`: the hidden field of its form."""
    return orjson.dumps({ASKED: _documents(items)}).decode()


def changed_items(data: Mapping[str, Any], items: Collection[models.Model]) -> set[str]:
    """Return the keys of those of `items` that are no longer as the page showed them."""
    versions = values_in(shown_in(data), ASKED)
    if versions is None:
        return set()
    return {key for key, now in _documents(items).items() if versions.get(key) != now}


def _documents(items: Collection[models.Model]) -> dict[str, str]:
    """Return by key what tells the public document of an item from any other, told or not yet."""
    kinds = {records.kind_of(item) for item in items}
    keys = [item.pk for item in items]
    return {
        str(row.pk): hashlib.sha256(orjson.dumps(kind.render(row))).hexdigest()
        for kind in kinds
        for row in kind.prepare().filter(pk__in=keys)
    }

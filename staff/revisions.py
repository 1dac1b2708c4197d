"""What forms of the admin have written, field by field, with the old and the new value. ADR 0021.

Each save adds a row for each field that it changed, in the transaction of the save. Nobody alters or
deletes one. A text comes back by the form: its earlier wording is put into the field, and a save is a
revision like any other, with all that a save is asked.

The log of everybody is made of them, and of Django's own: staff/weekly_log.py.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from events.models import AbstractPhoto
from i18n.texts import StrOrPromise, lazy_sentence, name_lazy, said_in_each
from staff import cover
from staff.conflicts import in_words_lazy, is_many, keys_of
from staff.foreign_names import NOTHING, Linked, linked
from staff.models import Revision

#: Fields whose values are nobody's to read, and those that nobody typed.
SILENT = re.compile("password|upload$|years_are_right$")
#: What is written down that is no field of a form.
NOTED = {
    "password_link": _("link to set a password, sent to"),
    "second_factor": _("second factor"),
    "sessions": _("session that was ended"),
    "cover": _("cover in an absence"),
    "mail_language": _("Language of mails"),
}
#: What a field of a row below a form is called.
_IN_ROW = _("%(row)s, “%(name)s”: %(field)s")
#: Under this name a revision keeps the row to which it belongs: its number on the form may be another's by now.
ROW = "row"
#: And under this one to which things the field led and leads: not all who read it may read their names.
LINKED = "linked"
#: And a row that goes.
_DELETED = _("%(row)s, deleted")


class FieldChange(NamedTuple):
    """What a save of a form, or a deed beside forms, makes of one field: in words, said in whichever language they are read."""

    field: str
    label: StrOrPromise
    before: StrOrPromise
    after: StrOrPromise
    #: The primary key of the row below the form that holds the field; "" of the form's own and of new rows.
    row: str = ""
    linked: Linked = NOTHING


def record(request: HttpRequest, form: Any, formsets: Sequence[Any]) -> list[FieldChange]:
    """Write down what `form`, valid and about to be saved, and the rows below it change; return it. One query."""
    item, by = form.instance, cover.name_of(request.user)
    kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
    told = changes(form, formsets)
    Revision.objects.bulk_create(_revision(item, kind, change, by) for change in told)
    return told


def note(item: models.Model, change: FieldChange, *, by: str) -> None:
    """Write down what no form wrote: `by` is the login of who did it, or the name of a command."""
    _revision(item, ContentType.objects.get_for_model(item), change, by).save()


def _revision(item: models.Model, kind: ContentType, change: FieldChange, by: str) -> Revision:
    name = name_lazy(item)
    parts = {"name": name, "before": change.before, "after": change.after}
    is_known = change.field in NOTED or name_of_column(change.field, type(item))
    label = {} if is_known else {"label": said_in_each(change.label)}
    row = {ROW: {"key": change.row}} if change.row else {}
    links = {LINKED: change.linked._asdict()} if change.linked.kind else {}
    return Revision(
        kind=kind,
        object_id=str(item.pk),
        name=str(name)[:400],
        field=change.field[:100],
        before=str(change.before),
        after=str(change.after),
        words={**label, **_words(parts), **row, **links} or None,
        saved_by=by,
    )


def _words(parts: dict[str, StrOrPromise]) -> dict[str, dict[str, str]]:
    """Return by part how each language says it: of those that they do not all say alike."""
    said = {part: said_in_each(text) for part, text in parts.items() if not isinstance(text, str)}
    return {part: each for part, each in said.items() if len(set(each.values())) > 1}


def changes(form: Any, formsets: Sequence[Any]) -> list[FieldChange]:
    """Return what a valid form, and the rows below it, change."""
    every = [*_of_form(form), *(one for formset in formsets for one in _of_rows(formset))]
    return [change for change in every if str(change.before) != str(change.after)]


def _of_rows(formset: Any) -> Iterator[FieldChange]:
    deleted = getattr(formset, "deleted_forms", [])
    for row in formset.forms:
        if row in deleted:
            key, name = f"{formset.prefix}-{row.instance.pk}", name_lazy(row.instance)
            yield FieldChange(key, lazy_sentence(_DELETED, {"row": _numbered(row)}), name, "")
        elif row.has_changed():
            for change in _of_form(row):
                label = label_in_row(row, change.label)
                yield change._replace(label=label, row=str(row.instance.pk or ""))


def label_in_row(row: Any, label: StrOrPromise) -> StrOrPromise:
    """Return what a field of a row below a form is called: by what the row is, as a person counts them."""
    item = row.instance
    name = _alt_lazy(item) if isinstance(item, AbstractPhoto) else name_lazy(item)
    return lazy_sentence(_IN_ROW, {"row": _numbered(row), "name": name, "field": _within(label)})


def _in_lower_case(label: StrOrPromise) -> str:
    text = str(label)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


#: What a field is called, within a sentence.
_within = lazy(_in_lower_case, str)


def _alt(photo: AbstractPhoto) -> str:
    return str(photo.alt)


_alt_lazy = lazy(_alt, str)


def _numbered(row: Any) -> StrOrPromise:
    """Return the kind of a row and its number on the form, which its prefix counts from nought."""
    kind, number = row.instance._meta.verbose_name, row.prefix.rpartition("-")[2]
    return numbered_kind(kind, number)


def numbered_kind(kind: StrOrPromise | None, number: str) -> StrOrPromise:
    return lazy_sentence("%(kind)s %(number)d", {"kind": kind, "number": int(number) + 1})


def _of_form(form: Any) -> Iterator[FieldChange]:
    for name in form.changed_data:
        if not SILENT.search(name):
            bound = form[name]
            before = bound.field.prepare_value(bound.initial)
            before = keys_of(before) if is_many(before) else before
            yield FieldChange(
                form.add_prefix(name),
                bound.label,
                in_words_lazy(bound.field, before),
                in_words_lazy(bound.field, bound.data),
                linked=linked(bound.field, before, bound.data),
            )


# --- read -------------------------------------------------------------------------------


def name_of_column(name: str, model: type[models.Model] | None) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else ""  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return ""

"""What forms of the admin have written, field by field, with the old and the new value. ADR 0021.

Each save adds a row for each field that it changed, in the transaction of the save. Nobody alters or
deletes one. A text comes back by the form: its earlier wording is put into the field, and a save is a
revision like any other, with all that a save is asked.

The log of everybody is made of them, and of Django's own: staff/weekly_log.py.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, cast

import orjson
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, gettext_lazy as _

from events.models import AbstractPhoto
from i18n.texts import CODES, StrOrPromise, column, lazy_sentence, name_lazy, said_in_each
from publishing.models import Translated
from publishing.translations import free_texts
from staff import cover
from staff.conflicts import DiffPart, compared, in_words_lazy
from staff.foreign_names import NOTHING, ForeignNames, Linked, linked, model_of, outside
from staff.models import Revision
from staff.scope import scope_of

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
    is_known = change.field in NOTED or _of_column(change.field, type(item))
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
            before = (
                sorted(str(getattr(one, "pk", one)) for one in before)
                if _is_many(before)
                else before
            )
            yield FieldChange(
                form.add_prefix(name),
                bound.label,
                in_words_lazy(bound.field, before),
                in_words_lazy(bound.field, bound.data),
                linked=linked(bound.field, before, bound.data),
            )


def _is_many(value: Any) -> bool:
    return isinstance(value, list | tuple | set | models.QuerySet)


# --- read -------------------------------------------------------------------------------


@dataclass(frozen=True)
class RevisionRow:
    """A revision, as a page tells it. `restore` is the address that puts its earlier text into the form."""

    revision: Revision
    label: str
    url: str
    restore: str
    before: str
    after: str

    @property
    def name(self) -> str:
        return _part(self.revision, "name")

    @property
    def parts(self) -> list[DiffPart]:
        return compared(self.before, self.after)


def _part(revision: Revision, part: str) -> str:
    """Return a part of a row in the reader's language, if it was kept in it."""
    said = (revision.words or {}).get(part, {})
    return str(said.get(get_language()) or getattr(revision, part, "") or said.get(CODES[0], ""))


def of_item(item: models.Model, *, may_change: bool, reader: Any) -> list[RevisionRow]:
    """Return the last hundred revisions of `item`, the newest first. A text that finds no place is not offered."""
    kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
    rows = Revision.objects.filter(kind=kind, object_id=str(item.pk))[:100]
    scope = scope_of(reader)
    names = ForeignNames(scope, filter(None, map(_linked, rows)) if scope.is_limited else ())
    told = _in_place(item, [row_of(row, type(item), may_change=may_change) for row in rows])
    return [_named(row, type(item), names) if scope.is_limited else row for row in told]


def _linked(revision: Revision) -> Linked:
    """Return to which things the field of a revision led, as far as that was kept."""
    kept = (revision.words or {}).get(LINKED)
    return Linked(**kept) if kept else NOTHING


def _named(row: RevisionRow, model: type[models.Model], names: ForeignNames) -> RevisionRow:
    """Return a row as an account with limits reads it: of what is outside it tells no name."""
    kind, *keys = _linked(row.revision)
    if not kind and (related := _related(row.revision.field, model)) and names.scope.hides(related):
        # Which things they were is not kept.
        kind = related._meta.label_lower
        said = (outside(kind, 1) if text else "" for text in (row.before, row.after))
    else:
        said = (
            names.said(text, kind, some)
            for text, some in zip((row.before, row.after), keys, strict=True)
        )
    before, after = said
    return replace(row, before=before, after=after)


def _related(name: str, model: type[models.Model]) -> type[models.Model] | None:
    """Return the model of the things to which a field of a form leads."""
    try:
        related = model._meta.get_field(name).related_model
    except FieldDoesNotExist:
        return None
    return related if isinstance(related, type) else None


def _in_place(item: models.Model, told: list[RevisionRow]) -> list[RevisionRow]:
    """Return what is told, offering no text of a row below `item` that is gone. One query for each kind of rows."""
    of_rows = {
        row.revision.pk: found
        for row in told
        if row.restore and (found := _text_of_row(row.revision, type(item)))
    }
    keys = {
        rows: {str(pk) for pk in getattr(item, rows).values_list("pk", flat=True)}
        for rows in {rows for rows, _key, _field in of_rows.values()}
    }
    gone = {pk for pk, (rows, key, _field) in of_rows.items() if key not in keys[rows]}
    return [replace(row, restore="") if row.revision.pk in gone else row for row in told]


def row_of(
    revision: Revision, model: type[models.Model] | None, *, may_change: bool
) -> RevisionRow:
    url = address_of(revision.kind, revision.object_id)
    can_come_back = may_change and model is not None and _is_text(revision, model)
    restore = f"{url}?restore={revision.pk}" if can_come_back and url else ""
    before, after = (_part(revision, part) for part in ("before", "after"))
    return RevisionRow(revision, _label(revision, model), url, restore, before, after)


def address_of(kind: ContentType | None, key: str | None) -> str:
    """Return the page of a thing at the desk; "" where it has none."""
    model = kind.model_class() if kind else None
    if model is None or key is None:
        return ""
    try:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return reverse(name, args=[quote(key)])
    except NoReverseMatch:
        return ""


def _label(revision: Revision, model: type[models.Model] | None) -> str:
    """Return what a field is called: as the model calls it, or the form did, or as far as its name tells it."""
    name = revision.field
    if name in NOTED:
        return str(NOTED[name])
    return _of_column(name, model) or _part(revision, "label") or _in_row(name, model) or name


def _of_column(name: str, model: type[models.Model] | None) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else ""  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return ""


def _in_row(name: str, model: type[models.Model] | None) -> str:
    """Return what a field of a row below is called of which nothing but its name was kept: `photos-1-alt_en`."""
    prefix, number, field = _parts(name)
    kind = _rows_below(model).get(prefix) if model else None
    if kind is None or not number.isdecimal():
        return ""
    if not field:
        return str(kind._meta.verbose_name)
    return f"{numbered_kind(kind._meta.verbose_name, number)}: {_of_column(field, kind) or field}"


def _parts(name: str) -> tuple[str, str, str]:
    """Return the rows, the number and the field that the name of a field tells: `photos-1-alt_en`."""
    prefix, number, field = (*name.split("-", 2), "", "")[:3]
    return prefix, number, field


def _rows_below(model: type[models.Model]) -> dict[str, type[models.Model]]:
    """Return the models of the rows that a thing may have, by what their forms are called."""
    related = model._meta.related_objects
    return {one.get_accessor_name(): one.related_model for one in related}  # type: ignore[misc]


def _is_text(revision: Revision, model: type[models.Model]) -> bool:
    """Whether what a revision changed is a text of a thing, or of a row of it that is known, and can come back."""
    return revision.field in texts_of(model) or bool(_text_of_row(revision, model))


def _text_of_row(revision: Revision, model: type[models.Model]) -> tuple[str, str, str] | None:
    """Return the rows, the primary key of the one, and its field; None of anything else."""
    prefix, _number, field = _parts(revision.field)
    key = (revision.words or {}).get(ROW, {}).get("key", "")
    kind = _rows_below(model).get(prefix)
    return (prefix, key, field) if key and kind and field in texts_of(kind) else None


def texts_of(model: type[models.Model]) -> set[str]:
    """Return the columns of texts that a person writes."""
    if not issubclass(model, Translated | AbstractPhoto):
        return set()
    return {column(field.name, code) for field in free_texts(model) for code in CODES}


@dataclass(frozen=True)
class Restored:
    """An earlier text by the name of its field, as staff.open_forms keeps what is typed."""

    values: dict[str, str]


def asked_for(request: HttpRequest, item: models.Model | None) -> Restored | None:
    """Return the earlier text of `item` for which the address asks, if it can come back."""
    number = request.GET.get("restore", "")
    if item is None or not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
    revision = Revision.objects.filter(pk=int(number), kind=kind, object_id=str(item.pk)).first()
    if revision is None or not _is_text(revision, type(item)):
        return None
    name = _name_now(revision, item)
    return Restored({name: revision.before}) if name else None


def _name_now(revision: Revision, item: models.Model) -> str:
    """Return what the field of a revision is called on the form as it is now; "" where its row is gone."""
    of_row = _text_of_row(revision, type(item))
    if of_row is None:
        return revision.field
    rows, key, field = of_row
    keys = [str(pk) for pk in getattr(item, rows).values_list("pk", flat=True)]
    return f"{rows}-{keys.index(key)}-{field}" if key in keys else ""


#: Under this name Django's log holds a sentence in each language.
SAID = "said"
#: And under this one what the thing was called then.
NAME = "named"
#: How a line says that the thing stayed as it is. No text of a person can say it: quotation marks are escaped there.
ASIDE = '"aside":true'
#: Under these, which other thing the sentence names, and how it is said to whoever may not read that name.
ABOUT, UNNAMED = "about", "unnamed"
#: How Django begins what it says of fields that a form changed: the revisions tell it, with the values.
FIELDS_CHANGED = '[{"changed"'


@dataclass(frozen=True)
class Aside:
    """What the log says of a deed that leaves the thing as it is: it was proposed, answered, shown, published."""

    sentence: StrOrPromise


def in_each_language(
    sentence: StrOrPromise,
    item: models.Model | None = None,
    *,
    is_aside: bool = False,
    about: tuple[models.Model, StrOrPromise] | None = None,
) -> str:
    """Return what Django's log keeps of a lazy sentence: how each language says it. One that is said already stays.

    What `item` is called is kept beside it, in each language too. `about`: another thing that the sentence names, and
    the sentence without its name.
    """
    if isinstance(sentence, str) and not is_aside:
        return sentence
    name = {NAME: said_in_each(name_lazy(item))} if item is not None else {}
    aside: dict[str, Any] = {"aside": True} if is_aside else {}
    if about is not None:
        thing, unnamed = about
        aside[ABOUT] = [thing._meta.label_lower, str(thing.pk)]
        aside[UNNAMED] = said_in_each(unnamed)
    return orjson.dumps([{SAID: said_in_each(sentence), **name, **aside}]).decode()


def logged(
    message: list[dict[str, Any]], told: Sequence[FieldChange], item: models.Model
) -> list[dict[str, Any]]:
    """Return what Django's log keeps of a save of a form: the names of the fields, and of `item`, in each language."""
    said, named = said_in_each(_changed_fields_lazy(told)), said_in_each(name_lazy(item))
    return [{"changed": message[0].get("changed", {}), SAID: said, NAME: named}]


def _changed_fields(told: Sequence[FieldChange]) -> str:
    return gettext("Changed: %(fields)s.") % {"fields": ", ".join(str(one.label) for one in told)}


_changed_fields_lazy = lazy(_changed_fields, str)


def sentence_of(entry: LogEntry, reader: Any = None) -> str:
    """Return what a line of Django's log says, in the active language if it was kept in it.

    To a `reader` with limits it names no other thing that they may not see: one query a line that names one.
    """
    if scope_of(reader).is_limited and _kept(entry, UNNAMED) and not _sees_other(entry, reader):
        return _kept(entry, UNNAMED)
    return _kept(entry, SAID) or entry.get_change_message()


def _sees_other(entry: LogEntry, reader: Any) -> bool:
    """Whether `reader` may see the other thing that a line of the log names."""
    kind, key = orjson.loads(entry.change_message)[0][ABOUT]
    model = model_of(kind)
    if model is None or not reader.has_perm(
        f"{model._meta.app_label}.view_{model._meta.model_name}"
    ):
        return False
    rows = scope_of(reader).within(model._base_manager.filter(pk=key))
    return scope_of(reader).hides(model) and rows.exists()


def name_of(entry: LogEntry) -> str:
    """Return what a line of Django's log is about, in the active language if it was kept in it."""
    return _kept(entry, NAME) or str(entry.object_repr)


def _kept(entry: LogEntry, part: str) -> str:
    """Return what a line of Django's log keeps in the active language, or in one at least; "" where it does not."""
    if f'"{part}":' not in entry.change_message or not entry.change_message.startswith("[{"):
        return ""
    said = orjson.loads(entry.change_message)[0].get(part, {})
    return str(said.get(get_language()) or next(iter(said.values()), ""))


STANDING_IN = _("%(sentence)s Standing in for: %(names)s.")


#: Called with each thing of which the log tells that somebody wrote it at the desk, after the commit.
_followers: list[Callable[[models.Model], None]] = []


def follower(follow: Callable[[models.Model], None]) -> Callable[[models.Model], None]:
    """Have the decorated function follow what is written at the desk. Where it fails, it stops nobody."""
    _followers.append(follow)
    return follow


def _followed(thing: models.Model) -> None:
    for follow in _followers:
        transaction.on_commit(partial(follow, thing), robust=True)


class LoggingAdmin(ModelAdmin):
    """Logs lazy sentences and names in each language, and for whom somebody stood in; what follows from a write is done then."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        if isinstance(message, list):
            message = [{**message[0], NAME: said_in_each(name_lazy(obj))}, *message[1:]]
        return super().log_addition(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for item in queryset:
            said = in_each_language(_("Deleted."), item)
            LogEntry.objects.log_actions(
                cast("User", request.user).pk, [item], DELETION, said, single_object=True
            )

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        if not message:
            return None
        if not isinstance(message, list):
            is_aside = isinstance(message, Aside)
            message = message.sentence if is_aside else message
            if whom := cover.for_whom(request.user):
                message = lazy_sentence(STANDING_IN, {"sentence": message, "names": whom})
            message = in_each_language(message, obj, is_aside=is_aside)
        _followed(obj)
        return super().log_change(request, obj, message)

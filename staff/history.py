"""The revisions of a thing as its page tells them, and an earlier text that comes back by the form. ADR 0021."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch

from events.models import AbstractPhoto
from i18n.texts import CODES, column, current_language
from publishing.models import Translated
from publishing.translations import free_texts
from staff import kinds
from staff.conflicts import DiffPart, compared
from staff.foreign_names import NOTHING, ForeignNames, Linked, outside
from staff.models import Revision
from staff.revisions import LINKED, NOTED, ROW, name_of_column, numbered_kind
from staff.scope import is_key, scope_of


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
    return str(
        said.get(current_language()) or getattr(revision, part, "") or said.get(CODES[0], "")
    )


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
        return kinds.address_of_key(model, key)
    except NoReverseMatch:
        return ""


def _label(revision: Revision, model: type[models.Model] | None) -> str:
    """Return what a field is called: as the model calls it, or the form did, or as far as its name tells it."""
    name = revision.field
    if name in NOTED:
        return str(NOTED[name])
    return name_of_column(name, model) or _part(revision, "label") or _in_row(name, model) or name


def _in_row(name: str, model: type[models.Model] | None) -> str:
    """Return what a field of a row below is called of which nothing but its name was kept: `photos-1-alt_en`."""
    prefix, number, field = _parts(name)
    kind = _rows_below(model).get(prefix) if model else None
    if kind is None or not number.isdecimal():
        return ""
    if not field:
        return str(kind._meta.verbose_name)
    return (
        f"{numbered_kind(kind._meta.verbose_name, number)}: {name_of_column(field, kind) or field}"
    )


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
    """An earlier text by the name of its field, as staff.kept_forms keeps what is typed."""

    values: dict[str, str]


def asked_for(request: HttpRequest, item: models.Model | None) -> Restored | None:
    """Return the earlier text of `item` for which the address asks, if it can come back."""
    number = request.GET.get("restore", "")
    if item is None or not is_key(Revision, number):
        return None
    kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
    revision = Revision.objects.filter(pk=number, kind=kind, object_id=str(item.pk)).first()
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

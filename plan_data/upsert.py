"""Writing what a table says into the database: only what differs, published or recorded."""

import enum
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models, transaction

from i18n.texts import CODES, column
from plan_data import edits, source_days
from plan_data.edits import EditedFields
from plan_data.schema import ParsedRow, Reference, Values
from publishing import permissions, records, translations, workflow
from publishing.models import Publishable, Translated


class Written(enum.StrEnum):
    """What became of the object of an entry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class SealedError(Exception):
    """Says to whoever loads a file why a text that the public has read is not replaced by it."""


def existing(entry: ParsedRow) -> Any:
    """Return the object of `entry`, or None when it is not in the database."""
    return rows(entry.table.model).filter(slug=entry.slug).first()


def rows(model: type[models.Model]) -> Any:
    """Return the rows that a file may name by their slugs."""
    manager = model._default_manager
    return manager.named_by_files() if hasattr(manager, "named_by_files") else manager.all()


@transaction.atomic
def cite(instance: Any, values: Values, *, by: permissions.Actor) -> bool:
    """Let `instance` say these `values`, its sources and what they tell, and the public know it; idempotent.

    What people wrote at the desk stays. Returns whether anything was written. Raises NotAllowedError.
    """
    permissions.demand(by, permissions.EDIT, instance)
    records.take_turn()
    differing = {
        name: value for name, value in values.items() if _differs(getattr(instance, name), value)
    }
    for name in edits.edited(instance).intersection(differing) if differing else ():
        del differing[name]
    if not differing:
        return False
    for name, value in differing.items():
        setattr(instance, name, value)
    instance.save(update_fields=[*differing, "updated_at"])
    records.record(instance)
    return True


@transaction.atomic
def write(entry: ParsedRow, *, by: permissions.Actor, met: EditedFields | None = None) -> Written:
    """Make the object of `entry` hold what it says, and tell the public; idempotent.

    A new object is published; one that editors have withdrawn stays so. What they wrote at the desk
    stays, unless `met`, which notes it, says otherwise. Links to what is not in the database are left out. Raises NotAllowedError, SealedError, and PublicationRefusedError,
    also for what the public would read before its own day.
    """
    permissions.demand(by, permissions.EDIT, entry.table.model)
    records.take_turn()  # before looking what is there: another load may be writing it
    instance, outcome = save(source_days.by_day(entry, by.today), met)
    if outcome == Written.NEW and isinstance(instance, Publishable):
        workflow.publish(instance, by=by)
    elif outcome != Written.SAME:
        if isinstance(instance, Publishable):
            workflow.refuse_ahead(instance, by.today)
        records.record(instance)
    return outcome


def save(entry: ParsedRow, met: EditedFields | None = None) -> tuple[Any, Written]:
    """Save what differs, untold, but for what people wrote. Whoever calls it tells the public in the same transaction.

    Raises SealedError.
    """
    instance = existing(entry)
    is_new = instance is None
    if is_new:
        instance = entry.table.model()
    values = dict(entry.values)
    for reference, key in entry.one.items():
        if not key and not entry.table.field(reference.field).null:
            continue  # a file of others leaves it out
        values[f"{reference.field}_id"] = _target(entry, reference, key)
    if not is_new:
        entry.table.settle(instance, values)
    if is_new:
        _apply(instance, values)
        for reference, keys in entry.many.items():
            getattr(instance, reference.field).add(*_targets(entry, reference, keys))
        entry.table.attach(instance, entry.attached)
        return instance, Written.NEW
    differing = [name for name, value in values.items() if _differs(getattr(instance, name), value)]
    _refuse_to_rewrite(entry, instance, differing, met or EditedFields())
    news = {one.field: _new_links(entry, instance, one) for one in entry.many}
    links = {name: targets for name, targets in news.items() if targets is not None}
    return instance, _bring(
        entry, instance, {name: values[name] for name in differing}, links, met or EditedFields()
    )


def _bring(
    entry: ParsedRow,
    instance: Any,
    values: Values,
    links: Mapping[str, list[Any]],
    met: EditedFields,
) -> Written:
    """Let `instance` hold these values, links and what belongs to it, but for what people wrote; `met` notes that.

    The history keeps what stood there: whoever wrote it past the desk finds it again.
    """
    rows = entry.table.below if _has_news_below(entry, instance) else ""
    columns = {entry.table.field(name).name: name for name in values}
    names = {*columns, *links, *filter(None, [rows])}
    written = edits.edited(instance) & names if names else frozenset()
    place = f"{entry.row.file}, row {entry.row.number} ({entry.slug})"
    if written:
        met.meet(place, written)
    left = frozenset() if met.overwrite else written
    before = {name: edits.said(instance, name) for name in names - left}
    _apply(
        instance,
        {column: values[column] for name, column in columns.items() if name not in left},
        left,
    )
    for name in links.keys() - left:
        getattr(instance, name).set(links[name])
    if rows and rows not in left:
        entry.table.attach(instance, entry.attached)
    kept = {name: text for name, text in before.items() if text or name in written}
    edits.note(instance, kept)
    met.replace(place, kept.keys() - written)
    return Written.CHANGED if names - left else Written.SAME


def _has_news_below(entry: ParsedRow, instance: Any) -> bool:
    """Whether rows of another file say of `instance` what it does not hold. Nothing is written."""
    with transaction.atomic():
        is_new = entry.table.attach(instance, entry.attached)
        transaction.set_rollback(is_new)
    return is_new


def _differs(present: Any, value: Any) -> bool:
    """Whether a column is to be written: no text is the same as an empty one."""
    return bool(("" if present is None else present) != ("" if value is None else value))


def _apply(instance: Any, values: Values, left: Collection[str] = ()) -> None:
    """Save `values`, if there are any. The texts of a file are translations of one another, without those that are left."""
    for name, value in values.items():
        setattr(instance, name, value)
    if values and isinstance(instance, Translated):
        of_files = [
            field.name
            for field in translations.free_texts(type(instance))
            if not {column(field.name, code) for code in CODES}.intersection(left)
        ]
        for code in CODES:
            translations.confirm(instance, code, of_files)
    if values:
        instance.save()


def _refuse_to_rewrite(
    entry: ParsedRow, instance: Any, differing: list[str], met: EditedFields
) -> None:
    """Raise SealedError where the public has read what the file says otherwise; not of what stays, since people wrote it."""
    names = sorted(entry.table.sealed_fields.intersection(differing))
    if names and not met.overwrite:
        names = sorted({*names} - edits.edited(instance))
    if names and getattr(instance, "published_at", None):
        raise SealedError(
            f"The public has read another {', '.join(names)}, and what it has read changes in the "
            "open only: correct the document in the administration (“Correct…”), or bring this row "
            "to the text that stands there."
        )


def _target(entry: ParsedRow, reference: Reference, key: str) -> Any:
    """Return the primary key of what a cell names; None when it names nothing."""
    if not key:
        return None
    targets = rows(entry.table.field(reference.field).related_model)
    return targets.values_list("pk", flat=True).get(**{reference.key: key})


def _targets(entry: ParsedRow, reference: Reference, keys: tuple[str, ...]) -> list[Any]:
    """Return the primary keys of those of `keys` that exist."""
    if not keys:
        return []
    targets = rows(entry.table.field(reference.field).related_model)
    return list(
        targets.filter(**{f"{reference.key}__in": keys}).order_by("pk").values_list("pk", flat=True)
    )


def _new_links(entry: ParsedRow, instance: Any, reference: Reference) -> list[Any] | None:
    """Return to which rows `entry` would link `instance`, as far as they exist; None where it is linked so."""
    manager = getattr(instance, reference.field)
    keys = entry.many[reference]
    keys_by_slug = dict(manager.values_list(reference.key, "pk"))
    if set(keys_by_slug) == set(keys):
        return None
    targets = _targets(entry, reference, keys)
    return None if set(keys_by_slug.values()) == set(targets) else targets


@transaction.atomic
def add_link(entry: ParsedRow, field: str, target: models.Model, *, by: permissions.Actor) -> None:
    """Link the object of `entry`, when it is there, to `target` and tell the public.

    Raises NotAllowedError.
    """
    permissions.demand(by, permissions.EDIT, entry.table.model)
    instance = existing(entry)
    if instance is not None:
        getattr(instance, field).add(target)
        records.record(instance)

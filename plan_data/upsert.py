"""Writing what a table says into the database: only what differs, published or recorded."""

import enum
from typing import Any

from django.db import models, transaction

from plan_data import source_days
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
def cite(instance: Any, values: Values, *, by: permissions.Actor) -> None:
    """Let `instance` say these `values`, its sources and what they tell, and the public know it; idempotent.

    Raises NotAllowedError.
    """
    permissions.demand(by, permissions.EDIT, instance)
    records.take_turn()
    differing = {
        name: value for name, value in values.items() if _differs(getattr(instance, name), value)
    }
    if not differing:
        return
    for name, value in differing.items():
        setattr(instance, name, value)
    instance.save(update_fields=[*differing, "updated_at"])
    records.record(instance)


@transaction.atomic
def write(entry: ParsedRow, *, by: permissions.Actor) -> Written:
    """Make the object of `entry` hold what it says, and tell the public; idempotent.

    A new object is published; one that editors have withdrawn stays so. Links to what is
    not in the database are left out. Raises NotAllowedError, SealedError, and PublicationRefusedError,
    also for what the public would read before its own day.
    """
    permissions.demand(by, permissions.EDIT, entry.table.model)
    records.take_turn()  # before looking what is there: another load may be writing it
    instance, outcome = save(source_days.by_day(entry, by.today))
    if outcome == Written.NEW and isinstance(instance, Publishable):
        workflow.publish(instance, by=by)
    elif outcome != Written.SAME:
        if isinstance(instance, Publishable):
            workflow.refuse_ahead(instance, by.today)
        records.record(instance)
    return outcome


def save(entry: ParsedRow) -> tuple[Any, Written]:
    """Save what differs, untold. Whoever calls it tells the public in the same transaction.

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
    differing = [
        name for name, value in values.items() if is_new or _differs(getattr(instance, name), value)
    ]
    if not is_new:
        _refuse_to_rewrite(entry, instance, differing)
    _apply(instance, {name: values[name] for name in differing})
    if is_new:
        for reference, keys in entry.many.items():
            getattr(instance, reference.field).add(*_targets(entry, reference, keys))
        entry.table.attach(instance, entry.attached)
        return instance, Written.NEW
    link_outcomes = [_link(entry, instance, reference) for reference in entry.many]
    link_outcomes.append(entry.table.attach(instance, entry.attached))
    return instance, Written.CHANGED if differing or any(link_outcomes) else Written.SAME


def _differs(present: Any, value: Any) -> bool:
    """Whether a column is to be written: no text is the same as an empty one."""
    return bool(("" if present is None else present) != ("" if value is None else value))


def _apply(instance: Any, values: Values) -> None:
    """Save `values`, if there are any. The texts of a file are translations of one another."""
    for name, value in values.items():
        setattr(instance, name, value)
    if values and isinstance(instance, Translated):
        translations.confirm_all(instance)
    if values:
        instance.save()


def _refuse_to_rewrite(entry: ParsedRow, instance: Any, differing: list[str]) -> None:
    names = sorted(entry.table.sealed_fields.intersection(differing))
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


def _link(entry: ParsedRow, instance: models.Model, reference: Reference) -> bool:
    """Link `instance` to what `entry` names, as far as it exists; tell whether anything changed."""
    manager = getattr(instance, reference.field)
    keys = entry.many[reference]
    keys_by_slug = dict(manager.values_list(reference.key, "pk"))
    if set(keys_by_slug) == set(keys):
        return False
    targets = _targets(entry, reference, keys)
    if set(keys_by_slug.values()) == set(targets):
        return False
    manager.set(targets)
    return True


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

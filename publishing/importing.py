"""Writing what a table says into the database: only what differs, published or recorded."""

from __future__ import annotations

import enum
from typing import Any

from django.db import models, transaction

from publishing import records, workflow
from publishing.models import Publishable
from publishing.tables import Entry, Reference


class Written(enum.StrEnum):
    """What became of the object of an entry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


def existing(entry: Entry) -> Any:
    """Return the object of `entry`, or None when it is not in the database."""
    return entry.table.model._default_manager.filter(slug=entry.slug).first()


@transaction.atomic
def write(entry: Entry) -> Written:
    """Make the object of `entry` hold what it says, and tell the public; idempotent.

    A new object is published. One that editors have withdrawn stays so. Links to what is
    not in the database are left out.
    Raises PublicationRefusedError.
    """
    written = save(entry)
    instance = existing(entry)
    if written == Written.NEW and isinstance(instance, Publishable):
        workflow.publish(instance)
    elif written != Written.SAME:
        records.record(instance)
    return written


def save(entry: Entry) -> Written:
    """Save what differs, without telling anybody. Use it inside a transaction that does."""
    instance = existing(entry)
    new = instance is None
    instance = entry.table.model() if new else instance
    wanted = entry.values | {
        f"{reference.field}_id": _key_of(entry, reference, key)
        for reference, key in entry.one.items()
    }
    differing = [name for name, value in wanted.items() if getattr(instance, name) != value]
    for name in differing:
        setattr(instance, name, wanted[name])
    if differing or new:
        instance.save()
    linked = [_link(instance, reference, keys) for reference, keys in entry.many.items()]
    if new:
        return Written.NEW
    return Written.CHANGED if differing or any(linked) else Written.SAME


def _key_of(entry: Entry, reference: Reference, key: str) -> int | None:
    if not key:
        return None
    related = entry.table.field(reference.field).related_model
    return related._default_manager.values_list("pk", flat=True).get(**{reference.key: key})


def _link(instance: models.Model, reference: Reference, keys: tuple[str, ...]) -> bool:
    """Link `instance` to exactly those of `keys` that exist; tell whether that changed anything."""
    manager = getattr(instance, reference.field)
    wanted = set(
        manager.model._default_manager.filter(**{f"{reference.key}__in": keys}).values_list(
            "pk", flat=True
        )
    )
    if wanted == set(manager.values_list("pk", flat=True)):
        return False
    manager.set(wanted)
    return True


@transaction.atomic
def add_link(entry: Entry, name: str, target: models.Model) -> bool:
    """Link the object of `entry`, if it is there, to `target` by the field `name`, and record it."""
    instance = existing(entry)
    if instance is None:
        return False
    getattr(instance, name).add(target)
    records.record(instance)
    return True

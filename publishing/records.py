"""The record of what the public was told, written in the transaction that tells it.

Each app registers how its models are rendered; `record` then compares a fresh rendering
with the newest record and appends where they differ. The API reads only these records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from django.db import models, transaction
from django.db.models import Q

from publishing.models import PublicRecord, Publishable, RecordCounter, random_mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Render = Callable[[Any], dict[str, Any]]
#: Told of items whose records are new, in the transaction that recorded them.
Listener = Callable[[Sequence[models.Model]], None]
#: Items of which the listeners are told later, together.
Waiting = dict[tuple[type[models.Model], Any], models.Model]


@dataclass(frozen=True)
class Kind:
    """How one model appears in public: its plural name in addresses, its key, its document."""

    name: str
    model: type[models.Model]
    render: Render
    #: Loads rows with all that `render` reads.
    prepare: Callable[[], models.QuerySet[Any]]


@dataclass(frozen=True)
class Discrepancy:
    """A latest record that is not what a fresh rendering gives."""

    kind: str
    key: str
    problem: str


_kinds: dict[type[models.Model], Kind] = {}
_listeners: list[Listener] = []
_waiting: ContextVar[Waiting | None] = ContextVar("_waiting", default=None)


def register(kind: Kind) -> None:
    """Make `kind.model` recordable. Called once by each app when it is ready."""
    _kinds[kind.model] = kind


def listen(listener: Listener) -> None:
    """Have `listener` called with all items that the public is told of anew, or no longer.

    So an app above keeps what it derives from public things as true as the record is.
    """
    _listeners.append(listener)


@contextmanager
def together() -> Iterator[Waiting]:
    """Tell the listeners at the end, of all items at once, and of each item once.

    Yields what waits: clear it where the recording is undone. Belongs inside a transaction.
    """
    waiting: Waiting = {}
    token = _waiting.set(waiting)
    try:
        yield waiting
    finally:
        _waiting.reset(token)
    _tell_listeners(waiting.values())


def _tell_listeners(items: Iterable[models.Model]) -> None:
    """Tell the listeners of `items`, or let `together` do it."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting |= {(type(item), item.pk): item for item in items}
        return
    if told := list(items):
        for listener in _listeners:
            listener(told)


def kind_named(name: str) -> Kind:
    """Return the registered kind called `name`; KeyError when there is none."""
    return {kind.name: kind for kind in _kinds.values()}[name]


def kind_of(instance: models.Model) -> Kind:
    """Return how things like `instance` appear in public."""
    return _kinds[type(instance)]


def is_public(instance: models.Model) -> bool:
    return instance.is_published if isinstance(instance, Publishable) else True


def rendered(instance: models.Model) -> str:
    """Return the public document of `instance` as JSON text, every language in it.

    The row is read anew, so that the text tells what the database holds.
    """
    kind = kind_of(instance)
    fresh = kind.prepare().get(pk=instance.pk)
    return orjson.dumps(kind.render(fresh)).decode()


def take_turn() -> RecordCounter:
    """Wait until no other transaction tells the public anything, and return the locked counter.

    Every writer does this before it locks a row of its own: so two of them never wait for
    each other, and numbers rise in the order of commits.
    """
    counter = RecordCounter.objects.select_for_update().filter(pk=1).first()
    if counter is None:
        RecordCounter.objects.get_or_create(pk=1)
        counter = RecordCounter.objects.select_for_update().get(pk=1)
    return counter


@transaction.atomic
def record(instance: models.Model) -> PublicRecord | None:
    """Bring the record of `instance` up to date and return it; None when nothing was ever told.

    Appends a record when the public document changed or appeared, a tombstone when it
    went. Idempotent. Of a kind that is not registered the public is told by pages alone.
    """
    if type(instance) not in _kinds:
        return None
    counter = take_turn()
    kind, key = kind_of(instance).name, key_of(instance)
    latest = PublicRecord.objects.filter(kind=kind, key=key, is_latest=True).first()
    text = rendered(instance) if is_public(instance) else ""
    if latest is None and not text:
        return None
    if latest is not None and latest.document == text:
        return latest
    PublicRecord.objects.filter(kind=kind, key=key, is_latest=True).update(is_latest=False)
    counter.value += 1
    counter.save(update_fields=["value"])
    newest = PublicRecord.objects.create(
        number=counter.value, kind=kind, key=key, document=text, withdrawn=not text
    )
    _tell_listeners([instance])
    return newest


def record_dependents(instance: models.Model) -> None:
    """Record anew what links to `instance`: documents name the slugs of public things only."""
    for kind in _kinds.values():
        fields = [field for field in kind.model._meta.get_fields() if field.concrete]
        names = [field.name for field in fields if field.related_model is type(instance)]
        if names:
            naming = Q(*((name, instance) for name in names), _connector=Q.OR)
            rows = kind.model._default_manager
            for row in rows.filter(pk__in=rows.filter(naming).values("pk")).order_by("pk"):
                record(row)


def slugs_of(items: Iterable[models.Model]) -> list[str]:
    """Return the slugs of `items`, sorted."""
    return sorted(map(key_of, items))


def key_of(instance: models.Model) -> str:
    return str(instance.slug)  # type: ignore[attr-defined]


def newest_number() -> int:
    """Return the number of the newest record; 0 when there is none."""
    return RecordCounter.objects.filter(pk=1).values_list("value", flat=True).first() or 0


class Named(Protocol):
    """A public thing, or its state, as far as its records are asked for."""

    @property
    def slug(self) -> str: ...

    @property
    def updated_at(self) -> datetime: ...


def told_at(kind: str, items: Sequence[Named]) -> dict[str, datetime]:
    """Return when the public was last told anything new of each of `items`, by slug. One query.

    A row may be written without a change that anybody could see: that is no news. Of what has
    no record the row tells.
    """
    if not items:
        return {}
    latest = PublicRecord.objects.latest_of(kind).of_keys(item.slug for item in items)
    told = dict(latest.values_list("key", "recorded_at"))
    return {item.slug: told.get(item.slug, item.updated_at) for item in items}


@transaction.atomic
def renew_epoch() -> str:
    """Say that numbers may be given again, as after a restore, and return the new epoch."""
    counter = take_turn()
    counter.epoch = random_mark()
    counter.save(update_fields=["epoch"])
    return counter.epoch


def discrepancies() -> Iterator[Discrepancy]:
    """Compare every latest record with a fresh rendering, and yield what differs."""
    for kind in _kinds.values():
        told = {row.key: row for row in PublicRecord.objects.latest_of(kind.name).living()}
        for instance in kind.prepare():
            if not is_public(instance):
                continue
            row = told.pop(key_of(instance), None)
            if row is None:
                yield Discrepancy(kind.name, key_of(instance), "is public and has no record")
            elif row.document != orjson.dumps(kind.render(instance)).decode():
                yield Discrepancy(kind.name, row.key, "the record differs from the database")
        for key in told:
            yield Discrepancy(kind.name, key, "the record tells of something not public")


def renew() -> int:
    """Record anew all that a fresh rendering words otherwise, and return how many it was.

    A release that adds a field, or says dates in other words, asks for it. Items that no
    longer exist keep their records.
    """
    before = newest_number()
    for kind in _kinds.values():
        for instance in kind.prepare():
            record(instance)
    return newest_number() - before

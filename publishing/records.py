"""The record of what the public was told, written in the transaction that tells it.

Each app registers, in its `public_document`, how its models are rendered; `record` then compares a fresh rendering
with the newest record and appends where they differ. The API reads only these records.

Whether they tell what the database holds can be asked: what differs is found, and recorded anew. A restored database
gets another epoch.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import orjson
from django.db import models, transaction

from i18n.texts import CODES
from i18n.typography import printed_markup
from publishing import outbox
from publishing.models import PublicRecord, Publishable, RecordCounter, ToldPhoto, random_mark
from publishing.querysets import is_published

Render = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class RecordKind:
    """How one model appears in public: its plural name in addresses, its key, its document."""

    name: str
    model: type[models.Model]
    render: Render
    #: Loads rows with all that `render` reads; of what is public by something else, those that are.
    prepare: Callable[[], models.QuerySet[Any]]


#: Primary keys to keys, by kind.
Rows = Mapping[RecordKind, Mapping[Any, str]]

_kinds: dict[type[models.Model], RecordKind] = {}
#: What is told by pages alone, and has no document: the name under which it is followed.
_pages: dict[type[models.Model], str] = {}


class PendingRecords(NamedTuple):
    """What is recorded later, together, by whoever holds the turn."""

    counter: RecordCounter
    #: Primary keys to keys, by kind.
    rows: dict[RecordKind, dict[Any, str]]


_pending: ContextVar[PendingRecords | None] = ContextVar("_pending", default=None)
#: The address of a photo in a document: events.images.name_of.
PHOTO = re.compile(r"/photos/([0-9a-f]{24})-")
#: Rows that are rendered anew in one transaction, where it is all of them.
MOST_AT_ONCE = 500


def register(kind: RecordKind) -> None:
    """Make `kind.model` recordable. Called by each app as it is loaded: `publishing.apps`."""
    _kinds[kind.model] = kind


def register_page(name: str, model: type[models.Model]) -> None:
    """Let what follows the public's news follow `model` too, of which no machine is told."""
    _pages[model] = name


def kinds() -> list[RecordKind]:
    """Return every registered kind."""
    return list(_kinds.values())


def kind_named(name: str) -> RecordKind:
    """Return the registered kind called `name`; KeyError when there is none."""
    return {kind.name: kind for kind in _kinds.values()}[name]


def model_named(name: str) -> type[models.Model]:
    """Return of which model things are that are noted under `name`; KeyError when there is none."""
    return {own: model for model, own in _pages.items()}.get(name) or kind_named(name).model


def kind_of(instance: models.Model) -> RecordKind:
    """Return how things like `instance` appear in public."""
    return _kinds[type(instance)]


def thing_of(instance: models.Model) -> outbox.Thing:
    """Return what `instance` is noted as."""
    return outbox.Thing(_pages.get(type(instance)) or kind_of(instance).name, key_of(instance))


def is_public(instance: models.Model) -> bool:
    return instance.is_published if isinstance(instance, Publishable) else True


def take_turn() -> RecordCounter:
    """Wait until no other transaction tells the public anything, and return the locked counter.

    Every writer does this before it locks a row of its own: so two of them never wait for
    each other, and numbers rise in the order of commits.
    """
    if pending := _pending.get():
        return pending.counter
    counter = RecordCounter.objects.select_for_update().filter(pk=1).first()
    if counter is None:
        RecordCounter.objects.get_or_create(pk=1)
        counter = RecordCounter.objects.select_for_update().get(pk=1)
    return counter


@transaction.atomic(savepoint=False)
def record(instance: models.Model) -> PublicRecord | None:
    """Bring the record of `instance` up to date and return it; None when nothing was ever told.

    Appends a record when the public document changed or appeared, a tombstone when it
    went. Idempotent. Of a page without a document only what follows it is noted.
    """
    if type(instance) in _pages:
        outbox.note([thing_of(instance)])
    if type(instance) not in _kinds:
        return None
    kind, key = kind_of(instance), key_of(instance)
    return _record({kind: {instance.pk: key}}).get(outbox.Thing(kind.name, key))


def record_dependents(instance: models.Model) -> None:
    """Record anew what links to `instance`: documents name the slugs of public things only.

    The number of queries does not depend on how many these are.
    """
    for kind in _kinds.values():
        fields = [field for field in kind.model._meta.get_fields() if field.concrete]
        names = [field.name for field in fields if field.related_model is type(instance)]
        if names:
            naming = models.Q(*((name, instance) for name in names), _connector=models.Q.OR)
            rows = kind.model._default_manager.filter(naming).order_by("pk")
            _record({kind: dict(rows.values_list("pk", "slug"))})


#: The primary key of no row: whatever is told of it is that it is gone.
NOBODY = 0


def record_left(instance: models.Model, key: str) -> None:
    """Leave a tombstone at `key`, under which the public knew `instance` until now."""
    _record({kind_of(instance): {NOBODY: key}})


@contextmanager
def together() -> Iterator[PendingRecords]:
    """Bring what is recorded meanwhile up to date at the end, in one pass.

    What is told in steps is recorded once, as it stands then. Yields what waits: clear it where all of it
    is undone. Belongs inside a transaction; one within another leaves it to that.
    """
    outer = _pending.get()
    pending = PendingRecords(take_turn(), {}) if outer is None else outer
    token = _pending.set(pending)
    try:
        yield pending
    finally:
        _pending.reset(token)
    if outer is None:
        record_rows(pending.rows)


def record_rows(rows: Rows) -> None:
    """Bring the records of any number of rows up to date: primary keys to keys, by kind, in order."""
    each = [(kind, pk, key) for kind, keys in rows.items() for pk, key in keys.items()]
    for start in range(0, len(each), MOST_AT_ONCE):
        some: dict[RecordKind, dict[Any, str]] = {}
        for kind, pk, key in each[start : start + MOST_AT_ONCE]:
            some.setdefault(kind, {})[pk] = key
        _record(some)


def _record(rows: Rows) -> dict[outbox.Thing, PublicRecord]:
    """Bring the records of rows up to date, and return them; or let `together` do it."""
    if pending := _pending.get():
        for kind, keys in rows.items():
            pending.rows.setdefault(kind, {}).update(keys)
        return {}
    if not any(rows.values()):
        return {}
    counter = take_turn()
    latest = _latest(rows)
    texts = {
        thing: text for kind, keys in rows.items() for thing, text in _texts(kind, keys, latest)
    }
    changed = [
        thing
        for thing in texts
        if texts[thing] != (latest[thing].document if thing in latest else "")
    ]
    if changed:
        replaced = [latest[thing].pk for thing in changed if thing in latest]
        PublicRecord.objects.filter(pk__in=replaced).update(is_latest=False)
        numbers = enumerate(changed, start=counter.value + 1)
        latest |= {thing: _new_record(number, thing, texts[thing]) for number, thing in numbers}
        PublicRecord.objects.bulk_create([latest[thing] for thing in changed])
        _note_photos(texts[thing] for thing in changed)
        counter.value += len(changed)
        counter.save(update_fields=["value"])
        outbox.note(changed)
    return latest


def _note_photos(texts: Iterable[str]) -> None:
    """Note the photos that documents tell of, so that whoever asks for one later need not look through all of them."""
    digests = {digest for text in texts for digest in PHOTO.findall(text)}
    if digests:
        rows = [ToldPhoto(digest=digest) for digest in sorted(digests)]
        ToldPhoto.objects.bulk_create(rows, ignore_conflicts=True)


def _latest(rows: Rows) -> dict[outbox.Thing, PublicRecord]:
    """Return the newest record of each row that has one. One query."""
    things = {outbox.Thing(kind.name, key) for kind, keys in rows.items() for key in keys.values()}
    kinds, keys = {thing.kind for thing in things}, {thing.key for thing in things}
    found = PublicRecord.objects.latest_of(*kinds).of_keys(keys)
    named = ((outbox.Thing(row.kind, row.key), row) for row in found)
    return {thing: row for thing, row in named if thing in things}


def _texts(
    kind: RecordKind, keys: Mapping[Any, str], latest: Mapping[outbox.Thing, PublicRecord]
) -> Iterator[tuple[outbox.Thing, str]]:
    """Yield the document of each row, rendered of what the database holds; an empty text where it is not public."""
    things = {pk: outbox.Thing(kind.name, key) for pk, key in keys.items()}
    is_told = not latest.keys().isdisjoint(things.values()) or _any_is_public(kind, keys)
    public = _public(kind.prepare().filter(pk__in=keys)).order_by() if is_told else ()
    texts = {things[row.pk]: _told(kind, row) for row in public}
    yield from (dict.fromkeys(things.values(), "") | texts).items()


def _told(kind: RecordKind, row: models.Model) -> str:
    """Return the document of `row` as it is stored, its texts with the marks of print."""
    return orjson.dumps(in_print(kind.render(row))).decode()


def in_print(value: Any, language: str = "") -> Any:
    """Return part of a document with the marks of print in each text that stands under its language."""
    if isinstance(value, dict):
        return {key: in_print(part, key if key in CODES else "") for key, part in value.items()}
    if isinstance(value, list):
        return [in_print(part) for part in value]
    return printed_markup(value, language) if language and isinstance(value, str) else value


def _any_is_public(kind: RecordKind, keys: Mapping[Any, str]) -> bool:
    """Whether a document has to be rendered at all: a draft is looked at often, and costs little so."""
    rows = kind.model._default_manager.all() if _is_published_by_itself(kind) else kind.prepare()
    return _public(rows.filter(pk__in=keys)).exists()


def _is_published_by_itself(kind: RecordKind) -> bool:
    return issubclass(kind.model, Publishable)


def _public(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    if issubclass(rows.model, Publishable):
        return rows.filter(is_published())
    return rows


def _new_record(number: int, thing: outbox.Thing, text: str) -> PublicRecord:
    return PublicRecord(
        number=number, kind=thing.kind, key=thing.key, document=text, withdrawn=not text
    )


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
    times = dict(latest.values_list("key", "recorded_at"))
    return {item.slug: times.get(item.slug, item.updated_at) for item in items}


@dataclass(frozen=True)
class Discrepancy:
    """A latest record that is not what a fresh rendering gives."""

    kind: str
    key: str
    problem: str


def rendered(instance: models.Model) -> str:
    """Return the public document of `instance` as JSON text, every language in it.

    The row is read anew, so that the text tells what the database holds.
    """
    kind = kind_of(instance)
    fresh = kind.prepare().get(pk=instance.pk)
    return _told(kind, fresh)


def discrepancies() -> Iterator[Discrepancy]:
    """Compare every latest record with a fresh rendering, and yield what differs."""
    for kind in kinds():
        rows = {row.key: row for row in PublicRecord.objects.latest_of(kind.name).living()}
        for instance in kind.prepare():
            if not is_public(instance):
                continue
            row = rows.pop(key_of(instance), None)
            if row is None:
                yield Discrepancy(kind.name, key_of(instance), "is public and has no record")
            elif row.document != _told(kind, instance):
                yield Discrepancy(kind.name, row.key, "the record differs from the database")
        for key in rows:
            yield Discrepancy(kind.name, key, "the record tells of something not public")


def renew() -> int:
    """Record anew all that a fresh rendering words otherwise, and return how many it was.

    A release that adds a field, or says dates in other words, asks for it. Items that no
    longer exist keep their records.
    """
    before = newest_number()
    for kind in kinds():
        keys = kind.model._default_manager.order_by("pk").values_list("pk", "slug")
        with transaction.atomic():
            record_rows({kind: dict(keys)})
    return newest_number() - before


@transaction.atomic
def renew_epoch() -> str:
    """Say that numbers may be given again, as after a restore, and return the new epoch."""
    counter = take_turn()
    counter.epoch = random_mark()
    counter.save(update_fields=["epoch"])
    return counter.epoch

"""Keeping the index: it follows what the public sees, as soon as that is told.

It never stops whoever tells: a change is noted in their transaction, and followed after it
(publishing.outbox). Until then results are filtered by publication.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction

from publishing import outbox, records, stamp
from publishing.outbox import Thing
from search.models import Entry, EntryKind, Posting
from search.sources import SOURCES, Source

logger = logging.getLogger(__name__)


#: As the index listens.
SEARCH = "search"

#: How much each term tells of one entry.
Weights = dict[str, int]
#: The columns of a posting that the database does not fill itself.
POSTED = ("entry_id", "term", "weight")


def write(source: Source, rows: Sequence[models.Model]) -> set[Thing]:
    """Write the entries of public rows, and return those that could not be analysed."""
    weights = {records.key_of(row): _weights_of(source, row) for row in rows}
    _different(source.kind, {key: terms for key, terms in weights.items() if terms is not None})
    _own(source.kind, rows)
    return {records.thing_of(row) for row in rows if weights[records.key_of(row)] is None}


def _own(kind: EntryKind, rows: Iterable[models.Model]) -> None:
    """Note of which presidency the entries of `rows` are."""
    keys: defaultdict[Any, list[str]] = defaultdict(list)
    for row in rows:
        keys[getattr(row, "presidency_id", None)].append(records.key_of(row))
    for owner, own in keys.items():
        entries = Entry.objects.filter(kind=kind, key__in=own)
        entries.exclude(presidency=owner).update(presidency=owner)


def _weights_of(source: Source, row: models.Model) -> Weights | None:
    """Return what a public row tells; None where that fails, which is logged."""
    try:
        return source.weights(row)
    except Exception:  # whatever a text does to its analysis, the others are to be found
        logger.exception("The search cannot follow: %s.", "/".join(records.thing_of(row)))
        return None


def _different(kind: EntryKind, weights: Mapping[str, Weights]) -> int:
    """Write the entries whose terms are not the wanted ones, and return how many they were."""
    entries = _entries(kind, weights)
    stored_weights: defaultdict[int, Weights] = defaultdict(dict)
    every = Posting.objects.filter(entry__in=entries.values())
    for pk, term, weight in every.order_by().values_list("entry_id", "term", "weight"):
        stored_weights[pk][term] = weight
    anew = {
        entries[key].pk: terms
        for key, terms in weights.items()
        if stored_weights[entries[key].pk] != terms
    }
    Posting.objects.filter(entry__in=[pk for pk in anew if stored_weights[pk]]).delete()
    _insert((pk, term, weight) for pk, terms in anew.items() for term, weight in terms.items())
    return len(anew)


def _insert(rows: Iterable[tuple[int, str, int]]) -> None:
    """Write postings. A whole plan has 66,000: to make a model of each took a sixth of a load."""
    table, *columns = map(connection.ops.quote_name, (Posting._meta.db_table, *POSTED))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES (%s, %s, %s)"  # noqa: S608 (names of our own)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def _entries(kind: EntryKind, keys: Iterable[str]) -> dict[str, Entry]:
    """Return the entry of each key, made where there was none."""
    there = {entry.key for entry in Entry.objects.filter(kind=kind, key__in=keys)}
    Entry.objects.bulk_create(Entry(kind=kind, key=key) for key in keys if key not in there)
    return {entry.key: entry for entry in Entry.objects.filter(kind=kind, key__in=keys)}


@transaction.atomic
def rebuild(watch: Callable[[EntryKind], None]) -> int:
    """Write every entry anew and take out what is not public; return how many were different.

    `watch` is told of each item by its kind.
    """
    records.take_turn()
    stamp.renew(stamp.INDEX)
    different = 0
    for source in SOURCES:
        keys: list[str] = []
        for row in (rows := list(source.public())):
            weights = {records.key_of(row): source.weights(row)}
            different += _different(source.kind, weights)
            keys += weights
            watch(source.kind)
        _own(source.kind, rows)
        strays = Entry.objects.filter(kind=source.kind).exclude(key__in=keys)
        different += strays.count()
        strays.delete()
    outbox.forget(SEARCH)
    return different


def size() -> int:
    """Return how many public items there are to be found."""
    return sum(source.public().count() for source in SOURCES)


@outbox.listener(SEARCH)
def follow(things: Sequence[Thing]) -> set[Thing]:
    """Write the entries of `things`, and of all that name them, as the public sees them now.

    Returns those whose texts could not be analysed, which is logged: their entries stay.
    """
    stamp.renew(stamp.INDEX)
    keys: defaultdict[type[models.Model], set[str]] = defaultdict(set)
    for thing in things:
        keys[records.model_named(thing.kind)].add(thing.key)
    alike = {
        model: list(model._base_manager.filter(slug__in=slugs)) for model, slugs in keys.items()
    }
    again: set[Thing] = set()
    for source in SOURCES:
        condition = models.Q(slug__in=keys[source.model])
        for model, lookups in source.named_by.items():
            condition |= _naming(lookups, alike.get(model, []))
        pks = source.model._base_manager.filter(condition).values("pk")
        rows = list(source.public().filter(pk__in=pks))
        again |= write(source, rows)
        missing_keys = keys[source.model] - set(map(records.key_of, rows))
        Entry.objects.filter(kind=source.kind, key__in=missing_keys).delete()
    return again


def _naming(lookups: Iterable[str], items: Sequence[models.Model]) -> models.Q:
    """Return what holds of the rows that name one of `items`; of none without items."""
    none = models.Q(pk__in=[])
    return (
        models.Q(*((f"{lookup}__in", items) for lookup in lookups), _connector=models.Q.OR)
        if items
        else none
    )

"""Keeping the index: what it holds is always what the public sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import models, transaction
from django.db.models import Q

from publishing import records
from publishing.languages import CODES
from search.models import Entry, Posting
from search.parts import weigh
from search.sources import SOURCES, Source
from search.states import Kind

#: How much each term tells of one entry.
Weights = dict[str, int]


@transaction.atomic
def follow(items: Sequence[models.Model]) -> None:
    """Bring the entries of `items`, and of all that name them, to what the public sees now.

    Called by publishing.records in the transaction that tells the public.
    """
    alike: defaultdict[type[models.Model], list[models.Model]] = defaultdict(list)
    for item in items:
        alike[type(item)].append(item)
    for source in SOURCES:
        mine = alike.get(source.model, [])
        found = Q(pk__in=[item.pk for item in mine])
        for model, lookups in source.named_by.items():
            found |= _naming(lookups, alike.get(model, []))
        pks = source.model._base_manager.filter(found).values("pk")
        told = _write(source, list(source.public().filter(pk__in=pks)))
        gone = {records.key_of(item) for item in mine} - told
        Entry.objects.filter(kind=source.kind, key__in=gone).delete()


def _naming(lookups: Iterable[str], items: Sequence[models.Model]) -> Q:
    """Return what holds of the rows that name one of `items`; of none without items."""
    none = Q(pk__in=[])
    return Q(*((f"{lookup}__in", items) for lookup in lookups), _connector=Q.OR) if items else none


def _write(source: Source, rows: Sequence[models.Model]) -> set[str]:
    """Write the entries of public rows, and return their keys."""
    wanted = {records.key_of(row): weigh(source.parts(row), CODES) for row in rows}
    _different(source.kind, wanted)
    return set(wanted)


def _different(kind: Kind, wanted: Mapping[str, Weights]) -> int:
    """Write the entries whose terms are not the wanted ones, and return how many they were."""
    entries = _entries(kind, wanted)
    held: defaultdict[int, Weights] = defaultdict(dict)
    every = Posting.objects.filter(entry__in=entries.values())
    for pk, term, weight in every.order_by().values_list("entry_id", "term", "weight"):
        held[pk][term] = weight
    anew = {
        entries[key].pk: terms for key, terms in wanted.items() if held[entries[key].pk] != terms
    }
    Posting.objects.filter(entry__in=[pk for pk in anew if held[pk]]).delete()
    Posting.objects.bulk_create(
        Posting(entry_id=pk, term=term, weight=weight)
        for pk, terms in anew.items()
        for term, weight in terms.items()
    )
    return len(anew)


def _entries(kind: Kind, keys: Iterable[str]) -> dict[str, Entry]:
    """Return the entry of each key, made where there was none."""
    there = {entry.key for entry in Entry.objects.filter(kind=kind, key__in=keys)}
    Entry.objects.bulk_create(Entry(kind=kind, key=key) for key in keys if key not in there)
    return {entry.key: entry for entry in Entry.objects.filter(kind=kind, key__in=keys)}


@transaction.atomic
def rebuild(watch: Callable[[Kind], None]) -> int:
    """Write every entry anew and take out what is not public; return how many were different.

    `watch` is told of each item by its kind.
    """
    records.take_turn()
    different = 0
    for source in SOURCES:
        keys: list[str] = []
        for row in source.public():
            wanted = {records.key_of(row): weigh(source.parts(row), CODES)}
            different += _different(source.kind, wanted)
            keys += wanted
            watch(source.kind)
        gone = Entry.objects.filter(kind=source.kind).exclude(key__in=keys)
        different += gone.count()
        gone.delete()
    return different


def size() -> int:
    """Return how many public items there are to be found."""
    return sum(source.public().count() for source in SOURCES)

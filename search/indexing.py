"""Keeping the index: what it holds is always what the public sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q

from publishing import records
from publishing.languages import CODES
from search.models import Entry, Posting
from search.parts import weigh
from search.sources import SOURCES, Source, source_of
from search.states import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator


@transaction.atomic
def follow(item: models.Model) -> None:
    """Bring the entry of `item`, and those of all that name it, to what the public sees now.

    Called by publishing.records in the transaction that tells the public.
    """
    source = source_of(type(item))
    if source is not None:
        _follow_one(source, item.pk, records.key_of(item))
    for other, named in _named_by(item):
        for row in named:
            _write(other, row)


def _named_by(item: models.Model) -> Iterator[tuple[Source, models.QuerySet[Any]]]:
    for source in SOURCES:
        lookups = source.named_by.get(type(item), ())
        if lookups:
            named = Q(*((lookup, item) for lookup in lookups), _connector=Q.OR)
            yield source, source.public().filter(pk__in=source.model._base_manager.filter(named))


def _follow_one(source: Source, pk: int, key: str) -> None:
    row = source.public().filter(pk=pk).first()
    if row is None:
        Entry.objects.filter(kind=source.kind, key=key).delete()
    else:
        _write(source, row)


def _write(source: Source, row: models.Model) -> bool:
    """Write the entry of a public row; return whether it was another before."""
    wanted = weigh(source.parts(row), CODES)
    entry, _new = Entry.objects.get_or_create(kind=source.kind, key=records.key_of(row))
    if dict(entry.postings.values_list("term", "weight")) == wanted:
        return False
    entry.postings.all().delete()
    Posting.objects.bulk_create(
        Posting(entry=entry, term=term, weight=weight) for term, weight in wanted.items()
    )
    return True


@transaction.atomic
def rebuild(watch: Callable[[Kind], None]) -> int:
    """Write every entry anew and take out what is not public; return how many were different.

    `watch` is told of each item by its kind.
    """
    records.take_turn()
    different = 0
    for source in SOURCES:
        keys = []
        for row in source.public():
            keys.append(records.key_of(row))
            different += _write(source, row)
            watch(source.kind)
        gone = Entry.objects.filter(kind=source.kind).exclude(key__in=keys)
        different += gone.count()
        gone.delete()
    return different


def size() -> int:
    """Return how many public items there are to be found."""
    return sum(source.public().count() for source in SOURCES)

"""The search listens: it follows what the public sees, as soon as that is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import Q

from publishing import outbox, records
from publishing.outbox import Thing
from search.index import SEARCH, write
from search.models import Entry
from search.sources import SOURCES


@outbox.listener(SEARCH)
def follow(things: Sequence[Thing]) -> set[Thing]:
    """Write the entries of `things`, and of all that name them, as the public sees them now.

    Returns those whose texts could not be analysed, which is logged: their entries stay.
    """
    keys: defaultdict[type[models.Model], set[str]] = defaultdict(set)
    for thing in things:
        keys[records.model_named(thing.kind)].add(thing.key)
    alike = {
        model: list(model._base_manager.filter(slug__in=slugs)) for model, slugs in keys.items()
    }
    again: set[Thing] = set()
    for source in SOURCES:
        found = Q(slug__in=keys[source.model])
        for model, lookups in source.named_by.items():
            found |= _naming(lookups, alike.get(model, []))
        pks = source.model._base_manager.filter(found).values("pk")
        rows = list(source.public().filter(pk__in=pks))
        again |= write(source, rows)
        gone = keys[source.model] - set(map(records.key_of, rows))
        Entry.objects.filter(kind=source.kind, key__in=gone).delete()
    return again


def _naming(lookups: Iterable[str], items: Sequence[models.Model]) -> Q:
    """Return what holds of the rows that name one of `items`; of none without items."""
    none = Q(pk__in=[])
    return Q(*((f"{lookup}__in", items) for lookup in lookups), _connector=Q.OR) if items else none

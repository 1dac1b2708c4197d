"""Whether the records tell what the database holds: what differs is found, and recorded anew.

A restored database gets another epoch.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from django.db import models, transaction

from publishing import records
from publishing.models import PublicRecord, random_mark


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
    kind = records.kind_of(instance)
    fresh = kind.prepare().get(pk=instance.pk)
    return orjson.dumps(kind.render(fresh)).decode()


def discrepancies() -> Iterator[Discrepancy]:
    """Compare every latest record with a fresh rendering, and yield what differs."""
    for kind in records.kinds():
        rows = {row.key: row for row in PublicRecord.objects.latest_of(kind.name).living()}
        for instance in kind.prepare():
            if not records.is_public(instance):
                continue
            row = rows.pop(records.key_of(instance), None)
            if row is None:
                yield Discrepancy(
                    kind.name, records.key_of(instance), "is public and has no record"
                )
            elif row.document != orjson.dumps(kind.render(instance)).decode():
                yield Discrepancy(kind.name, row.key, "the record differs from the database")
        for key in rows:
            yield Discrepancy(kind.name, key, "the record tells of something not public")


def renew() -> int:
    """Record anew all that a fresh rendering words otherwise, and return how many it was.

    A release that adds a field, or says dates in other words, asks for it. Items that no
    longer exist keep their records.
    """
    before = records.newest_number()
    for kind in records.kinds():
        keys = kind.model._default_manager.order_by("pk").values_list("pk", "slug")
        with transaction.atomic():
            records.record_rows(kind, dict(keys))
    return records.newest_number() - before


@transaction.atomic
def renew_epoch() -> str:
    """Say that numbers may be given again, as after a restore, and return the new epoch."""
    counter = records.take_turn()
    counter.epoch = random_mark()
    counter.save(update_fields=["epoch"])
    return counter.epoch

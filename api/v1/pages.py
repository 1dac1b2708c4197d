"""Answers put together from stored texts: no document is read apart or written anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from publishing.models import PublicRecord

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 500


class Row(NamedTuple):
    """What a list reads of one record."""

    number: int
    recorded_at: datetime
    key: str
    document: str
    withdrawn: bool


@dataclass(frozen=True)
class Asked:
    """Which page of which records; `withdrawn` says whether tombstones are in it."""

    after: int = 0
    limit: int = DEFAULT_LIMIT
    updated_since: datetime | None = None
    withdrawn: bool = False

    @classmethod
    def of(cls, cleaned: Mapping[str, Any]) -> Asked:
        """Read a valid form. Who follows changes is told of withdrawn things unless it refuses."""
        after, since = cleaned["after"] or 0, cleaned["updated_since"]
        withdrawn = cleaned["withdrawn"]
        follows = after > 0 or since is not None
        return cls(
            after=after,
            limit=cleaned["limit"] or DEFAULT_LIMIT,
            updated_since=since,
            withdrawn=follows if withdrawn is None else withdrawn,
        )


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    has_more: bool

    @property
    def last_number(self) -> int:
        return self.rows[-1].number if self.rows else 0


def page_of(kind: str, asked: Asked, keys: QuerySet[Any] | None) -> Page:
    """Return the latest records of `kind`, in the order of their numbers. One query.

    `keys` (a query for slugs) narrows what is public; tombstones come whatever it says,
    because nobody can tell any more what they would match.
    """
    records = PublicRecord.objects.latest_of(kind).after(asked.after)
    if asked.updated_since is not None:
        records = records.recorded_since(asked.updated_since)
    if not asked.withdrawn:
        records = records.living()
    if keys is not None:
        records = records.filter(Q(key__in=keys) | Q(withdrawn=True))
    found = records.order_by("number").values_list(*Row._fields)[: asked.limit + 1]
    rows = [Row(*row) for row in found]
    return Page(rows[: asked.limit], has_more=len(rows) > asked.limit)


def item(row: Row) -> str:
    """Return one stored document with its number and time in front, or a tombstone."""
    head = f'{{"record":{row.number},"recorded_at":"{moment(row.recorded_at)}",'
    if row.withdrawn:
        return f'{head}"slug":"{row.key}","withdrawn":true}}'
    return head + row.document[1:]


def moment(recorded_at: datetime) -> str:
    """Return a time in UTC, written with Z: a + would have to be escaped in addresses."""
    return recorded_at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def joined(items: Iterable[str], *, following: str, newest: int) -> bytes:
    """Return a list; `following` is the address of the next page as JSON, or "null"."""
    return f'{{"results":[{",".join(items)}],"next":{following},"newest_record":{newest}}}'.encode()

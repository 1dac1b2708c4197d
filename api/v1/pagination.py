"""Answers put together from stored texts: no document is read apart or written anew.

Pages of lists are kept in the memory of a process: read once while the database bears one stamp. Those that a filter
leaves are read each time: their addresses are many, and they are short.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol, Self, TypeVar

import orjson
from django.db.models import Q, QuerySet

from events.actions import addresses
from publishing import stamp
from publishing.etags import Edition
from publishing.models import PublicRecord


class Long(Protocol):
    @property
    def items(self) -> Sequence[bytes]:
        """Return the texts of its items."""


AnyPage = TypeVar("AnyPage", bound=Long)

#: Bytes of texts. The 109 events of the plan take some 0.3 MB.
ROOM = 8_000_000


class PageMemory:
    """Pages by what was asked for; all go when anything was written, or there is no room. Safe for threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._lock = room, threading.Lock()
        self._stamp, self._used = "", 0
        self._pages: dict[Hashable, object] = {}

    def page(self, asked: Hashable, read: Callable[[], AnyPage]) -> AnyPage:
        """Return what `read` returns, which nobody changes."""
        newest = stamp.read() if stamp.is_true_now() else ""  # before the rows
        if not newest:
            return read()
        with self._lock:
            found = self._pages.get(asked) if self._stamp == newest else None
        if found is None:
            found = read()
            self._keep(newest, asked, found)
        return found  # type: ignore[return-value]  # what was kept under `asked` was read by it

    def _keep(self, newest: str, asked: Hashable, page: Long) -> None:
        size = sum(map(len, page.items))
        with self._lock:
            if self._stamp != newest or self._used + size > self._room:
                self._stamp, self._used, self._pages = newest, 0, {}
            if size <= self._room and asked not in self._pages:
                self._pages[asked] = page
                self._used += size


DEFAULT_LIMIT = 100
LARGEST_LIMIT = 500
#: A record is dated when it is written, and seen when all that is written with it is: by then
#: somebody may have asked for what is newer than its date.
AT_WORK = timedelta(hours=1)


class RecordRow(NamedTuple):
    """What a list reads of one record."""

    number: int
    recorded_at: datetime
    mark: str
    key: str
    document: str
    withdrawn: bool


@dataclass(frozen=True)
class PageRequest:
    """Which page of which records; `withdrawn` says whether tombstones are in it."""

    after: int = 0
    limit: int = DEFAULT_LIMIT
    updated_since: datetime | None = None
    withdrawn: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Read a valid form. Who follows changes is told of withdrawn things unless it refuses."""
        after, since = values["after"] or 0, values["updated_since"]
        withdrawn = values["withdrawn"]
        follows = after > 0 or since is not None
        return cls(
            after=after,
            limit=values["limit"] or DEFAULT_LIMIT,
            updated_since=since,
            withdrawn=follows if withdrawn is None else withdrawn,
        )


class Place(NamedTuple):
    """Where in the public record a page ends."""

    number: int
    mark: str


@dataclass(frozen=True)
class Page:
    """Items as they are told, and where the next page begins, if there is one."""

    items: tuple[bytes, ...]
    following: Place | None


_memory = PageMemory()


def page_of(kind: str, page_request: PageRequest, keys: QuerySet[Any] | None) -> Page:
    """Return the latest records of `kind`, in the order of their numbers. Three queries at most.

    `keys` (a query for slugs) narrows what is public; tombstones come whatever it says,
    because nobody can tell any more what they would match.
    """
    if keys is not None:
        return _read(kind, page_request, keys)
    return _memory.page((kind, page_request), lambda: _read(kind, page_request, None))


def _read(kind: str, page_request: PageRequest, keys: QuerySet[Any] | None) -> Page:
    records = PublicRecord.objects.latest_of(kind).after(page_request.after)
    if page_request.updated_since is not None:
        records = records.recorded_since(page_request.updated_since - AT_WORK)
    if not page_request.withdrawn:
        records = records.living()
    if keys is not None:
        records = records.filter(Q(key__in=keys) | Q(withdrawn=True))
    values = records.order_by("number").values_list(*RecordRow._fields)[: page_request.limit + 1]
    read = [RecordRow(*row) for row in values]
    rows = read[: page_request.limit]
    following = Place(rows[-1].number, rows[-1].mark) if len(read) > len(rows) else None
    slugs = _present_slugs(kind, rows)
    return Page(tuple(item(row, slugs.get(row.key, "")).encode() for row in rows), following)


def _present_slugs(kind: str, rows: Iterable[RecordRow]) -> Mapping[str, str]:
    """Return what those of `rows` are called now that were told to be gone and only moved. One query at most."""
    gone_keys = [row.key for row in rows if row.withdrawn] if kind == "events" else []
    return addresses.present_slugs(gone_keys) if gone_keys else {}


def item(row: RecordRow, moved_to: str = "") -> str:
    """Return one stored document with its number and time in front, or a tombstone.

    A tombstone names the slug that its thing has now, where that is another.
    """
    head = f'{{"record":{row.number},"recorded_at":"{moment(row.recorded_at)}",'
    if row.withdrawn:
        now = f',"moved_to":"{moved_to}"' if moved_to else ""
        return f'{head}"slug":"{row.key}","withdrawn":true{now}}}'
    return head + row.document[1:]


def moment(recorded_at: datetime) -> str:
    """Return a time in UTC, written with Z: a + would have to be escaped in addresses."""
    return recorded_at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def list_document(items: Iterable[bytes], *, following: str | None, newest: Edition) -> bytes:
    """Return a list; `following` is the address of the next page."""
    tail = orjson.dumps({"next": following, **place(newest)})
    return b'{"results":[%b],%b' % (b",".join(items), tail[1:])


def place(newest: Edition) -> dict[str, Any]:
    """Return where the record stood: what a mirror keeps, to ask for what came after."""
    return {
        "newest_record": newest.number,
        "newest_mark": newest.mark,
        "epoch": newest.epoch,
    }

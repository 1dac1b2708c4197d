"""What factories publish is recorded when somebody asks: to write the records of all of it took a tenth of the suite.

Between a factory and the first look at a record, the first row written otherwise, or the first count of queries, nothing
tells a test that they are still to come. A test that commits, or that keeps the index, has them at once.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

import pytest
import time_machine
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing import records
from publishing.models import OutboxMessage, PublicRecord, RecordCounter

P = ParamSpec("P")
T = TypeVar("T")
Keys = dict[records.RecordKind, dict[Any, str]]

ASKED = tuple(model._meta.db_table for model in (PublicRecord, RecordCounter, OutboxMessage))
WRITES = ("INSERT", "UPDATE", "DELETE")
#: What begins a write of accounts and sessions, of which no document tells.
OF_NO_DOCUMENT = tuple(
    f'{verb} "{table}'
    for verb in ("INSERT INTO", "UPDATE", "DELETE FROM")
    for table in ("auth_", "django_session")
)
#: Marks of tests of what follows from a record.
MARKED = ("indexed", "recorded")
#: Fixtures of tests that commit, or that follow at once.
AT_ONCE = {"transactional_db", "live_server", "django_db_reset_sequences", "index_follows"}
#: A clock that was set meanwhile is set back while things are recorded.
SAME_TIME = timedelta(seconds=5)


class Waiting:
    """The rows that factories made public in a test, and when."""

    def __init__(self) -> None:
        self.rows: Keys = {}
        self.recorded: Keys = {}
        self.at: datetime | None = None
        self.is_making = False

    @contextmanager
    def making(self) -> Iterator[None]:
        """Keep what is told meanwhile for later, without the turn that a writer waits for: a test writes alone."""
        now = timezone.now()
        if self.at and abs(now - self.at) > SAME_TIME:
            self.record()
        self.at, self.is_making = now, True
        pending = records._pending.get() or records.PendingRecords(RecordCounter(pk=1), {})
        token, dependents = records._pending.set(pending), records.record_dependents
        records.record_dependents = nobody_names
        try:
            yield
            add(self.rows, pending.rows)
            pending.rows.clear()
        finally:
            records.record_dependents = dependents
            records._pending.reset(token)
            self.is_making = False

    def record(self) -> None:
        """Record what waits, as of the time at which it was made."""
        rows, self.rows = self.rows, {}
        if not rows or self.at is None:
            return
        add(self.recorded, rows)
        moved = abs(timezone.now() - self.at) > SAME_TIME
        with time_machine.travel(self.at) if moved else nullcontext():
            records.record_rows(rows)

    def before(self, execute: Callable[..., object], sql: str, *arguments: object) -> object:
        """Record before a statement that tells of records, or that writes (an execute_wrapper)."""
        if not self.is_making:
            if sql.startswith("ROLLBACK TO"):
                add(self.rows, self.recorded)  # perhaps undone: to record again changes nothing
            elif self.rows and _tells_or_moves(sql):
                self.record()
        return execute(sql, *arguments)


def _tells_or_moves(sql: str) -> bool:
    """Whether a statement asks for records, or may write what they tell."""
    writes = sql.startswith(WRITES) and not sql.startswith(OF_NO_DOCUMENT)
    return writes or any(table in sql for table in ASKED)


def nobody_names(_row: models.Model) -> None:
    """Look for nothing that names a row that was just made: nothing does."""


_waiting: Waiting | None = None


def add(to: Keys, rows: Keys) -> None:
    for kind, keys in rows.items():
        to.setdefault(kind, {}).update(keys)


@contextmanager
def when_asked() -> Iterator[None]:
    """Let what factories tell meanwhile be recorded when somebody asks, in this thread's connection."""
    global _waiting
    _waiting = Waiting()
    try:
        with connection.execute_wrapper(_waiting.before):
            yield
    finally:
        _waiting = None


def may_wait(item: pytest.Item) -> bool:
    """Return whether the records of a test can wait: it writes in one transaction, and nothing follows what is told."""
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and (marker.kwargs.get("transaction") or marker.args)
    fixtures = getattr(item, "fixturenames", ())
    return not (
        commits or any(map(item.get_closest_marker, MARKED)) or AT_ONCE.intersection(fixtures)
    )


def record_waiting() -> None:
    """Record what waits."""
    if _waiting:
        _waiting.record()


def count_without() -> None:
    """Let what is to be recorded be no part of any count of queries."""
    enter = CaptureQueriesContext.__enter__

    def enter_recorded(queries: CaptureQueriesContext) -> CaptureQueriesContext:
        record_waiting()
        return enter(queries)

    CaptureQueriesContext.__enter__ = enter_recorded  # type: ignore[assignment, method-assign]


def told_later(make: Callable[P, T]) -> Callable[P, T]:
    """Keep for later what `make` tells the public, where a test has it so."""

    @functools.wraps(make)
    def made(*args: P.args, **values: P.kwargs) -> T:
        if _waiting is None or _waiting.is_making or values.get("withdrawn"):
            return make(*args, **values)  # a withdrawal is told of what was told before
        with _waiting.making():
            return make(*args, **values)

    return made


def last_told(kind: str, key: str) -> dict[str, Any]:
    """Return what the public was told last of an item; nothing of one that is withdrawn."""
    document = PublicRecord.objects.latest_of(kind).get(key=key).document
    return json.loads(document) if document else {}

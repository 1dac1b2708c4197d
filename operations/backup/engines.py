"""A database as one file, and back: all or nothing, by the tools of its engine."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from django.db import DEFAULT_DB_ALIAS, connections

from operations.backup.errors import HELD, BackupError
from operations.backup.postgresql import PostgreSQL

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from django.db.backends.base.base import BaseDatabaseWrapper

#: Seconds in which others must have let go of the database.
PATIENCE = 20


class Engine(Protocol):
    """What a backup asks of an engine."""

    def dump(self, database: BaseDatabaseWrapper, path: Path) -> None:
        """Write what `database` holds at one moment to `path`."""

    def load(self, path: Path, database: BaseDatabaseWrapper) -> None:
        """Put what `path` holds in the place of all that `database` holds, or change nothing."""

    def scratch(
        self, database: BaseDatabaseWrapper, folder: Path
    ) -> AbstractContextManager[BaseDatabaseWrapper]:
        """Give an empty database beside `database`, gone afterwards; `folder` is for its files."""

    def faults(self, database: BaseDatabaseWrapper) -> list[str]:
        """Return what the engine itself finds wrong."""


class SQLite:
    """By the online backup of SQLite (sqlite.org/backup.html), while others read and write."""

    def dump(self, database: BaseDatabaseWrapper, path: Path) -> None:
        database.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            database.connection.backup(target)
            # One file: the journal beside it is not copied.
            target.execute("PRAGMA journal_mode=DELETE")

    def load(self, path: Path, database: BaseDatabaseWrapper) -> None:
        database.ensure_connection()
        since = time.monotonic()

        def wait(status: int, _remaining: int, _total: int) -> None:
            held = status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if held and time.monotonic() - since > PATIENCE:
                raise BackupError(HELD)

        with closing(sqlite3.connect(path)) as source:
            source.backup(database.connection, progress=wait, sleep=0.1)

    @contextmanager
    def scratch(self, database: BaseDatabaseWrapper, folder: Path) -> Iterator[BaseDatabaseWrapper]:
        with TemporaryDirectory(dir=folder) as home:
            beside = database.copy(DEFAULT_DB_ALIAS)
            beside.settings_dict["NAME"] = Path(home) / "scratch.sqlite3"
            try:
                yield beside
            finally:
                beside.close()

    def faults(self, database: BaseDatabaseWrapper) -> list[str]:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            said = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            return said + [f"a row of {row[0]} names one that is missing" for row in cursor]


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine_of(database: BaseDatabaseWrapper) -> Engine:
    return ENGINES[database.vendor]


@contextmanager
def asked(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Let all queries of this thread go to `database` meanwhile."""
    own = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        database.close()
        connections[DEFAULT_DB_ALIAS] = own

"""A database as one file, and back: all or nothing, by the tools of its engine.

SQLite's is its own backup; PostgreSQL's is a file of SQL, by pg_dump and, in one transaction, psql.
"""

import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient
from django.db.utils import ProgrammingError

from operations.backup.errors import HELD, BackupError, of_report

#: Seconds in which others must have let go of the database, or of a table.
PATIENCE = 20
#: Where Debian keeps those of each version; the wrappers on the PATH come first.
DEBIAN = "usr/lib/postgresql/*/bin"
#: Takes away all that is in the schema of the portal, and leaves the schema, its owner and its grants.
EMPTY = """
SET client_min_messages = warning;
DO $$ DECLARE statement text; BEGIN
    FOR statement IN
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE',
            CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        ORDER BY c.relkind = 'S'
    LOOP EXECUTE statement; END LOOP;
    FOR statement IN
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
        FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    LOOP EXECUTE statement; END LOOP;
END $$;
"""


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


class PostgreSQL:
    """By pg_dump, which sees one moment, while others read and write."""

    def dump(self, database: BaseDatabaseWrapper, path: Path) -> None:
        arguments, environment = _reached(database)
        command = ["pg_dump", "--no-owner", "--no-privileges", f"--file={path}", *arguments]
        _run(command, environment)

    def load(self, path: Path, database: BaseDatabaseWrapper) -> None:
        arguments, environment = _reached(database)
        database.close()
        once = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        steps = ["--output=/dev/null", f"--command={EMPTY}", f"--file={path}"]
        patient = {**environment, "PGOPTIONS": f"-c lock_timeout={PATIENCE}s"}
        _run(["psql", *once, *steps, *arguments], patient)

    @contextmanager
    def scratch(
        self, database: BaseDatabaseWrapper, _folder: Path
    ) -> Iterator[BaseDatabaseWrapper]:
        name = f"portal_scratch_{secrets.token_hex(4)}"
        outside = database.copy("outside")
        beside = database.copy(DEFAULT_DB_ALIAS)
        beside.settings_dict["NAME"] = name
        try:
            with outside.cursor() as cursor:
                cursor.execute(
                    "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
                )
                collate, ctype = cursor.fetchone()
                cursor.execute(
                    f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' "
                    f"LC_COLLATE '{collate}' LC_CTYPE '{ctype}'"
                )
            yield beside
        except ProgrammingError as error:
            if "permission denied to create database" not in str(error):
                raise
            raise BackupError(
                "A backup is proved in a database beside the portal's, and its role may make none: "
                "`ALTER ROLE … CREATEDB`, as PostgreSQL's administrator."
            ) from error
        finally:
            beside.close()
            with outside.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            outside.close()

    def faults(self, database: BaseDatabaseWrapper) -> list[str]:
        """Nothing: to load it checks every constraint."""
        return []


def _reached(database: BaseDatabaseWrapper) -> tuple[list[str], dict[str, str]]:
    """Return how the tools reach `database`: their arguments, and what must not stand there."""
    (_psql, *arguments), environment = DatabaseClient.settings_to_cmd_args_env(
        database.settings_dict, []
    )
    return arguments, environment or {}


def tool(name: str) -> str:
    """Return where a tool of PostgreSQL is. Raises BackupError."""
    found = shutil.which(name)
    if found is None:
        places = [path for path in Path("/").glob(f"{DEBIAN}/{name}") if os.access(path, os.X_OK)]
        newest = max(places, key=lambda path: _version(path.parent.parent.name), default=None)
        found = str(newest) if newest else None
    if found is None:
        raise BackupError(f"{name} is missing (Debian: apt-get install postgresql-client).")
    return found


def _version(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]


def _run(command: list[str], environment: dict[str, str]) -> None:
    name, *arguments = command
    done = subprocess.run(  # noqa: S603 (our own arguments)
        [tool(name), *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise of_report(done.stderr)


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

"""The empty database of the tests: migrated once, copied from then on.

A copy lies under the digest of all the code, data and packages that made it, and `migrate` goes over
it: another line of code, another database.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import connection

from scripts import plan_rows

#: Where SQLite's lies; PostgreSQL's is a database of the same name on the server.
KEPT = plan_rows.ROOT / "var" / "migrated"
PREFIX = "test_migrated_"


@contextlib.contextmanager
def once() -> Iterator[None]:
    """Let Django's creation of the test database begin with a copy, and leave one for the next."""
    create = connection.creation.create_test_db
    copies = OnSQLite(name()) if connection.vendor == "sqlite" else OnPostgreSQL(name())

    def copied_or_created(*args: Any, **options: Any) -> str:
        # One process migrates, the others wait for what it keeps.
        with locked(), copies.begun() as is_copy:
            created: str = create(*args, **options)
            if not is_copy:
                copies.keep()
        return created

    with mock.patch.object(connection.creation, "create_test_db", copied_or_created):
        yield


def copied_to(file: Path) -> bool:
    """Let an SQLite database that is yet to be made begin with the copy, and return whether there is one.

    Under the settings of the tests it is migrated then; under others `migrate` goes over it.
    """
    kept = OnSQLite(name()).file
    if not kept.exists():
        return False
    shutil.copyfile(kept, file)
    return True


def name() -> str:
    """Return the name of what this code, these packages and this Python make."""
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    made_by = [plan_rows.digest(Path(__file__)), sys.version, *sorted(map(str, packages))]
    return PREFIX + hashlib.sha256("\0".join(made_by).encode()).hexdigest()[:16]


@contextlib.contextmanager
def locked() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"lock-{connection.vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class OnSQLite:
    """The database in memory is filled before Django opens it."""

    def __init__(self, name: str) -> None:
        self.file = KEPT / f"{name}.sqlite3"

    @contextlib.contextmanager
    def begun(self) -> Iterator[bool]:
        if not self.file.exists():
            yield False
            return
        memory = connection.creation._get_test_db_name()  # type: ignore[attr-defined]  # untyped
        with (
            contextlib.closing(sqlite3.connect(memory, uri=True)) as target,
            contextlib.closing(sqlite3.connect(self.file)) as source,
        ):
            source.backup(target)
            yield True

    def keep(self) -> None:
        """Write whole or not at all; what older code made goes."""
        for old in KEPT.glob(f"{PREFIX}*"):
            old.unlink()
        half = KEPT / f"{os.getpid()}.half"
        with contextlib.closing(sqlite3.connect(half)) as target:
            connection.connection.backup(target)
        half.rename(self.file)


class OnPostgreSQL:
    """The server copies a database itself."""

    def __init__(self, name: str) -> None:
        self.name = name

    @contextlib.contextmanager
    def begun(self) -> Iterator[bool]:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            exists = cursor.fetchone() is not None
        template = {"TEMPLATE": self.name} if exists else {}
        with mock.patch.dict(connection.settings_dict["TEST"], template):
            yield exists

    def keep(self) -> None:
        """Copy what was just made; what older code made goes."""
        made = connection.settings_dict["NAME"]
        connection.close()  # a database in use is no template
        with connection._nodb_cursor() as cursor:
            like = PREFIX.replace("_", r"\_") + "%"
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like])
            for (old,) in cursor.fetchall():
                cursor.execute(f"DROP DATABASE {connection.ops.quote_name(old)}")
            kept, template = map(connection.ops.quote_name, (self.name, made))
            cursor.execute(f"CREATE DATABASE {kept} TEMPLATE {template}")

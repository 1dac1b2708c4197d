"""A copy of what the portal shows, one SQLite file beside its processes: read while no database answers.

It holds rows alone, as they were in one moment: no triggers, no accounts, no sessions, nothing of the desk. The time of
the file says until when it was surely true. ADR 0022 says why.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from publishing import etags, stamp
from publishing.models import OutboxMessage, ScheduledPublication, SentForm

#: Among DATABASES, where DATABASE_SNAPSHOT names the file.
ALIAS = "snapshot"
#: Of people at work: their tables are there, and empty.
WITHOUT_ROWS = (OutboxMessage, ScheduledPublication, SentForm)
#: Apps that no public page shows anything of.
LEFT_OUT = {"staff"}
#: Rows that are written at once.
ROWS = 1_000


def is_there() -> bool:
    """Whether this installation has one (DATABASE_SNAPSHOT)."""
    return ALIAS in connections.databases


def place() -> Path:
    """Return where it lies. Raises ImproperlyConfigured where none is wanted."""
    if not settings.DATABASE_SNAPSHOT:
        raise ImproperlyConfigured(
            "DATABASE_SNAPSHOT is not set. It names the file from which readers are answered while "
            "the database does not answer: var/snapshot.sqlite3, for one."
        )
    return Path(settings.DATABASE_SNAPSHOT).absolute()


def true_at() -> float:
    """Return until when it was surely true, in seconds since 1970. Raises OSError where there is no file."""
    return place().stat().st_mtime


def fault() -> str:
    """Return why no reader could be answered from the file that is there; "" where one could. Reads all of it."""
    version = _version_of(place(), reads_all=True)
    if version is None:
        return "cannot be read, or is damaged"
    return "" if version[1] == _shape() else "is of another release"


def write() -> bool:
    """Write it anew where anything was written since, and return whether so. Raises OSError.

    Who reads it meanwhile has the old one; there is never half of one.
    """
    path, moment = place(), time.time()
    with _one_moment():
        version = (stamp.read(DEFAULT_DB_ALIAS), _shape())
        is_new = _version_of(path) != version
        if is_new:
            _put(path, version[1])
    os.utime(path, (moment, moment))
    return is_new


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database as it is now, whatever is written meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _shape() -> int:
    """Return what tells apart the tables of two releases, as SQLite's user_version takes it."""
    return int(etags.release(), 16) & 0x7FFFFFFF


def _version_of(path: Path, *, reads_all: bool = False) -> tuple[str, int] | None:
    """Return of which stamp and release the file is that is there; None where it is none of ours, or damaged."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as there:
            (value,) = there.execute("SELECT value FROM publishing_stamp WHERE id = 1").fetchone()
            (shape,) = there.execute("PRAGMA user_version").fetchone()
            is_whole = not reads_all or there.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except (sqlite3.Error, TypeError):
        return None
    return (value, shape) if is_whole else None


def _put(path: Path, shape: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".snapshot-") as folder:
        part = Path(folder) / path.name
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(part)}
        handler = ConnectionHandler({DEFAULT_DB_ALIAS: database})
        with closing(handler[DEFAULT_DB_ALIAS]) as copy:
            _fill(copy, shape)
        part.chmod(0o600)  # drafts are in it
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)


def _fill(copy: BaseDatabaseWrapper, shape: int) -> None:
    with copy.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute(f"PRAGMA user_version = {shape}")
    with copy.schema_editor() as editor:
        for model in _models(auto_created=False):
            editor.create_model(model)
    copy.disable_constraint_checking()  # what links to accounts finds none
    with _transaction_of(copy):
        for model in _models(auto_created=True):
            if model not in WITHOUT_ROWS:
                _copy_rows(model, copy)


@contextmanager
def _transaction_of(copy: BaseDatabaseWrapper) -> Iterator[None]:
    copy.set_autocommit(False)
    yield
    copy.commit()
    copy.set_autocommit(True)


def _models(*, auto_created: bool) -> Iterator[type[models.Model]]:
    """Return what has a table; `auto_created` ones, between two models, are made with these."""
    root = Path(settings.BASE_DIR)
    for app in apps.get_app_configs():
        if Path(app.path).parent == root and app.label not in LEFT_OUT:
            for model in app.get_models(include_auto_created=auto_created):
                if model._meta.managed and not model._meta.proxy:
                    yield model


def _copy_rows(model: type[models.Model], copy: BaseDatabaseWrapper) -> None:
    """Copy the columns as they are: no field is asked what it would be now."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    source: models.QuerySet[Any] = models.QuerySet(model, using=DEFAULT_DB_ALIAS)
    values = source.order_by().values_list(*(field.attname for field in fields)).iterator()
    quoted = (copy.ops.quote_name(str(field.column)) for field in fields)
    table, places = copy.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({places})"  # noqa: S608 (names of ours)
    with copy.cursor() as cursor:
        while rows := list(islice(values, ROWS)):
            cursor.executemany(statement, [_stored(fields, row, copy) for row in rows])


def _stored(
    fields: Sequence[models.Field[Any, Any]], row: Sequence[Any], copy: BaseDatabaseWrapper
) -> list[Any]:
    return [field.get_db_prep_save(value, copy) for field, value in zip(fields, row, strict=True)]

"""A stamp on all that a page may show, so that a copy of a page knows when it is old.

Triggers write it: another random value with every transaction that wrote a row of ours, by whatever
door, SQL typed by hand included. The same stamp means the same rows: a restored database brings the
value that it had. It covers drafts too; a page that is made once too often harms nobody. Each table has
a stamp of its own besides, for whoever keeps what follows from some of them.

The triggers stand in no migration. They are taken away before each `migrate`, which may make tables
anew, and put back after it, on those that are there then.
"""

import secrets
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from publishing.models import (
    Failure,
    OutboxMessage,
    ScheduledPublication,
    SentForm,
    Stamp,
    TableStamp,
    ToldPhoto,
)

T = TypeVar("T")

#: Written beside what they are about, or by whoever reads, or for staff alone.
UNSTAMPED: tuple[type[models.Model], ...] = (
    Stamp,
    TableStamp,
    OutboxMessage,
    SentForm,
    ScheduledPublication,
    Failure,
    ToldPhoto,
)
#: Apps whose rows stand on no page: of the desk nothing is public.
UNSTAMPED_APPS = {"staff"}
#: The index of the search, thousands of rows, has a stamp of its own, which its writer renews once for all of them:
#: the name of that, among those of tables.
INDEX = "search index"
UNSTAMPED_TABLES = ("search_entry", "search_posting")

#: On SQLite one transaction writes at a time, so that the row may be written at once.
SQLITE = """
CREATE TRIGGER stamp_{table}_{event} AFTER {event} ON "{table}" BEGIN
    INSERT INTO publishing_stamp (id, value) VALUES (1, lower(hex(randomblob(16))))
    ON CONFLICT (id) DO UPDATE SET value = excluded.value;
    INSERT INTO publishing_tablestamp (name, value) VALUES ('{table}', lower(hex(randomblob(16))))
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;
END
"""
#: On PostgreSQL the row is written at the commit, when nothing else will be waited for: no deadlock.
#: Once in a transaction is enough, and once for each table. Those of tables are written by whoever holds the row of all.
FUNCTION = """
CREATE OR REPLACE FUNCTION publishing_stamp_anew() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    transaction_id text := pg_current_xact_id()::text;
    of_table text := 'portal.stamped_' || TG_TABLE_NAME;
BEGIN
    IF current_setting('portal.stamped', true) IS DISTINCT FROM transaction_id THEN
        INSERT INTO publishing_stamp (id, value)
            VALUES (1, md5(random()::text || clock_timestamp()::text))
            ON CONFLICT (id) DO UPDATE SET value = EXCLUDED.value;
        PERFORM set_config('portal.stamped', transaction_id, true);
    END IF;
    IF current_setting(of_table, true) IS DISTINCT FROM transaction_id THEN
        INSERT INTO publishing_tablestamp (name, value)
            VALUES (TG_TABLE_NAME, md5(random()::text || clock_timestamp()::text))
            ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value;
        PERFORM set_config(of_table, transaction_id, true);
    END IF;
    RETURN NULL;
END $$
"""
POSTGRESQL = """
CREATE CONSTRAINT TRIGGER "stamp_{table}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publishing_stamp_anew()
"""
EVENTS = ("insert", "update", "delete")
#: By vendor: name and table of the triggers that are there.
EXISTING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'stamp\\_%' ESCAPE '\\'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname LIKE 'stamp\\_%%' AND NOT t.tgisinternal "
        "AND c.relnamespace = current_schema()::regnamespace"
    ),
}


#: What was read since a request began that only reads; None outside of one.
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("_read", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask the database for the stamp once at most: for a request that writes nothing."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


#: Whether what is read is for one reader alone.
_apart: ContextVar[bool] = ContextVar("_apart", default=False)


@contextmanager
def apart() -> Iterator[None]:
    """Keep nothing of what is read meanwhile, and show nothing that was kept before.

    It may be what the database never holds: rows that are looked at in another way, or written and rolled back.
    """
    token = _apart.set(True)
    try:
        with asked_once():
            yield
    finally:
        _apart.reset(token)


def read(using: str | None = None) -> str:
    """Return the stamp; "" before the first write. One query, none where it was `asked_once`.

    Without `using`, of the database that is read at present: a stamp newer than the rows that are read
    beside it would call them new.
    """
    database = using or router.db_for_read(Stamp)
    return once(("stamp", database), lambda: _ask(database))


def once(name: Hashable, ask: Callable[[], T]) -> T:
    """Return what `ask` returns, asked once in a request that only reads."""
    answers = _read.get()
    if answers is None:
        return ask()
    if name not in answers:
        answers[name] = ask()
    answer: T = answers[name]
    return answer


def read_tables() -> dict[str, str]:
    """Return the stamp of each table that was ever written, of the database that is read at present. One query."""
    with connections[router.db_for_read(Stamp)].cursor() as cursor:
        cursor.execute("SELECT name, value FROM publishing_tablestamp")
        return dict(cursor.fetchall())


def renew(name: str) -> None:
    """Give something that has no trigger a new stamp of its own, in the transaction that writes it. Two queries."""
    TableStamp.objects.update_or_create(name=name, defaults={"value": secrets.token_hex(16)})


def read_with(name: str) -> str:
    """Return the stamp of all and that of `name` as one, "" before the first write. One query."""
    database = router.db_for_read(Stamp)
    with connections[database].cursor() as cursor:
        cursor.execute(
            "SELECT value, (SELECT value FROM publishing_tablestamp WHERE name = %s) "
            "FROM publishing_stamp WHERE id = 1",
            [name],
        )
        row = cursor.fetchone()
    if not row:
        return ""
    was_read(database, row[0])
    return f"{row[0]} {row[1]}"


def was_read(database: str, value: str) -> None:
    """Take the stamp that was read along with something else, unless it was asked for before."""
    answers = _read.get()
    if answers is not None:
        answers.setdefault(("stamp", database), value)


def is_reading() -> bool:
    """Whether this is a request that writes nothing."""
    return _read.get() is not None


def _ask(database: str) -> str:
    """Ask the database. The SQL is written out: to compile it takes longer than to run it."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT value FROM publishing_stamp WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else ""


def is_true_now() -> bool:
    """Whether the stamp says all that was written, by this transaction too.

    On PostgreSQL it is written at the commit alone: what a transaction wrote itself it does not say. Nor
    does it say how rows are looked at `apart`.
    """
    if _apart.get():
        return False
    database = connections[router.db_for_read(Stamp)]
    return database.vendor == "sqlite" or not database.in_atomic_block


def stamped_tables() -> list[str]:
    """Return the tables whose rows a page may show, those between two models included."""
    root = Path(settings.BASE_DIR)
    return [
        model._meta.db_table
        for app in apps.get_app_configs()
        if Path(app.path).parent == root and app.label not in UNSTAMPED_APPS
        for model in app.get_models(include_auto_created=True)
        if model not in UNSTAMPED
        and model._meta.db_table not in UNSTAMPED_TABLES
        and model._meta.managed
        and not model._meta.proxy
    ]


def install(using: str = "default", **_signal: object) -> None:
    """Put the triggers on the tables that have none yet. After `migrate`, and after `flush`."""
    database = connections[using]
    statements = missing(database)
    with database.cursor() as cursor:
        if statements and database.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in statements.values():
            cursor.execute(statement)


def missing(database: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that are not there, by name, each with the statement that makes it."""
    present = set(database.introspection.table_names())
    if Stamp._meta.db_table not in present:
        return {}
    existing = {name for name, _table in triggers(database)}
    return {
        name: statement
        for table in stamped_tables()
        if table in present
        for name, statement in _statements(database, table)
        if name not in existing
    }


def remove(using: str = "default", **_signal: object) -> None:
    """Take the triggers away: a table that is altered or made anew has none meanwhile."""
    database = connections[using]
    on = ' ON "{table}"' if database.vendor == "postgresql" else ""
    with database.cursor() as cursor:
        for name, table in triggers(database):
            cursor.execute(f'DROP TRIGGER "{name}"{on.format(table=table)}')


def triggers(database: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return the name and the table of each trigger of the stamp that is there."""
    with database.cursor() as cursor:
        cursor.execute(EXISTING[database.vendor])
        return list(cursor.fetchall())


def _statements(database: BaseDatabaseWrapper, table: str) -> Iterator[tuple[str, str]]:
    if database.vendor == "postgresql":
        yield f"stamp_{table}", POSTGRESQL.format(table=table)
        return
    for event in EVENTS:
        yield f"stamp_{table}_{event}", SQLITE.format(table=table, event=event)

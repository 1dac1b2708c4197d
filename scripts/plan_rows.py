"""The plan of data/ as rows: loaded once by `load_plan` and kept, copied from then on.

A load with its index takes ten seconds of a processor, a copy half a second. What is kept stands under the digest
of all that a load depends on (code, data, texts, packages): another line of code, another load.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "plan-rows"
#: A day by which all of the plan was public.
END = "2021-12-31"
#: When every row is written, by its own columns: two databases hold the same.
WRITTEN = datetime(2022, 1, 1, 12, tzinfo=UTC)
#: By table: the names of its columns, and its rows as the database writes them down.
Rows = dict[str, tuple[list[str], list[Any]]]


#: The index of the search: most of the rows, and of the time that it takes to write them.
INDEX = ("search_posting", "search_entry")


def copy(as_on: str = END, *, searched: bool = True) -> None:
    """Write the plan as on a day into a database that holds none of it; without its index unless it is `searched`."""
    kept = KEPT / f"{digest()}-{connection.vendor}-{as_on}"
    of_sqlite = KEPT / f"{digest()}-sqlite-{as_on}"
    KEPT.mkdir(parents=True, exist_ok=True)
    # One process loads, the others wait for what it keeps; each day has its own lock.
    with (KEPT / f"lock-{connection.vendor}-{as_on}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if of_sqlite.exists():
            kept = of_sqlite  # PostgreSQL reads what SQLite writes down, never the other way round
        elif not kept.exists():
            keep(loaded(as_on), kept)
    rows: Rows = pickle.loads(kept.read_bytes())  # noqa: S301 (our own file)
    with transaction.atomic():
        leave_the_presidency()
        write({table: of_it for table, of_it in rows.items() if searched or table not in INDEX})


def digest(*more: Path) -> str:
    """Return what tells apart all that a load depends on, and `more` files."""
    told = hashlib.sha256()
    for path in sorted([*sources(), *more]):
        told.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]


def sources() -> Iterator[Path]:
    yield from (ROOT / name for name in ("requirements.txt", "scripts/plan_rows.py"))
    yield from (ROOT / "data").glob("*.csv")
    yield from (ROOT / "locale").rglob("*.po")
    for config in own_apps():
        yield from Path(config.path).rglob("*.py")


def own_apps() -> list[Any]:
    return [config for config in apps.get_app_configs() if Path(config.path).parent == ROOT]


def loaded(as_on: str) -> Rows:
    """Return the rows that a load writes, and take it back."""
    # Whoever tells the public anything takes a number.
    if apps.get_model("publishing", "RecordCounter")._base_manager.exists():
        raise RuntimeError("The plan is copied into a database that tells of nothing yet.")
    with transaction.atomic(), time_machine.travel(WRITTEN, tick=False):
        leave_the_presidency()
        empty = [model for model in own_models() if not model._base_manager.exists()]
        load = ["load_plan", str(ROOT / "data"), "--as-on", as_on]
        # What is still to come is rehearsed, which leaves nothing behind, where loads themselves are tested.
        with mock.patch.object(import_module("plan_data.loader"), "_rehearse"):
            call_command(*load, stdout=io.StringIO())
        import_module("publishing.outbox").drain()  # which waits for a commit that never comes
        rows = {model._meta.db_table: read(model) for model in empty}
        if not rows["search_posting"][1]:
            raise RuntimeError("The plan was loaded without its index.")
        transaction.set_rollback(True)
    return rows


def leave_the_presidency() -> None:
    """Delete what may be there of what the plan brings too: the presidency, strands, pages, usual names."""
    brought = (
        "search.SynonymGroup",
        "presidencies.StandingPage",
        "priorities.Strand",
        "presidencies.Presidency",
    )
    for label in brought:
        apps.get_model(label)._base_manager.all().delete()


#: Stamps name one state of the rows alone: a copy has its own (publishing.stamp).
STAMPS = ("publishing.Stamp", "publishing.TableStamp")


def own_models() -> Iterator[type[models.Model]]:
    """Give what is copied: all of ours but the stamps."""
    for config in own_apps():
        yield from (
            model
            for model in config.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy and model._meta.label not in STAMPS
        )


def keep(rows: Rows, place: Path) -> None:
    """Write whole or not at all; what an older state of the code gave goes."""
    _digest, what = place.name.split("-", 1)
    for old in KEPT.glob(f"*[0-9a-f]-{what}"):
        old.unlink()
    half = place.with_suffix(f".{os.getpid()}")
    half.write_bytes(pickle.dumps(rows))
    half.rename(place)


def read(model: type[models.Model]) -> tuple[list[str], list[Any]]:
    # A generated column is the database's own to fill.
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if field.column and not getattr(field, "generated", False)
    ]
    # What is more than the name of a column, Python's converters leave alone.
    plain = "{}::text" if connection.vendor == "postgresql" else "+{}"
    told = ", ".join(plain.format(connection.ops.quote_name(column)) for column in columns)
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"SELECT {told} FROM {table}")  # noqa: S608 (names of our own)
        return columns, cursor.fetchall()


def write(kept: Rows) -> None:
    """Write rows, and let new ones have higher keys."""
    write_again(kept)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name, (columns, _rows) in kept.items():
                if "id" in columns:  # the database gives it
                    _go_on_behind(name, cursor)


def write_again(kept: Rows) -> None:
    """Write rows that this database has held before."""
    with connection.cursor() as cursor:
        for name, (columns, rows) in kept.items():
            into = f"{connection.ops.quote_name(name)} ({listed(columns)})"
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {into} FROM STDIN") as copied:
                    for row in rows:
                        copied.write_row(row)
            elif rows:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608


def _go_on_behind(table: str, cursor: Any) -> None:
    """Let PostgreSQL count on from the highest key that was ever there.

    Django's own statement would set it back, and no rollback undoes that: rows that come back would have their keys
    given again.
    """
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
    if sequence := cursor.fetchone()[0]:
        highest = f"SELECT MAX(id) FROM {connection.ops.quote_name(table)}"  # noqa: S608 (names of our own)
        cursor.execute(
            f"SELECT setval(%s, GREATEST(({highest}), last_value)) FROM {sequence}",  # noqa: S608
            [sequence],
        )


def listed(columns: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(column) for column in columns)

"""A copy of the migrated database stands for the migrations, as long as nothing that made it is another."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from django.db import connection, connections

from scripts import migrated, plan_rows


@pytest.fixture
def kept(monkeypatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(migrated, "KEPT", tmp_path)
    return tmp_path


def made(file: Path | str, table: str) -> sqlite3.Connection:
    database = sqlite3.connect(file, uri=True)
    database.execute(f"CREATE TABLE {table} (id)")
    return database


def tables(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM sqlite_master")]


def test_another_migration_asks_for_another_database(monkeypatch, tmp_path: Path):
    migration = tmp_path / "0001_initial.py"
    monkeypatch.setattr(plan_rows, "digest", lambda *more: migration.read_text())
    migration.write_text("operations = []")
    before = migrated.name()

    migration.write_text("operations = [RunSQL]")

    assert migrated.name() != before


def test_another_package_asks_for_another_database(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(migrated.sysconfig, "get_path", lambda name: tmp_path)
    (tmp_path / "django-5.2.1.dist-info").mkdir()
    before = migrated.name()

    (tmp_path / "django-5.2.1.dist-info").rename(tmp_path / "django-5.2.2.dist-info")

    assert migrated.name() != before


def test_kept_database_fills_the_one_in_memory(kept: Path, monkeypatch):
    copies = migrated.OnSQLite(migrated.PREFIX + "1")
    made(copies.file, "kept").close()
    name = "file:filled?mode=memory&cache=shared"
    monkeypatch.setattr(connection.creation, "_get_test_db_name", lambda: name)

    with (
        copies.begun() as is_copy,
        contextlib.closing(sqlite3.connect(name, uri=True)) as filled,
    ):
        assert is_copy
        assert tables(filled) == ["kept"]


def test_database_of_other_code_is_no_copy_and_goes(kept: Path, monkeypatch):
    older = migrated.OnSQLite(migrated.PREFIX + "1")
    made(older.file, "older").close()
    newer = migrated.OnSQLite(migrated.PREFIX + "2")

    with newer.begun() as is_copy, contextlib.closing(made(":memory:", "newer")) as database:
        # Not of the proxy, which has nothing of its own: it would lose the connection for good.
        monkeypatch.setattr(connections[connection.alias], "connection", database)
        newer.keep()

    assert not is_copy
    assert [path.name for path in kept.iterdir()] == [newer.file.name]
    with contextlib.closing(sqlite3.connect(newer.file)) as written:
        assert tables(written) == ["newer"]


def test_new_database_begins_with_the_copy_where_there_is_one(kept: Path, monkeypatch):
    monkeypatch.setattr(migrated, "name", lambda: migrated.PREFIX + "1")
    assert not migrated.copied_to(kept / "none.sqlite3")
    made(kept / f"{migrated.PREFIX}1.sqlite3", "kept").close()

    assert migrated.copied_to(kept / "new.sqlite3")

    with contextlib.closing(sqlite3.connect(kept / "new.sqlite3")) as new:
        assert tables(new) == ["kept"]
    assert not (kept / "none.sqlite3").exists()

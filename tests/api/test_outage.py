"""A database that does not answer is told apart from a fault of ours, by what it really says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import Error, IntegrityError, OperationalError, ProgrammingError
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.utils import ConnectionHandler

from api.problems import is_outage

pytestmark = pytest.mark.django_db  # the connections are others, but pytest-django guards all


def failure(wrapper: type[SQLite] | type[PostgreSQL], sql: str, **database: object) -> Error:
    """Return what a database says to `sql`."""
    handler = ConnectionHandler({"default": {"ENGINE": wrapper.__module__.removesuffix(".base")}})
    connection = wrapper({**handler.settings["default"], **database})
    try:
        connection.cursor().execute(sql)
    except Error as error:
        return error
    finally:
        connection.close()
    raise AssertionError(f"It answers {sql}")


def test_file_that_is_no_database(tmp_path: Path):
    path = tmp_path / "portal.sqlite3"
    path.write_text("This is no database. " * 100)

    assert is_outage(failure(SQLite, "SELECT * FROM events_event", NAME=str(path)))


def test_file_in_a_folder_that_is_gone(tmp_path: Path):
    assert is_outage(failure(SQLite, "SELECT 1", NAME=str(tmp_path / "gone" / "portal.sqlite3")))


def test_file_that_another_process_holds(tmp_path: Path):
    path = str(tmp_path / "portal.sqlite3")
    with SQLite.Database.connect(path) as other:
        other.execute("CREATE TABLE sheet (id)")
        other.execute("BEGIN EXCLUSIVE")
        error = failure(SQLite, "SELECT * FROM sheet", NAME=path, OPTIONS={"timeout": 0})
    other.close()

    assert (str(error), is_outage(error)) == ("database is locked", True)


def test_server_that_refuses():
    server = {"NAME": "portal", "HOST": "127.0.0.1", "PORT": "1"}

    assert is_outage(failure(PostgreSQL, "SELECT 1", **server))


@pytest.mark.parametrize("sql", ["SELECT * FROM nowhere", "SELEKT 1"])
def test_wrong_question_is_a_fault_of_ours(sql: str):
    assert not is_outage(failure(SQLite, sql, NAME=":memory:"))


@pytest.mark.parametrize("error", [None, ValueError(), IntegrityError(), ProgrammingError()])
def test_other_failures_are_no_outage(error: Exception | None):
    assert not is_outage(error)


def test_failure_without_a_cause_is_an_outage():
    assert is_outage(OperationalError("the connection is closed"))

"""Watchers learn whether the process lives and whether it can answer, and leave no trace."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from operations import health


@pytest.fixture
def without_database(monkeypatch) -> None:
    def refused(*anything: object, **more: object) -> None:
        raise OperationalError("could not connect to server: secret-host")

    monkeypatch.setattr(connection, "cursor", refused)
    monkeypatch.setattr(CursorWrapper, "execute", refused)


def test_process_lives_without_a_database(client: Client, without_database):
    answer = client.get("/health/live")

    assert (answer.status_code, answer.content) == (200, b"OK\n")


@pytest.mark.django_db
def test_portal_is_ready_by_one_query(client: Client, django_assert_num_queries):
    health.unready()

    with django_assert_num_queries(2):  # the table is looked for, then read
        answer = client.get("/health/ready")

    assert (answer.status_code, answer.content) == (200, b"OK\n")


@pytest.mark.django_db
def test_portal_without_database_is_not_ready_and_tells_no_secret(client, without_database):
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert (
        answer.content == b"The database does not answer: look whether it runs, and at the log.\n"
    )


@pytest.mark.django_db
def test_portal_that_was_not_migrated_is_not_ready(client: Client):
    app, name = next(node for node in health._newest() if node[0] == "search")
    MigrationRecorder(connection).record_unapplied(app, name)
    for old_app, old_name in health._newest()[app, name]:
        MigrationRecorder(connection).record_unapplied(old_app, old_name)

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.content.decode() == f"Not migrated ({app}.{name}): run `manage.py migrate`.\n"


@pytest.mark.django_db
def test_database_that_older_releases_migrated_is_ready():
    recorder = MigrationRecorder(connection)
    (app, name), replaced = next((node, old) for node, old in health._newest().items() if old)
    recorder.record_unapplied(app, name)
    for old_app, old_name in replaced - set(recorder.applied_migrations()):
        recorder.record_applied(old_app, old_name)

    assert health.unready() == {"default": ""}


@pytest.mark.django_db
@pytest.mark.parametrize("path", [health.LIVE, health.READY])
@pytest.mark.parametrize("method", ["get", "head"])
@override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^health/"])
def test_answer_is_kept_by_nobody_and_needs_no_name(client: Client, path: str, method: str):
    answer = getattr(client, method)(path, headers={"host": "10.0.0.7:8000"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "ETag" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        (("", ""), (200, "OK\n")),
        (("Gone.", ""), (200, "OK\nprimary: Gone.\n")),
        (("", "Gone."), (200, "OK\nreplica: Gone.\n")),
        (("Gone.", "Gone too."), (503, "Gone.\n")),
    ],
)
def test_one_of_two_databases_is_enough_for_readers(client, monkeypatch, faults, told):
    aliases = ("default", "replica")
    monkeypatch.setattr(health, "fault_of", dict(zip(aliases, faults, strict=True)).get)
    monkeypatch.setattr(health, "connections", aliases)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.content.decode()) == told


def test_nothing_is_written_by_asking(client: Client):
    answer = client.post(health.READY)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/", "/health/live/", "/health/dead", "/health"])
def test_other_addresses_lead_nowhere(client: Client, path: str):
    assert client.get(path).status_code == 404

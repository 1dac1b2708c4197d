"""Readers are answered by the replica, whoever writes or has a session by the primary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import MethodType
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection, connections, router
from django.db.backends.utils import CursorWrapper
from django.test import Client

from events import plan_memory
from events.models import Event
from events.plan_memory import PlanMemory, states_of
from presidencies.current import current
from publishing import replica
from publishing.replica import PRIMARY, REPLICA, Line, Reads
from sco_presidency.routers import by_replica, has_session, only_looks
from tests.factories import EventFactory, StaffFactory
from tests.presiding import alter
from tests.sco_presidency.page_cache.portals import answer_of

PATH = "/en/events/forum/"


class AtOnce(Line):
    """A question that is asked in the thread of who asks: the databases of a test belong to it."""

    def ask(self) -> None: ...

    def answer(self) -> str | None:
        return self._question()


class Site:
    """The portal with a primary and a replica, on which the same event is called otherwise."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        self.reads = Reads(*map(self.line, (PRIMARY, REPLICA)), ticks=lambda: self.seconds)
        monkeypatch.setattr(replica, "reads", lambda: self.reads)
        self.monkeypatch, self.application = monkeypatch, by_replica(get_wsgi_application())

    def line(self, alias: str) -> Line:
        return AtOnce(lambda: replica.stamp_of(alias))

    def read_from(self, path: str = PATH, method: str = "GET", cookie: str = "") -> str:
        """Return by which database an address is answered, or the status of a refusal.

        Nothing is remembered from the question before.
        """
        self.monkeypatch.setattr(plan_memory, "_memory", PlanMemory())
        self.seconds += 1
        answer = answer_of(self.application, path, REQUEST_METHOD=method, HTTP_COOKIE=cookie)
        if not answer.status.startswith("200"):
            return answer.status[:3]
        return REPLICA if b"On the replica" in answer.body else PRIMARY

    def stop(self, alias: str) -> None:
        """From now on the database refuses every question."""
        execute = CursorWrapper.execute

        def refused(cursor: CursorWrapper, *words: Any, **more: Any) -> Any:
            if cursor.db.alias == alias:
                raise OperationalError("server closed the connection unexpectedly")
            return execute(cursor, *words, **more)

        self.monkeypatch.setattr(CursorWrapper, "execute", refused)


@pytest.fixture
def site(transactional_db, django_db_blocker, tmp_path: Path, settings) -> Iterator[Site]:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DATABASE_ROUTERS = ["sco_presidency.routers.ReplicaRouter"]
    EventFactory(slug="forum", title_en="On the primary", published=True)
    path = tmp_path / "replica.sqlite3"
    with sqlite3.connect(path) as copied:
        connection.connection.backup(copied)
    copied.close()
    connections.databases[REPLICA] = {**connections.databases[PRIMARY], "NAME": str(path)}
    other = connections[REPLICA]
    # In a test nobody comes near a database that the test was not made with.
    connect = MethodType(django_db_blocker._real_ensure_connection, other)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(other, "ensure_connection", connect, raising=False)
        tell_apart()
        yield Site(monkeypatch)
    other.close()
    del connections[REPLICA], connections.databases[REPLICA]


def tell_apart() -> None:
    """Let the replica tell something else under the same stamp, so that one sees who was asked."""
    value = replica.stamp_of(PRIMARY)
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("UPDATE events_event SET title_en = 'On the replica' WHERE slug = 'forum'")
        cursor.execute("UPDATE publishing_stamp SET value = %s", [value])


pytestmark = pytest.mark.sqlite  # two servers of PostgreSQL run in `make cluster-test`


def test_reader_is_answered_by_the_replica(site: Site):
    assert site.read_from() == REPLICA


def test_who_has_a_session_reads_the_primary(site: Site):
    client = Client()
    client.force_login(StaffFactory())
    tell_apart()
    cookie = client.cookies.output(header="", sep=";").strip()

    assert (site.read_from(cookie=cookie), site.read_from()) == (PRIMARY, REPLICA)


def test_what_the_replica_lacks_is_told_by_the_primary(site: Site):
    Event.objects.filter(slug="forum").update(title_en="Called anew")

    assert site.read_from() == PRIMARY


def test_plan_in_memory_is_never_of_the_other_database(site: Site):
    Event.objects.filter(slug="forum").update(title_en="Called anew")
    titles = []
    for alias in (REPLICA, PRIMARY, REPLICA):
        with replica.reading_from(alias):
            titles += [state.texts["title_en"] for state in states_of(Event.objects.all())]

    assert titles == ["On the replica", "Called anew", "On the replica"]


def test_presidency_in_memory_is_never_of_the_other_database(site: Site):
    before = current().title_en
    alter(title_en="Called anew")
    titles = []
    for alias in (PRIMARY, REPLICA, PRIMARY):
        with replica.reading_from(alias):
            titles.append(current().title_en)

    assert titles == ["Called anew", before, "Called anew"]


@pytest.mark.parametrize(
    ("gone", "path", "read"),
    [
        (PRIMARY, PATH, REPLICA),
        (PRIMARY, "/en/calendar/", REPLICA),
        (PRIMARY, "/admin/login/", "503"),
        (REPLICA, PATH, PRIMARY),
    ],
)
def test_where_one_is_gone_readers_are_answered_by_the_other(site: Site, gone, path, read):
    site.stop(gone)

    assert site.read_from(path) == read


@pytest.mark.parametrize("second", [0, 1])
def test_who_has_a_session_reads_the_replica_when_the_primary_is_gone(site: Site, second):
    site.reads.current()
    site.seconds -= second  # the choice still holds, or no longer
    site.stop(PRIMARY)

    assert site.read_from(cookie="sessionid=x") == REPLICA


@pytest.mark.parametrize("gone", [PRIMARY, REPLICA])
def test_reader_notices_nothing_when_one_fails_in_the_middle(site: Site, gone):
    if gone == PRIMARY:
        Event.objects.filter(slug="forum").update(title_en="Called anew")
    site.reads.current()
    site.seconds -= 1  # the choice still holds when the reader comes
    site.stop(gone)

    assert site.read_from() == (REPLICA if gone == PRIMARY else PRIMARY)


def test_where_both_are_gone_that_is_said(site: Site):
    site.stop(PRIMARY)
    site.stop(REPLICA)

    assert site.read_from() == "503"


def test_after_a_write_the_same_request_reads_the_primary(site: Site):
    with replica.reading_from(REPLICA):
        before = Event.objects.get(slug="forum")
        Event.objects.filter(slug="forum").update(title_en="Called anew")
        after = Event.objects.get(slug="forum")

    assert (before.title_en, after.title_en) == ("On the replica", "Called anew")


def test_what_is_locked_is_read_from_the_primary(site: Site):
    with replica.reading_from(REPLICA):
        assert Event.objects.select_for_update().db == PRIMARY


def test_commands_read_the_primary(site: Site):
    assert Event.objects.get(slug="forum").title_en == "On the primary"


def test_rows_of_both_belong_together(site: Site):
    event = Event.objects.using(REPLICA).get(slug="forum")

    assert router.allow_relation(event, StaffFactory())


def test_only_the_primary_is_migrated(site: Site):
    assert [router.allow_migrate(alias, "events") for alias in (PRIMARY, REPLICA)] == [True, False]


@pytest.mark.parametrize(
    ("method", "path", "looks"),
    [
        ("GET", "/en/", True),
        ("HEAD", "/api/v1/events/", True),
        ("POST", "/en/", False),
        ("GET", "/admin/", False),
        ("GET", "/preview/a.b/en/", False),
        ("GET", "/health/live", False),
    ],
)
def test_who_only_looks_writes_nothing(method, path, looks):
    assert only_looks({"REQUEST_METHOD": method, "PATH_INFO": path}) == looks


@pytest.mark.parametrize(
    ("cookie", "has"), [("", False), ("clock=beijing", False), ("a=1; sessionid=x", True)]
)
def test_session_is_known_by_its_cookie(cookie, has):
    assert has_session({"HTTP_COOKIE": cookie}) == has


def test_without_a_replica_nothing_is_chosen():
    application = get_wsgi_application()

    assert by_replica(application) is application
    assert replica.chosen() == PRIMARY

"""While no database answers, readers are answered from the snapshot, whatever they ask; who writes is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MethodType
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections
from django.db.backends.utils import CursorWrapper
from django.test import Client

from events import plan_memory
from events.models import Event
from events.plan_memory import PlanMemory
from publishing import snapshot
from sco_presidency.from_snapshot import from_snapshot
from sco_presidency.page_cache.wsgi import around
from tests.factories import ArticleFactory, BodyFactory, EventFactory, StaffFactory
from tests.sco_presidency.page_cache.portals import Answer, answer_of

pytestmark = pytest.mark.django_db(transaction=True)

AS_OF = b"The portal cannot reach its database at the moment."
PAGES = ("/en/", "/en/calendar/", "/en/events/forum/", "/en/bodies/council/", "/en/news/")
FILES = (
    "/en/calendar.ics",
    "/ru/news.atom",
    "/en/events/forum.ics",
    "/api/v1/events/",
    "/api/v1/events/forum/",
    "/api/v1/events/?body=council",
    "/sitemap.xml",
)


class Site:
    """The portal with its cache and a snapshot; its database can be stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.start()

    def start(self) -> None:
        """Begin as a process does: it remembers nothing."""
        self.monkeypatch.setattr(plan_memory, "_memory", PlanMemory())
        portal = get_wsgi_application()
        self.application = from_snapshot(around(portal), portal)

    def ask(self, path: str, method: str = "GET", **more: str) -> Answer:
        return answer_of(self.application, path, REQUEST_METHOD=method, **more)

    def stop_database(self) -> None:
        """From now on the database refuses every question."""
        execute = CursorWrapper.execute

        def refused(cursor: CursorWrapper, *words: Any, **more: Any) -> Any:
            if cursor.db.alias != snapshot.ALIAS:
                raise OperationalError("server closed the connection unexpectedly")
            return execute(cursor, *words, **more)

        self.monkeypatch.setattr(CursorWrapper, "execute", refused)


@pytest.fixture
def site(transactional_db, django_db_blocker, tmp_path: Path, settings) -> Iterator[Site]:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DATABASE_ROUTERS = ["sco_presidency.routers.ReplicaRouter"]
    settings.DATABASE_SNAPSHOT = str(tmp_path / "snapshot.sqlite3")
    body = BodyFactory(slug="council", published=True)
    event = EventFactory(slug="forum", bodies=[body], published=True)
    ArticleFactory(published=True, events=[event])
    snapshot.write()
    connections.databases[snapshot.ALIAS] = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{settings.DATABASE_SNAPSHOT}?mode=ro",
        "OPTIONS": {},
    }
    other = connections[snapshot.ALIAS]
    # In a test nobody comes near a database that the test was not made with.
    connect = MethodType(django_db_blocker._real_ensure_connection, other)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(other, "ensure_connection", connect, raising=False)
        yield Site(monkeypatch)
    other.close()
    del connections[snapshot.ALIAS], connections.databases[snapshot.ALIAS]


def test_what_nobody_asked_for_before_is_told_by_a_process_just_started(site: Site):
    told = {path: site.ask(path) for path in (*PAGES, *FILES)}
    site.stop_database()
    site.start()

    for path, before in told.items():
        answer = site.ask(path)
        assert (path, before.status, answer.status) == (path, "200 OK", "200 OK")
        if path in FILES:
            assert answer.body == before.body
    assert [path for path in told if AS_OF in site.ask(path).body] == list(PAGES)


def test_it_says_since_when_it_may_be_old_and_bears_no_tag(site: Site):
    site.stop_database()

    page = site.ask("/ru/calendar/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH='W/"a"')
    head = site.ask("/ru/calendar/", "HEAD")

    assert page.status == head.status == "200 OK"
    assert (page.headers["Content-Encoding"], head.body) == ("br", b"")
    assert int(page.headers["Age"]) >= 0
    assert not {"ETag", "X-Accel-Expires"} & page.headers.keys()


def test_what_is_kept_in_memory_is_newer_and_comes_first(site: Site):
    Event.objects.filter(slug="forum").update(title_en="Called anew")
    site.ask("/en/events/forum/")
    site.stop_database()

    assert b"Called anew" in site.ask("/en/events/forum/").body
    assert b"Called anew" not in site.ask("/en/calendar/").body


def test_who_writes_has_a_session_or_asks_for_what_is_not_there_is_told_that_it_fails(site: Site):
    client = Client()
    client.force_login(StaffFactory())
    cookie = client.cookies.output(header="", sep=";").strip()
    site.stop_database()

    assert site.ask("/en/calendar/", HTTP_COOKIE=cookie).status[:3] == "503"
    assert site.ask("/admin/login/").status[:3] == "503"
    assert site.ask("/en/events/published-since/").status[:3] == "503"
    assert site.ask("/en/", "POST").status[:3] in ("403", "405", "503")


def test_without_a_file_it_fails_as_before_and_with_a_database_nothing_is_asked_of_it(site: Site):
    Event.objects.filter(slug="forum").update(title_en="Called anew")
    assert b"Called anew" in site.ask("/en/events/forum/").body

    snapshot.place().unlink()
    assert site.ask("/en/calendar/").status == "200 OK"
    site.stop_database()
    assert site.ask("/en/news/").status[:3] == "503"


def test_when_the_database_is_back_all_is_as_it_is_now(site: Site):
    with pytest.MonkeyPatch.context() as away:
        site.monkeypatch, kept = away, site.monkeypatch
        site.stop_database()
        assert AS_OF in site.ask("/en/calendar/").body
    site.monkeypatch = kept
    Event.objects.filter(slug="forum").update(title_en="Called anew")
    site.start()

    page = site.ask("/en/calendar/")
    assert (AS_OF in page.body, b"Called anew" in page.body, "ETag" in page.headers) == (
        False,
        True,
        True,
    )


def test_without_a_snapshot_there_is_nothing_around_the_portal():
    portal = get_wsgi_application()

    assert from_snapshot(portal, portal) is portal

"""Who holds a page is told so before Django is asked; whatever is not sure, Django says."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

from events.dates import Period, Precision
from publishing import records
from sco_presidency.page_cache import wsgi as wiring
from sco_presidency.page_cache.wsgi import TellUnchanged
from tests.acting import workflow
from tests.asked import queries_of
from tests.events.planned import event
from tests.factories import ArticleFactory, CityFactory
from tests.presiding import alter
from tests.sco_presidency.page_cache.portals import Answer, answer_of
from website.views.base import COOKIE

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/en/", "/ru/calendar/", "/en/calendar/2020/10/?status=held", "/zh-hans/events/forum/")
FILES = (
    "/en/calendar.ics",
    "/ru/calendar/2020/10.ics?status=held",
    "/en/events/forum.ics",
    "/zh-hans/news.atom",
    "/en/calendar/changes.json",
    "/en/calendar.csv",
    "/en/calendar.xlsx",
    "/en/events/forum.json",
    "/sitemap.xml",
    "/sitemap-events-1.xml",
)
DATA = (
    "/api/v1/events/",
    "/api/v1/events/?limit=1&after=1",
    "/api/v1/events/forum/",
    "/api/v1/events/forum/changes/",
    "/api/v1/cities/",
)


class Portal:
    """The portal behind it; counts what Django was asked. Each question comes a second after the one before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self.ticks = 0, 0.0
        # Both clocks stand between two questions: a second that turns is asked for anew.
        clocks = SimpleNamespace(
            monotonic=lambda: self.ticks, time=lambda: 1_600_000_000 + self.ticks
        )
        monkeypatch.setattr(wiring, "time", clocks)
        self._django = get_wsgi_application()
        self.application = TellUnchanged(self._count)

    def _count(self, environ: Any, start: Any) -> Iterable[bytes]:
        self.asked += 1
        return self._django(environ, start)

    def get(self, path: str, tag: str = "", *, later: int = 1, **more: str) -> Answer:
        self.ticks += later
        return answer_of(
            self.application, path, **({"HTTP_IF_NONE_MATCH": tag} if tag else {}), **more
        )

    def is_told_here(self, path: str, tag: str, **more: str) -> bool:
        """Whether who holds the page is told so, and Django is not asked."""
        before = self.asked
        answer = self.get(path, tag, **more)
        return answer.status == "304 Not Modified" and self.asked == before


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, settings) -> Portal:
    settings.ALLOWED_HOSTS, settings.PORTAL_CLOCK = ["testserver"], "2020-10-28"
    event("Forum", Period.on(date(2020, 10, 29)), slug="forum")
    return Portal(monkeypatch)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("path", [*PAGES, *FILES, *DATA])
def test_what_did_not_change_is_told_of_without_django_and_without_a_query(
    portal: Portal, path: str
):
    page = portal.get(path)
    tag = page.headers["ETag"]
    portal.get(path, tag)
    told = {"Cache-Control", "Vary", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}
    answers: list[Answer] = []

    assert queries_of(lambda: answers.append(portal.get(path, f'"old", {tag}', later=0))) == 0

    (answer,) = answers
    assert (answer.status, answer.body, portal.asked) == ("304 Not Modified", b"", 1)
    assert answer.headers.keys() - {"X-Accel-Expires"} == {"ETag", *told & page.headers.keys()}
    for name in answer.headers.keys() - {"X-Accel-Expires"}:
        assert answer.headers[name] == page.headers[name]
    assert answer.headers["X-Accel-Expires"].startswith("@")


@pytest.mark.parametrize(
    "write",
    [
        lambda: workflow.withdraw(ArticleFactory(published=True)),
        lambda: records.renew_epoch(),
        lambda: event("Another"),
    ],
)
def test_a_second_after_a_write_the_page_is_made(portal: Portal, write: Callable[[], object]):
    tag = portal.get("/en/calendar/").headers["ETag"]
    assert portal.is_told_here("/en/calendar/", tag)

    write()

    answer = portal.get("/en/calendar/", tag)
    assert answer.status == "200 OK"
    assert answer.headers["ETag"] != tag


def test_a_withdrawn_page_is_gone(portal: Portal):
    other = event("Other", slug="other")
    tag = portal.get("/en/events/other/").headers["ETag"]

    workflow.withdraw(other)

    assert portal.get("/en/events/other/", tag).status == "410 Gone"


def test_the_tag_of_another_address_host_or_scheme_is_none_of_this_one(portal: Portal, settings):
    settings.ALLOWED_HOSTS = ["*"]
    tag = portal.get("/en/").headers["ETag"]
    data = portal.get("/api/v1/events/").headers["ETag"]

    assert portal.is_told_here("/api/v1/events/", data)
    assert not portal.is_told_here("/api/v1/events/?limit=9", data)
    assert not portal.is_told_here("/api/v1/cities/", data)
    assert not portal.is_told_here("/api/v1/events/", data, HTTP_HOST="other.example")
    assert portal.is_told_here("/en/", tag)
    assert not portal.is_told_here("/ru/", tag)
    assert not portal.is_told_here("/en/?page=2", tag)
    assert not portal.is_told_here("/en/", tag, HTTP_HOST="other.example")
    assert not portal.is_told_here("/en/", tag, **{"wsgi.url_scheme": "https"})
    assert not portal.is_told_here("/en/", "*")


def test_what_may_be_for_one_reader_is_left_to_django(portal: Portal):
    tag = portal.get("/en/").headers["ETag"]

    assert not portal.is_told_here("/en/", tag, HTTP_COOKIE="sessionid=a")
    assert not portal.is_told_here("/en/", tag, REQUEST_METHOD="POST")
    assert portal.is_told_here("/en/", tag, REQUEST_METHOD="HEAD")


def test_a_page_that_follows_a_readers_clock_is_left_to_django_where_one_is_chosen(portal: Portal):
    timed = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        zone="Asia/Shanghai",
    )
    event("Timed", timed, slug="timed", cities=[CityFactory(slug="beijing")])
    path, chosen = "/en/events/timed/", {"HTTP_COOKIE": f"{COOKIE}=Europe/Moscow"}
    page = portal.get(path)
    tag, of_a_reader = page.headers["ETag"], portal.get(path, **chosen).headers["ETag"]

    assert portal.is_told_here(path, tag)
    told = portal.get(path, tag).headers
    assert told.pop("X-Accel-Expires").startswith("@")  # else nginx asks again for each reader
    assert told == {name: page.headers[name] for name in ("ETag", "Cache-Control", "Vary")}
    assert not portal.is_told_here(path, tag, **chosen)
    assert not portal.is_told_here(path, of_a_reader, **chosen)
    assert portal.get(path, of_a_reader).status == "200 OK"


def test_where_the_database_does_not_answer_django_says_so(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
):
    tag = portal.get("/en/").headers["ETag"]

    def fail() -> str:
        raise OperationalError("gone")

    monkeypatch.setattr(wiring.replica, "read_stamp", fail)

    assert not portal.is_told_here("/en/", tag)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/api/v1/events/", {"HTTP_AUTHORIZATION": "Basic a"}),
        ("/api/v1/events/", {"HTTP_COOKIE": "sessionid=a"}),
        ("/api/v1/events/", {"HTTP_ACCEPT": "text/csv"}),
        ("/en/calendar.ics", {"HTTP_COOKIE": "language=ru"}),
        ("/en/calendar.ics", {"REQUEST_METHOD": "POST"}),
    ],
)
def test_who_may_be_told_otherwise_is_told_by_django(
    portal: Portal, path: str, more: dict[str, str]
):
    tag = portal.get(path).headers["ETag"]

    assert portal.is_told_here(path, tag)
    assert not portal.is_told_here(path, tag, **more)


def test_machines_are_asked_again_only_when_the_public_was_told_something(portal: Portal):
    of_all, of_one = (
        ("/api/v1/events/", "/en/calendar.ics", "/sitemap.xml"),
        "/api/v1/events/forum/",
    )
    paths = (*of_all, of_one, "/en/events/forum.json")
    tags = {path: portal.get(path).headers["ETag"] for path in paths}

    draft = ArticleFactory()
    assert all(portal.is_told_here(path, tag) for path, tag in tags.items())

    workflow.publish(draft)
    assert [path for path, tag in tags.items() if portal.is_told_here(path, tag)] == [
        of_one,
        "/en/events/forum.json",
    ]

    records.renew_epoch()
    assert not any(portal.is_told_here(path, tag) for path, tag in tags.items())


def test_what_was_withdrawn_is_gone_for_machines_too(portal: Portal):
    other = event("Other", slug="other")
    paths = (
        *("/en/events/other.ics", "/en/events/other.json"),
        *("/api/v1/events/other/", "/api/v1/events/other/changes/"),
    )
    tags = {path: portal.get(path).headers["ETag"] for path in paths}

    workflow.withdraw(other)

    assert {portal.get(path, tag).status for path, tag in tags.items()} == {"410 Gone"}


def test_the_feed_of_changes_is_made_anew_when_the_day_turns(portal: Portal, settings):
    path = "/en/calendar/changes.atom"
    tag = portal.get(path).headers["ETag"]
    assert portal.is_told_here(path, tag)

    settings.PORTAL_CLOCK = "2020-10-29"
    alter(short_title_en="The other day")  # a clock is never set without a write

    assert portal.get(path, tag).status == "200 OK"


def test_whatever_is_written_nobody_is_told_of_what_changed_a_second_ago(portal: Portal):
    chosen = random.Random(7)  # noqa: S311 (a history that can be repeated)
    event_row, article = event("Other", slug="other"), ArticleFactory(published=True)
    paths = (
        *FILES,
        *DATA,
        "/en/events/other.ics",
        "/en/events/other.json",
        "/api/v1/events/other/",
        "/en/",
        "/ru/calendar/",
    )
    writes = (
        lambda: workflow.withdraw(article) if article.is_published else workflow.publish(article),
        lambda: (
            workflow.withdraw(event_row) if event_row.is_published else workflow.publish(event_row)
        ),
        lambda: alter(short_title_en=f"Words {chosen.random()}"),
        lambda: ArticleFactory(),
        lambda: records.renew_epoch(),
    )
    held: dict[str, set[str]] = {path: set() for path in paths}

    for _step in range(12):
        chosen.choice(writes)()
        for path in chosen.sample(paths, 5):
            now = portal.get(path)
            for tag in held[path]:
                assert portal.is_told_here(path, tag) <= (tag == now.headers.get("ETag"))
            if (tag := now.headers.get("ETag")) and now.status == "200 OK":
                assert portal.is_told_here(path, tag)
                held[path].add(tag)


def test_before_the_first_write_there_is_no_tag(portal: Portal, monkeypatch: pytest.MonkeyPatch):
    tag = portal.get("/en/").headers["ETag"]
    monkeypatch.setattr(wiring.replica, "read_stamp", lambda: "")

    assert not portal.is_told_here("/en/", tag)

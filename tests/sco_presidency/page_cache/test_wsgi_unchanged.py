"""Who holds a page is told so before Django is asked; whatever is not sure, Django says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

from events.dates import Period, Precision
from publishing import record_checks
from sco_presidency.page_cache import wsgi as wiring
from sco_presidency.page_cache.wsgi import TellUnchanged
from tests.acting import workflow
from tests.asked import queries_of
from tests.events.planned import event
from tests.factories import ArticleFactory, CityFactory
from tests.sco_presidency.page_cache.portals import Answer

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/en/", "/ru/calendar/", "/en/calendar/2020/10/?status=held", "/zh-hans/events/forum/")


class Portal:
    """The portal behind it; counts what Django was asked. Each question comes a second after the one before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self.ticks = 0, 0.0
        monkeypatch.setattr(wiring.time, "monotonic", lambda: self.ticks)
        self._django = get_wsgi_application()
        self.application = TellUnchanged(self._count)

    def _count(self, environ: Any, start: Any) -> Iterable[bytes]:
        self.asked += 1
        return self._django(environ, start)

    def get(self, path: str, tag: str = "", *, later: int = 1, **more: str) -> Answer:
        self.ticks += later
        answer = Answer()

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answer.status, answer.headers = status, dict(headers)

        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **({"HTTP_IF_NONE_MATCH": tag} if tag else {}),
            **more,
        }
        answer.body = b"".join(self.application(environ, start))
        return answer

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


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_did_not_change_is_told_of_without_django_and_without_a_query(
    portal: Portal, path: str
):
    page = portal.get(path)
    tag = page.headers["ETag"]
    portal.get(path, tag)
    answers: list[Answer] = []

    assert queries_of(lambda: answers.append(portal.get(path, f'"old", {tag}', later=0))) == 0

    (answer,) = answers
    assert (answer.status, answer.body, portal.asked) == ("304 Not Modified", b"", 1)
    for name in ("ETag", "Cache-Control", "Vary"):
        assert answer.headers[name] == page.headers[name]
    assert answer.headers["X-Accel-Expires"].startswith("@")


@pytest.mark.parametrize(
    "write",
    [
        lambda: workflow.withdraw(ArticleFactory(published=True)),
        lambda: record_checks.renew_epoch(),
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
    assert not portal.is_told_here("/api/v1/events/", portal.get("/api/v1/events/").headers["ETag"])


def test_a_page_that_follows_a_readers_clock_is_left_to_django(portal: Portal):
    timed = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        zone="Asia/Shanghai",
    )
    event("Timed", timed, slug="timed", cities=[CityFactory(slug="beijing")])
    tag = portal.get("/en/events/timed/").headers["ETag"]

    assert not portal.is_told_here("/en/events/timed/", tag)
    assert portal.get("/en/events/timed/", tag).headers["Cache-Control"] != "no-cache"


def test_where_the_database_does_not_answer_django_says_so(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
):
    tag = portal.get("/en/").headers["ETag"]

    def fail() -> str:
        raise OperationalError("gone")

    monkeypatch.setattr(wiring.replica, "read_stamp", fail)

    assert not portal.is_told_here("/en/", tag)


def test_before_the_first_write_there_is_no_tag(portal: Portal, monkeypatch: pytest.MonkeyPatch):
    tag = portal.get("/en/").headers["ETag"]
    monkeypatch.setattr(wiring.replica, "read_stamp", lambda: "")

    assert not portal.is_told_here("/en/", tag)

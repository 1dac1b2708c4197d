"""The portal behind its cache: what moves, moves within a second; what is personal stays so."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import Error, OperationalError

from events.dates import Period
from publishing import clock, etags, stamp
from sco_presidency.page_cache import wsgi as wiring
from sco_presidency.page_cache.cache import PageCache
from sco_presidency.page_cache.watch import CannotTellError
from sco_presidency.page_cache.wsgi import around, dated, read_stamp
from tests.acting import workflow
from tests.factories import CityFactory, EventFactory, StaffFactory
from tests.sco_presidency.page_cache.portals import Answer, answer_of
from website.programme import storage as programmes

pytestmark = pytest.mark.django_db(transaction=True)


class Kept:
    """The portal, kept; each question comes a second after the one before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ticks = 0.0
        monkeypatch.setattr(wiring.time, "monotonic", lambda: self.ticks)
        cache = around(get_wsgi_application())
        assert isinstance(cache, PageCache)
        self.cache = cache

    def get(self, path: str, **sent: str) -> Answer:
        self.ticks += 1
        return answer_of(
            self.cache, path, **{f"HTTP_{name.upper()}": value for name, value in sent.items()}
        )

    def how(self, path: str, **sent: str) -> str:
        """Return how an address is answered: hit, miss or passed."""
        before = self.cache.counts.copy()
        self.get(path, **sent)
        (name,) = (self.cache.counts - before).keys()
        return name


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, settings) -> Kept:
    settings.ALLOWED_HOSTS = ["testserver"]
    return Kept(monkeypatch)


ADDRESSES = (
    "/en/",
    "/ru/calendar/",
    "/en/calendar/2020/07/",
    "/en/events/forum/",
    "/en/events/forum.ics",
    "/en/calendar.csv",
    "/en/calendar/changes.atom",
    "/api/v1/events/",
    "/api/v1/events/forum/",
    "/en/calendar/by-place/",
)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_door_is_kept_and_moves_with_what_it_shows(kept: Kept, path: str):
    event = EventFactory(
        slug="forum", title_en="Forum", period=Period.on(date(2020, 7, 22)), published=True
    )
    before = kept.get(path)
    assert (before.status, kept.how(path)) == ("200 OK", "hit")

    workflow.withdraw(event)
    changed = kept.get(path)

    assert (changed.status, changed.body) != (before.status, before.body)


def test_a_programme_that_was_made_is_offered_though_no_row_tells_of_it(
    kept: Kept, settings, tmp_path: Path
):
    settings.PROGRAMME_ROOT = tmp_path
    EventFactory(published=True)
    before = kept.get("/en/calendar/").body
    assert kept.how("/en/calendar/") == "hit"

    path = programmes.keep(b"%PDF-1.7", "en", etags.newest().number, clock.today())
    os.utime(path, (time.time(),) * 2)  # by the clock of the suite
    after = kept.get("/en/calendar/").body

    assert b"programme.pdf" not in before
    assert b"programme.pdf" in after


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/en/search/?q=forum", "/en/nowhere/", "/"]
)
def test_what_is_personal_or_nothing_is_never_kept(kept: Kept, path: str):
    kept.get(path)

    assert kept.how(path) in ("passed", "miss")
    assert len(kept.cache._store) == 0


@pytest.mark.parametrize("path", ["/en/", "/ru/calendar/", "/en/calendar.ics", "/api/v1/events/"])
def test_out_of_memory_a_tag_is_the_one_that_the_portal_gives(kept: Kept, client, path: str):
    tags = [
        kept.get(path).headers["ETag"],
        kept.get(path).headers["ETag"],
        client.get(path)["ETag"],
    ]

    assert len(set(tags)) == 1
    assert kept.get(path, if_none_match=tags[0]).status.startswith("304")
    assert client.get(path, headers={"if-none-match": tags[0]}).status_code == 304


def test_staff_see_the_page_itself(kept: Kept, client):
    client.force_login(StaffFactory())
    cookie = client.cookies.output(header="", sep=";").strip()
    kept.get("/en/")

    assert kept.how("/en/", cookie=cookie) == "passed"


def test_a_chosen_clock_is_asked_only_where_times_are_shown(kept: Kept):
    clock = {"opens": "15:00", "zone": "Europe/Moscow"}
    timed = Period.from_parts(date(2020, 7, 22), date(2020, 7, 22), "minute", clock)
    EventFactory(slug="day", period=Period.on(date(2020, 7, 22)), published=True)
    EventFactory(slug="timed", period=timed, cities=[CityFactory()], published=True)
    for slug in ("day", "timed"):
        kept.get(f"/en/events/{slug}/")

    chosen = {"cookie": "clock=beijing; _ga=1"}
    assert kept.how("/en/events/day/", **chosen) == "hit"
    assert kept.how("/en/events/timed/", **chosen) == "passed"
    assert kept.how("/en/events/timed/") == "hit"


def test_without_bytes_nothing_is_kept(settings):
    settings.PAGE_CACHE_BYTES = 0
    application = get_wsgi_application()

    assert around(application) is application


def test_a_database_that_is_gone_is_asked_twice_and_then_told(monkeypatch: pytest.MonkeyPatch):
    asked = []

    def gone() -> str:
        asked.append(1)
        raise OperationalError

    monkeypatch.setattr(stamp, "read", gone)
    with pytest.raises(CannotTellError):
        read_stamp()

    assert len(asked) == 2


def test_a_connection_that_ended_meanwhile_is_made_anew(monkeypatch: pytest.MonkeyPatch):
    answers: list[Callable[[], str]] = [lambda: "a"]

    def once_gone() -> str:
        if len(answers) == 1:
            answers.append(lambda: "b")
            raise OperationalError
        return "stamp"

    monkeypatch.setattr(stamp, "read", once_gone)

    assert read_stamp() == "stamp"


def test_the_demonstrations_clock_moves_the_pages(kept: Kept, settings):
    settings.PORTAL_CLOCK = "demo"
    clock.stand_at(date(2020, 10, 28))
    EventFactory(period=Period.on(date(2020, 10, 30)), published=True)
    kept.get("/en/")
    assert kept.how("/en/") == "hit"

    clock.stand_at(date(2020, 11, 11))

    assert kept.how("/en/") == "miss"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/", "cannot reach its database"),
        ("/ru/", "не может обратиться к своей базе данных"),
        ("/zh-hans/", "数据库"),
    ],
)
def test_an_old_page_says_in_its_language_from_when_it_is(path: str, words: str):
    body = b"<body><main class=page><h1>Plan</h1></main></body>"

    page = dated(path, body, datetime(2020, 11, 10, 9, 5, tzinfo=UTC).timestamp()).decode()

    assert page.startswith('<body><main class=page><p class="notice" role="status">')
    assert words in page
    assert "09:05" in page
    assert page.endswith("<h1>Plan</h1></main></body>")


def test_what_is_no_page_is_told_as_it_is():
    assert dated("/api/v1/events/", b"{}", 0.0) == b"{}"


def test_a_failing_question_is_one_of_the_database():
    def broken() -> Iterable[str]:
        raise Error

    with pytest.raises(CannotTellError):
        wiring._asked(broken)

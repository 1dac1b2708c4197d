"""What a reader gets from memory is what the portal would say now, or it says that it may be old."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, strategies as st

from sco_presidency.page_cache import cache as cache_module
from sco_presidency.page_cache.cache import Flight
from sco_presidency.page_cache.entries import LARGEST
from sco_presidency.page_cache.told import Begun
from tests.sco_presidency.page_cache.portals import Portal, Site, at_once, number_of, wait_until


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    site = Site()
    monkeypatch.setattr(cache_module.time, "time", lambda: site.seconds)
    return site


def test_a_page_is_made_once_while_nothing_is_written(site: Site):
    assert [number_of(site.get()) for _ in range(3)] == [1, 1, 1]


def test_what_is_written_is_seen_within_a_second(site: Site):
    site.get()
    site.database.stamp = "two"
    assert number_of(site.get()) == 1  # the database was asked in this second

    site.seconds += 1

    assert number_of(site.get()) == 2


def test_the_database_is_asked_once_a_second_whoever_asks(site: Site):
    for path in ("/en/", "/ru/", "/en/"):
        site.get(path)

    assert site.database.asked == 1


def test_a_page_that_changes_by_itself_is_made_anew_when_its_moment_comes(site: Site):
    site.database.until = 0.5
    site.get()
    site.database.until = 90.0
    site.seconds = 0.5

    assert [number_of(site.get()), number_of(site.get())] == [2, 2]


def test_a_cache_in_front_may_keep_a_page_to_the_end_of_the_second(site: Site):
    site.seconds = 7.9
    made = site.get()
    site.seconds = 8.1
    known = site.get()

    assert [answer.headers["X-Accel-Expires"] for answer in (made, known)] == ["@7", "@8"]


def test_the_database_is_asked_when_a_second_of_the_wall_begins(site: Site):
    site.seconds = 7.9
    site.get()
    site.database.stamp = "two"
    site.seconds = 8.0

    assert number_of(site.get()) == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", {"Set-Cookie": "csrftoken=1"}),
        ("200 OK", {"Cache-Control": "private"}),
        ("302 Found", {"Vary": "Accept-Language"}),
        ("500 Oh", {}),
    ],
)
def test_a_cache_in_front_keeps_nothing_that_is_personal_or_a_fault(
    status: str, headers: dict[str, str]
):
    site = Site(Portal(**headers))
    site.portal.status = status

    assert "X-Accel-Expires" not in site.get().headers


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "POST"},
        {"authorization": "Basic x"},
        {"query": "x" * 501},
        {"cookie": "sessionid=1"},
        {"path": "/admin/"},
    ],
)
def test_a_cache_in_front_hears_nothing_of_what_is_passed_on(site: Site, sent: dict[str, str]):
    assert "X-Accel-Expires" not in site.get(**sent).headers


def test_an_old_page_is_not_for_a_cache_in_front(site: Site):
    site.get()
    site.database.is_gone = True
    site.seconds += 1

    assert "X-Accel-Expires" not in site.get().headers


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_cache_in_front_may_keep_that_nothing_is_there(site: Site, status: str):
    site.portal.status = status

    assert site.get().headers["X-Accel-Expires"] == "@0"


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "POST"},
        {"authorization": "Basic x"},
        {"query": "x" * 501},
        {"cookie": "sessionid=1"},
        {"cookie": "a[]=1; sessionid=1"},
    ],
)
def test_what_may_be_personal_is_passed_on(site: Site, sent: dict[str, str]):
    site.get()

    assert [number_of(site.get(**sent)), number_of(site.get(**sent))] == [2, 3]
    assert number_of(site.get()) == 1


def test_cookies_of_others_are_nothing_to_us(site: Site):
    site.get()

    assert number_of(site.get(cookie="_ga=GA1.2; theme=dark")) == 1


def test_a_choice_counts_only_on_pages_that_read_it(monkeypatch: pytest.MonkeyPatch):
    plain, chosen = Site(), Site(Portal(Vary="Cookie", **{"Cache-Control": "private, no-cache"}))
    for site in (plain, chosen):
        site.get()

    assert number_of(plain.get(cookie="clock=moscow")) == 1
    assert number_of(chosen.get(cookie="clock=moscow")) == 2
    assert number_of(chosen.get()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "csrftoken=1"},
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
        {"Vary": "Accept-Language"},
    ],
)
def test_what_is_for_one_reader_is_never_kept(headers: dict[str, str]):
    site = Site(Portal(**headers))

    assert [number_of(site.get()), number_of(site.get())] == [1, 2]
    assert len(site.store) == 0


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "302 Found", "500 Oh"])
def test_only_what_was_found_is_kept(site: Site, status: str):
    site.portal.status = status

    assert [site.get().status, site.get().status] == [status, status]
    assert (len(site.portal.calls), len(site.store)) == (2, 0)


def test_host_scheme_path_and_query_tell_pages_apart(site: Site):
    asked = [("/en/", {}), ("/ru/", {}), ("/en/", {"query": "a=1"}), ("/en/", {"host": "b"})]
    asked.append(("/en/", {"x_proto": "http"}))

    numbers = [number_of(site.get(path, **sent)) for path, sent in asked * 2]

    assert numbers == [1, 2, 3, 4, 5] * 2


def test_a_client_that_has_the_page_gets_304_without_the_portal(site: Site):
    tag = site.get().headers["ETag"]

    answer = site.get(if_none_match=f'"other", {tag}')

    assert (answer.status, answer.body) == ("304 Not Modified", b"")
    assert answer.headers == {"ETag": tag, "X-Accel-Expires": "@0"}
    site.written()
    assert site.get(if_none_match=tag).status == "200 OK"


def test_each_coding_is_made_once_and_head_has_no_body(site: Site):
    site.get()

    packed, plain = site.get(accept_encoding="gzip, br"), site.get(accept_encoding="gzip")
    head = site.get(method="HEAD", accept_encoding="br")

    assert (packed.body[:3], packed.headers["Content-Encoding"]) == (b"br:", "br")
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert plain.body.startswith(b"<html>")
    assert "Content-Encoding" not in plain.headers
    assert (head.body, head.headers) == (b"", packed.headers)


class Waiting(threading.Event):
    """Counts who waits."""

    number = 0

    def wait(self, timeout: float | None = None) -> bool:
        Waiting.number += 1
        return super().wait(timeout)


class CountedFlight(Flight):
    def __init__(self) -> None:
        super().__init__()
        self.landed = Waiting()


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> type[Waiting]:
    Waiting.number = 0
    monkeypatch.setattr(cache_module, "Flight", CountedFlight)
    return Waiting


def test_one_thread_makes_what_many_ask_for(site: Site, waiting: type[Waiting]):
    site.portal.before = lambda: wait_until(lambda: waiting.number == 7)

    answers = at_once(site.get, 8)

    assert [number_of(answer) for answer in answers] == [1] * 8
    assert (len(site.portal.calls), site.cache.counts["waited"]) == (1, 7)


def test_what_cannot_be_shared_is_made_for_each(site: Site, waiting: type[Waiting]):
    site.portal.status = "404 Not Found"
    site.portal.before = lambda: wait_until(lambda: waiting.number == 3)

    answers = at_once(site.get, 4)

    assert [answer.status for answer in answers] == ["404 Not Found"] * 4
    assert sorted(map(number_of, answers)) == [1, 2, 3, 4]
    assert site.cache._flights == {}


def test_whoever_waited_gets_nothing_from_before_a_write(site: Site, waiting: type[Waiting]):
    def write_while_another_waits() -> None:
        if len(site.portal.calls) == 1:
            site.written()
            later.start()
            wait_until(lambda: waiting.number == 1)

    answers = []
    later = threading.Thread(target=lambda: answers.append(site.get()))
    site.portal.before = write_while_another_waits

    first = site.get()
    later.join(timeout=20)

    assert (number_of(first), [number_of(answer) for answer in answers]) == (1, [2])


def test_a_failure_of_the_portal_leaves_nothing_behind(site: Site):
    def fail() -> None:
        raise ZeroDivisionError

    site.portal.before = fail
    with pytest.raises(ZeroDivisionError):
        site.get()
    site.portal.before = lambda: None

    assert number_of(site.get()) == 2
    assert site.cache._flights == {}


def test_without_the_database_old_pages_are_told_and_say_so(site: Site):
    site.get()
    site.database.is_gone = True
    site.seconds = 90

    answer = site.get(if_none_match='W/"1"')

    assert (answer.status, number_of(answer)) == ("200 OK", 1)
    assert b"<main id=a>old 1" in answer.body
    assert answer.headers["Age"] == "90"
    assert "ETag" not in answer.headers
    assert site.cache.counts["stale"] == 1


def test_without_the_database_what_was_never_asked_is_the_portals_to_answer(site: Site):
    site.database.is_gone = True
    site.portal.status = "503 Service Unavailable"

    assert site.get("/en/new/").status == "503 Service Unavailable"


def test_when_the_database_is_back_pages_are_new(site: Site):
    site.get()
    site.database.is_gone = True
    site.seconds = 5
    site.get()
    site.database.is_gone, site.database.stamp = False, "two"
    site.seconds = 6

    assert number_of(site.get()) == 2


def test_what_is_too_large_goes_through_as_it_comes(site: Site):
    site.portal.headers["X"] = "1"
    large = b"x" * (LARGEST + 1)

    def huge(environ, start):
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(large)))])
        return [large]

    site.cache._application = huge

    assert site.get().body == large
    assert len(site.store) == 0


def test_a_flood_of_addresses_pushes_out_nothing_that_is_asked_for(site: Site):
    site = Site(capacity=60_000)
    site.get()
    site.get()

    for number in range(1000):
        site.get(query=f"junk={number}")

    assert number_of(site.get()) == 1
    assert site.store.size <= 60_000


@pytest.mark.parametrize("sent", [{}, {"method": "HEAD"}, {"cookie": "clock=beijing"}])
def test_in_the_second_in_which_the_database_dies_an_old_page_is_told(
    site: Site, sent: dict[str, str]
):
    site.get()
    site.written()
    assert site.get("/en/other/").status == "200 OK"  # asked in this second: all is well
    site.portal.status = "503 Service Unavailable"

    answer = site.get(**sent)

    assert (answer.status, site.cache.counts["stale"]) == ("200 OK", 1)
    assert answer.body.startswith(b"" if sent.get("method") else b"<html><main id=a>old 1")
    assert {"ETag", "X-Accel-Expires"}.isdisjoint(answer.headers)
    site.portal.status = "200 OK"
    assert number_of(site.get()) > 2


def test_those_who_wait_while_the_database_dies_get_the_old_page_too(site: Site):
    site.get()
    site.written()
    site.portal.status = "503 Service Unavailable"
    site.portal.before = lambda: wait_until(lambda: len(site.cache._flights) == 1)

    answers = at_once(site.get, 4)

    assert [answer.status for answer in answers] == ["200 OK"] * 4
    assert {answer.body.startswith(b"<html><main id=a>old 1") for answer in answers} == {True}


def test_what_was_never_told_is_refused_while_the_database_is_gone(site: Site):
    site.portal.status = "503 Service Unavailable"

    assert site.get().status == "503 Service Unavailable"
    assert site.cache.counts["stale"] == 0


@given(st.lists(st.sampled_from(["get", "write", "second", "gone", "back"]), max_size=30))
def test_no_reader_ever_gets_what_is_older_than_a_second_unmarked(steps: list[str]):
    site = Site()
    #: The stamps that were the newest at some time of this second; of each answer, the one it was made under.
    newest, made = {site.database.stamp}, {}
    for step in steps:
        if step == "write":
            site.database.stamp += "+"
            newest.add(site.database.stamp)
        elif step == "second":
            site.seconds += 1
            newest = {site.database.stamp}
        elif step in ("gone", "back"):
            site.database.is_gone = step == "gone"
        else:
            calls = len(site.portal.calls)
            answer = site.get()
            if len(site.portal.calls) > calls:
                made[number_of(answer)] = site.database.stamp
            assert b"old " in answer.body or made[number_of(answer)] in newest


def test_an_answer_that_is_written_beside_its_return_is_refused():
    with pytest.raises(NotImplementedError, match="nothing is written beside them"):
        Begun()("200 OK", [])(b"beside")


def test_what_is_not_kept_is_compressed_for_whoever_takes_it(site: Site):
    site.portal.status = "404 Not Found"

    assert site.get(accept_encoding="br").headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in site.get().headers

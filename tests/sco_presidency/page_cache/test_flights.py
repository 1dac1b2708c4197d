"""One thread makes an answer, whoever asks for it meanwhile."""

from __future__ import annotations

import threading

import pytest

from sco_presidency.page_cache import cache as cache_module
from sco_presidency.page_cache.cache import Flight
from tests.sco_presidency.page_cache.portals import Site, at_once, number_of, wait_until


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


def test_those_who_wait_while_the_database_dies_get_the_old_page_too(site: Site):
    site.get()
    site.written()
    site.portal.status = "503 Service Unavailable"
    site.portal.before = lambda: wait_until(lambda: len(site.cache._flights) == 1)

    answers = at_once(site.get, 4)

    assert [answer.status for answer in answers] == ["200 OK"] * 4
    assert {answer.body.startswith(b"<html><main id=a>old 1") for answer in answers} == {True}

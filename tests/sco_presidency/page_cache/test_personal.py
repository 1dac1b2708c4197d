"""What may be for one reader is neither kept nor told to another."""

from __future__ import annotations

import pytest

from tests.sco_presidency.page_cache.portals import Portal, Site, number_of


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

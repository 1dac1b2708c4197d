"""Without the database old pages are told, and say that they may be old."""

from __future__ import annotations

import pytest

from tests.sco_presidency.page_cache.portals import Site, number_of


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


def test_what_was_never_told_is_refused_while_the_database_is_gone(site: Site):
    site.portal.status = "503 Service Unavailable"

    assert site.get().status == "503 Service Unavailable"
    assert site.cache.counts["stale"] == 0

"""What a cache in front of the portal may keep of an answer, and how long."""

from __future__ import annotations

import pytest

from tests.sco_presidency.page_cache.portals import Portal, Site


def test_a_cache_in_front_may_keep_a_page_to_the_end_of_the_second(site: Site):
    site.seconds = 7.9
    made = site.get()
    site.seconds = 8.1
    known = site.get()

    assert [answer.headers["X-Accel-Expires"] for answer in (made, known)] == ["@7", "@8"]


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

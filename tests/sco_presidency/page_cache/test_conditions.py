"""What a request makes its answer depend on, read in one way at every door, kept in memory or not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.wsgi import get_wsgi_application

from events.dates import Period
from sco_presidency.page_cache.wsgi import TellUnchanged, around
from tests.events.planned import event
from tests.sco_presidency.page_cache.portals import Answer, answer_of

pytestmark = pytest.mark.django_db(transaction=True)

#: A page and a search, which is never kept; what machines are told; what has no tag of ours.
ADDRESSES = (
    *("/en/calendar/", "/en/search/?q=forum", "/en/events/forum/"),
    *("/en/calendar.ics", "/api/v1/events/", "/sitemap.xml", "/robots.txt"),
)
LONG_AGO = "Fri, 31 Dec 1999 23:59:59 GMT"
OTHER = '"other"'


@pytest.fixture
def application(settings):
    settings.ALLOWED_HOSTS, settings.PORTAL_CLOCK = ["testserver"], "2020-10-28"
    event("Forum", Period.on(date(2020, 10, 29)), slug="forum")
    portal = TellUnchanged(around(get_wsgi_application()))
    answer_of(portal, "/en/search/?q=forum")  # its index is made as it is first asked for
    return portal


def statuses(application, path: str, **headers: str) -> set[str]:
    """Return what is answered: made, kept in memory, and to who holds it by a tag of its own."""
    sent = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    cookie = {"HTTP_COOKIE": "clock=Asia/Tokyo"}  # of a choice: it may be another page
    answers: list[Answer] = [
        answer_of(application, path, **sent, **more) for more in ({}, {}, cookie)
    ]
    assert all(bool(answer.body) == answer.status.startswith("200") for answer in answers) or (
        path.startswith("/api/")
    )
    return {answer.status[:3] for answer in answers}


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("path", ADDRESSES)
def test_nobody_is_refused_for_what_was_modified_since_a_day(application, path):
    answer_of(application, path)

    assert statuses(application, path, if_unmodified_since=LONG_AGO) == {"200"}
    assert statuses(application, path, if_unmodified_since=LONG_AGO, if_none_match=OTHER) == {"200"}


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("path", ADDRESSES)
def test_who_asks_for_what_it_holds_alone_is_refused_all_else(application, path):
    """A weak tag, as all of the portal's are, is the same as none (RFC 9110, 13.1.1)."""
    tag = answer_of(application, path).headers["ETag"]

    for if_match in (OTHER, tag):
        assert statuses(application, path, if_match=if_match) == {"412"}
        assert statuses(application, path, if_match=if_match, if_none_match=OTHER) == {"412"}
    assert statuses(application, path, if_match="*") == {"200"}


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_list_of_tags_is_read_alike_kept_or_not(application, path):
    tag = answer_of(application, path).headers["ETag"]

    for held in ("*", tag, tag.removeprefix("W/"), f'"a", {tag}', f'W/"a,b" ,{tag}'):
        assert statuses(application, path, if_none_match=held) == {"304"}, held
    # Neither a tag nor the star: nothing is held.
    for held in (OTHER, tag.strip('W/"'), '*, "x"', '"*"', ",", "W/", '"\xe9\xff"', f'"{tag}"'):
        assert statuses(application, path, if_none_match=held) == {"200"}, held

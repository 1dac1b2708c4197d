"""What is not public, or not any more, is named nowhere: on no page, in no form, at no door.

Every address here names it as soon as it is public: what is not seen there is really hidden.
"""

import pytest
from django.test import Client

from search.finding import find
from tests.veiled import veil

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index_follows"),
    pytest.mark.clock("2020-10-29"),  # the meeting has begun: what it adopts is listed
]

PAGES = (
    "",
    "subscribe/",
    "calendar/",
    "calendar/by-priority/",
    "calendar/by-body/",
    "calendar/by-place/",
    "calendar/2020/",
    "calendar/2020/10/",
    "calendar/2020/10/29/",
    "calendar/as-on/2020-10-28/",
    "calendar/changes/?from=2020-09-01&to=2020-09-30",
    "events/public-event/",
    "news/",
    "news/2020/10/01/public-article/",
    "documents/",
    "documents/public-document/",
    "bodies/",
    "bodies/public-body/",
    "priorities/",
    "priorities/public-priority/",
    "themes/",
    "themes/public-theme/",
    "countries/russia/",
    "search/?q=event",
    "search/?q=article",
    "search/?q=document",
    "search/?q=priority",
    "search/?q=theme",
    "search/?q=short",
)
FORMS = (
    "calendar.ics",
    "calendar.csv",
    "calendar.atom",
    "calendar.json",
    "calendar/2020/10.csv",
    "calendar/by-place.geojson",
    "calendar/changes.atom",
    "calendar/changes.json",
    "priorities/public-priority/calendar.csv",
    "themes/public-theme/calendar.csv",
    "themes/public-theme.atom",
    "themes/public-theme.json",
    "bodies/public-body/calendar.csv",
    "countries/russia/calendar.csv",
    "events/public-event.ics",
    "events/public-event.json",
    "news.rss",
    "news.atom",
    "news.json",
)
#: A wrong name is answered with the nearest right one.
WRONG = (
    "events/veild-event/",
    "news/2020/10/01/veild-article/",
    "documents/veild-document/",
    "bodies/veild-body/",
    "priorities/veild-priority/",
    "themes/veild-theme/",
    "calendar/?body=none",
    "calendar/?priority=none",
    "calendar/?theme=none",
    "documents/?body=none",
    "documents/?priority=none",
)
API = (
    "events/",
    "events/public-event/",
    "events/?body=none",
    "events/?priority=none",
    "events/?theme=none",
    "news/",
    "news/public-article/",
    "documents/",
    "documents/public-document/",
    "bodies/",
    "bodies/public-body/",
    "priorities/",
    "themes/",
    "themes/public-theme/",
)
SITEMAPS = ("events", "news", "documents", "bodies", "priorities", "themes")
ADDRESSES = (
    *(f"/en/{address}" for address in (*PAGES, *FORMS, *WRONG)),
    *(f"/api/v1/{address}" for address in API),
    *(f"/sitemap-{kind}-1.xml" for kind in SITEMAPS),
)
#: Its own pages and files.
OWN = (
    "/en/events/veiled-event/",
    "/en/events/veiled-event.ics",
    "/en/events/veiled-event.json",
    "/en/events/veiled-event/steps/1/",
    "/en/events/veiled-event/share-0.png",
    "/api/v1/events/veiled-event/",
    "/api/v1/events/veiled-event/changes/",
    "/en/news/2020/10/01/veiled-article/",
    "/api/v1/news/veiled-article/",
    "/en/documents/veiled-document/",
    "/en/documents/veiled-document@1/",
    "/api/v1/documents/veiled-document/",
    "/en/bodies/veiled-body/",
    "/en/bodies/veiled-body/calendar.ics",
    "/en/bodies/veiled-body/calendar.csv",
    "/api/v1/bodies/veiled-body/",
    "/en/priorities/veiled-priority/",
    "/en/priorities/veiled-priority/calendar.ics",
    "/en/priorities/veiled-priority/calendar.csv",
    "/api/v1/priorities/veiled-priority/",
    "/en/themes/veiled-theme/",
    "/en/themes/veiled-theme.atom",
    "/en/themes/veiled-theme.json",
    "/en/themes/veiled-theme/calendar.ics",
    "/en/themes/veiled-theme/calendar.csv",
    "/en/themes/veiled-theme/share-0.png",
    "/api/v1/themes/veiled-theme/",
)
STATES = {"draft": {}, "withdrawn": {"withdrawn": True}}


def naming(client: Client) -> list[str]:
    """Return the addresses that name anything veiled."""
    return [address for address in ADDRESSES if b"veiled" in client.get(address).content]


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_what_is_not_public_is_named_nowhere(client: Client, state: dict[str, bool]):
    veil(**state)

    assert naming(client) == []
    assert find("veiled").results.hits == ()


def test_what_is_public_is_named_everywhere(client: Client):
    veil(published=True)

    assert naming(client) == list(ADDRESSES)
    assert len(find("veiled").results.hits) == 10


def test_a_draft_has_no_address(client: Client):
    veil()

    assert {address: client.get(address).status_code for address in OWN} == dict.fromkeys(OWN, 404)


def test_every_address_of_what_was_withdrawn_says_so(client: Client):
    veil(withdrawn=True)

    assert {address: client.get(address).status_code for address in OWN} == dict.fromkeys(OWN, 410)


def test_what_is_public_has_all_its_addresses(client: Client):
    veil(published=True)

    found = {address: client.get(address, follow=True).status_code for address in OWN}

    assert found == dict.fromkeys(OWN, 200)

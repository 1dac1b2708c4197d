"""A draft translation: behind no door, found by no words."""

import pytest

from events.models import Event
from publishing import records
from tests.acting import workflow
from tests.journeys.translated import SECRET, make_forum
from tests.pages import texts
from tests.recording import last_told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    settings.PORTAL_CLOCK = "2020-11-03"


@pytest.fixture
def forum():
    make_forum()
    return Event.objects.get(slug="forum")


@pytest.mark.parametrize(
    "address",
    [
        "/zh-hans/",
        "/zh-hans/calendar/",
        "/zh-hans/calendar/2020/11/",
        "/zh-hans/calendar/2020/",
        "/zh-hans/calendar.ics",
        "/zh-hans/calendar.csv",
        "/zh-hans/calendar.atom",
        "/zh-hans/calendar.json",
        "/zh-hans/calendar/by-place.geojson",
        "/zh-hans/calendar/by-body/",
        "/zh-hans/calendar/changes/",
        "/zh-hans/calendar/changes.atom",
        "/zh-hans/events/forum/",
        "/zh-hans/events/forum.ics",
        "/zh-hans/events/forum.json",
        "/zh-hans/search/?q=Zebra",
        "/api/v1/events/",
        "/api/v1/events/forum/",
        "/sitemap-events-1.xml",
    ],
)
def test_a_draft_translation_is_behind_no_door(client, forum, address):
    assert Event.objects.get().title_zh_hans == SECRET

    response = client.get(address)

    assert response.status_code == 200
    assert SECRET not in response.content.decode()


def test_a_draft_is_not_found_by_its_words(client, forum):
    assert texts(client.get(f"/zh-hans/search/?q={SECRET}"), "h2", within="search-result") == []


def test_a_draft_is_no_title_that_words_are_looked_for_in(forum):
    events = Event.objects.published()

    assert list(events.matching(SECRET, "zh-hans")) == []
    assert list(events.matching("zebra", "zh-hans")) == [forum]  # what they read instead
    workflow.make_public(forum, "zh-hans")
    assert list(events.matching(SECRET, "zh-hans")) == [forum]
    assert list(events.matching("zebra", "zh-hans")) == []


def test_no_address_of_a_draft_is_a_translation(client, forum):
    page = client.get("/en/events/forum/").content.decode()

    assert 'rel="alternate" hreflang="zh-Hans"' not in page
    assert "zh-hans/events/forum" not in client.get("/sitemap-events-1.xml").content.decode()


def test_a_draft_that_is_made_public_is_found_and_told(client, forum):
    workflow.make_public(forum, "zh-hans")

    assert SECRET in client.get("/zh-hans/events/forum/").content.decode()
    assert "/zh-hans/events/forum/" in client.get(f"/zh-hans/search/?q={SECRET}").content.decode()
    assert last_told("events", "forum")["translations"]["zh-hans"] == "public"
    assert list(records.discrepancies()) == []

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import changes
from events.changes import Moves
from events.dates import Period
from events.states import Format, Status
from priorities.states import Strand
from tests.factories import BodyFactory, EventFactory, PriorityFactory, announcement
from tests.pages import attributes, text, texts

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


@pytest.fixture(autouse=True)
def late_october(settings) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"


def test_priorities_are_grouped_by_strand_with_their_events(client):
    ties = PriorityFactory(title_en="Ties", strand=Strand.PEOPLE, position=1, published=True)
    PriorityFactory(title_en="Trade", strand=Strand.ECONOMY, position=2, published=True)
    PriorityFactory(title_en="Draft", strand=Strand.ECONOMY, position=3)
    EventFactory(priorities=[ties], published=True)
    EventFactory(priorities=[ties])

    response = client.get("/en/priorities/")

    assert texts(response, "h2", within="strand-group") == [
        "Economy and regions",
        "Culture and people",
    ]
    assert texts(response, "h3") == ["Trade", "Ties"]
    assert texts(response, "p", "priority-count") == ["no events", "1 event"]


def test_list_takes_as_many_queries_for_three_as_for_one(client):
    _serve(PriorityFactory(published=True))
    client.get("/en/priorities/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/en/priorities/")
    _serve(PriorityFactory(published=True))
    _serve(PriorityFactory(published=True))

    with CaptureQueriesContext(connection) as for_three:
        client.get("/en/priorities/")

    assert len(for_three) == len(for_one)


def test_page_tells_what_is_coming_and_what_was_held_or_moved(client):
    priority = PriorityFactory(title_en="Trade", published=True)
    EventFactory(title_en="Forum", period=NOVEMBER, priorities=[priority], published=True)
    EventFactory(
        title_en="Expo", period=JULY, status=Status.HELD, priorities=[priority], published=True
    )
    EventFactory(title_en="Other", period=NOVEMBER, published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert text(response, "h1") == "Trade"
    assert texts(response, "h2", within="section-head") == [
        "Coming up",
        "Held, or moved",
        "How the plan covers each priority",
    ]
    assert texts(response, "h3", within="event-list") == ["Forum", "Expo"]


def test_moved_event_is_coming_and_leaves_its_old_slot_behind(client):
    priority = PriorityFactory(published=True)
    event = EventFactory(
        title_en="Forum",
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        format=Format.IN_PERSON,
        priorities=[priority],
        published=True,
    )
    changes.reschedule(event, announcement(date(2020, 5, 27)), Moves(period=NOVEMBER))

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "s") == ["Forum"]
    assert texts(response, "li", "event-ghost")[0].startswith("22–23 July 2020 Forum")


def test_finished_presidency_has_nothing_coming_up(client, settings):
    settings.PORTAL_CLOCK = "off"
    priority = PriorityFactory(published=True)
    EventFactory(period=JULY, status=Status.HELD, priorities=[priority], published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert "Coming up" not in texts(response, "h2")
    assert "Held, or moved" in texts(response, "h2")


def test_priority_without_events_says_so(client):
    priority = PriorityFactory(published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "p", "soft", within="stack")[0].startswith("No event of the plan")


def test_bodies_are_named_the_busiest_first(client):
    priority = PriorityFactory(published=True)
    quiet, busy = (
        BodyFactory(name_en="Quiet", published=True),
        BodyFactory(name_en="Busy", published=True),
    )
    EventFactory(priorities=[priority], bodies=[quiet, busy], published=True)
    EventFactory(priorities=[priority], bodies=[busy], published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "li", within="name-list") == ["Busy", "Quiet"]


def test_coverage_compares_all_priorities_and_marks_this_one(client):
    priority = PriorityFactory(title_en="Trade", position=1, published=True)
    PriorityFactory(title_en="Ties", position=2, published=True)
    EventFactory(priorities=[priority], published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "a", within="coverage") == ["Trade", "Ties"]
    assert [link.get("aria-current") for link in attributes(response, "a", within="coverage")] == [
        "page",
        None,
    ]
    assert texts(response, "span", "visually-hidden", within="coverage") == [
        "1 event",
        "no events",
    ]


def test_page_offers_the_feed_of_its_events(client):
    priority = PriorityFactory(published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    (button,) = attributes(response, "a", "button")
    assert button["href"] == f"/en/priorities/{priority.slug}/calendar.ics"


def test_description_in_another_language_says_which(client):
    priority = PriorityFactory(description_ru="Слова.", published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert [prose.get("lang") for prose in attributes(response, "div", "aside-prose")] == ["ru"]


def test_draft_is_found_by_nobody(client):
    assert client.get(f"/en/priorities/{PriorityFactory().slug}/").status_code == 404


def test_page_takes_as_many_queries_for_three_events_as_for_one(client):
    priority = PriorityFactory(published=True)
    _serve(priority)
    address = f"/en/priorities/{priority.slug}/"
    client.get(address)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    _serve(priority)
    _serve(priority)

    with CaptureQueriesContext(connection) as for_three:
        client.get(address)

    assert len(for_three) == len(for_one)


def _serve(priority) -> None:
    """Add a moved event of `priority`, with a body of its own."""
    event = EventFactory(
        announced=announcement(None),
        period=JULY,
        priorities=[priority],
        bodies=[BodyFactory(published=True)],
        published=True,
    )
    changes.reschedule(event, announcement(None), Moves(period=NOVEMBER))

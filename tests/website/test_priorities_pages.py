from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from i18n.texts import CODES
from tests.acting import changes
from tests.factories import (
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.markup import page_of
from tests.pages import attributes, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def test_priorities_are_grouped_by_strand_with_their_events(client):
    ties = PriorityFactory(title_en="Ties", strand="people", position=1, published=True)
    PriorityFactory(title_en="Trade", strand="economy", position=2, published=True)
    PriorityFactory(title_en="Draft", strand="economy", position=3)
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
    client.get("/en/priorities/")  # the plan is read anew

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
        "From promise to result",
        "Coming up",
        "Past and moved events",
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
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=NOVEMBER))

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "s") == ["Forum"]
    assert texts(response, "li", "event-ghost")[0].startswith(
        "22–23 July 2020 No longer on this date: Forum"
    )


def test_finished_presidency_has_nothing_coming_up(client, settings):
    settings.PORTAL_CLOCK = "off"
    priority = PriorityFactory(published=True)
    EventFactory(period=JULY, status=Status.HELD, priorities=[priority], published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert "Coming up" not in texts(response, "h2")
    assert "Past and moved events" in texts(response, "h2")


def test_priority_without_events_says_so(client):
    priority = PriorityFactory(published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "p", "soft", within="stack")[0].startswith("No event of the plan")


def test_bodies_are_covered_the_busiest_first(client):
    priority = PriorityFactory(published=True)
    busy, quiet = (BodyFactory(short_name_en=name, published=True) for name in ("Busy", "Quiet"))
    draft = BodyFactory(short_name_en="Draft")
    EventFactory(priorities=[priority], bodies=[quiet, busy, draft], published=True)
    EventFactory(priorities=[priority], bodies=[busy], published=True)
    EventFactory(bodies=[quiet], published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    section = page_of(response).one("section", **{"aria-labelledby": "by-body"})
    assert [link.text for link in section.all("a")] == ["Busy", "Quiet"]
    counts = section.all("span", cls="visually-hidden")
    assert [count.text for count in counts] == ["2 events", "1 event"]


# --- from promise to result -------------------------------------------------------------


def test_line_leads_from_the_promise_to_the_documents(client):
    priority = PriorityFactory(description_en="Words.", published=True)
    summit = EventFactory(period=JULY, status=Status.HELD, priorities=[priority], published=True)
    DocumentFactory(title_en="Of the summit", events=[summit], published=True)
    DocumentFactory(title_en="Of the priority", priorities=[priority], published=True)
    DocumentFactory(title_en="Another", published=True)
    DocumentFactory(priorities=[priority])

    response = client.get(f"/en/priorities/{priority.slug}/")

    line = page_of(response).one("ol", cls="promise-line")
    assert [step.text for step in line.all("li")] == [
        "Promised What was proposed",
        "Planned 1 event in the plan",
        "Moved 0 events moved",
        "Held 1 event took place",
        "Documents 2 documents adopted",
    ]
    assert [link["href"] for link in line.all("a")] == ["#proposed", "#documents"]
    # Marks stand above figures, and each step has the same lines, so that these meet.
    assert [[part["class"] for part in step.all("p")[:2]] for step in line.all("li")] == [
        ["promise-marks", "promise-count"]
    ] * 5


def test_promise_without_a_text_leads_to_its_source(client):
    priority = PriorityFactory(source_url="https://source.example/", published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    line = page_of(response).one("ol", cls="promise-line")
    assert line.all("li")[0].one("a")["href"] == "https://source.example/"


def test_line_says_that_no_text_of_the_promise_is_known(client):
    priority = PriorityFactory(published=True)

    response = client.get(f"/en/priorities/{priority.slug}/")

    assert texts(response, "li", within="promise-line")[0] == (
        "Promised No text of it is on record."
    )


def test_documents_beyond_the_shown_ones_are_in_the_list(client):
    priority = PriorityFactory(published=True)
    summit = EventFactory(priorities=[priority], published=True)
    for number in range(6):
        linked = {"events": [summit]} if number % 2 else {"priorities": [priority]}
        DocumentFactory(title_en=f"No {number}", published=True, **linked)
    DocumentFactory(events=[EventFactory(published=True)], published=True)

    page = page_of(client.get(f"/en/priorities/{priority.slug}/"))
    section = page.one("section", **{"aria-labelledby": "documents"})
    listed = client.get(section.all("a")[0]["href"])

    assert section.all("a")[0].text == "All documents of this priority"
    assert len(section.all("li")) == 5
    assert sum(len(rows.all("li")) for rows in page_of(listed).all("ul", cls="document-list")) == 6


def test_months_show_the_events_of_the_priority_alone(client):
    priority = PriorityFactory(slug="trade", published=True)
    EventFactory(period=NOVEMBER, priorities=[priority], published=True)
    EventFactory(period=NOVEMBER, published=True)

    strip = page_of(client.get("/en/priorities/trade/")).one("section", cls="plan-strip")

    november = strip.one("a", href="/en/calendar/2020/11/?priority=trade")
    assert november.one("span", cls="visually-hidden").text == "November 2020, 1 event"


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


@pytest.mark.parametrize("code", CODES)
def test_marks_of_a_priority_are_explained_in_the_words_of_the_strip(client, code):
    priority = PriorityFactory(published=True)
    EventFactory(priorities=[priority], published=True)

    page = page_of(client.get(f"/{code}/priorities/{priority.slug}/"))

    words = page.one("p", cls="coverage-key").text
    assert words[:-1] == page.one("ul", cls="mark-key").all("li")[-1].text
    assert words[-1] in ".。"


def test_description_in_another_language_says_which(client):
    priority = PriorityFactory(description_ru="Слова.", published=True)

    aside = page_of(client.get(f"/en/priorities/{priority.slug}/")).one("div", cls="aside-prose")

    assert [words["lang"] for words in aside.all("p")] == ["ru"]


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
    client.get(address)  # the plan is read anew

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
    DocumentFactory(events=[event], published=True)
    changes.reschedule(event, announcement(None), FactChanges(period=NOVEMBER))

"""The plan by body and by place."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import plan_memory
from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from i18n.texts import CODES
from tests.acting import changes
from tests.events.planned import TODAY, event, page
from tests.factories import BodyFactory, CityFactory, CountryFactory, PriorityFactory, announcement
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

NOVEMBER = Period.on(date(2020, 11, 10))


def groups(shown: Element) -> list[tuple[str, str, list[str]]]:
    """Heading, what stands below it, and the titles of each group."""
    return [
        (
            section.one("h2").text,
            section.one("div", cls="agenda-month").one("p").text,
            [title.text for title in section.all("h3")],
        )
        for section in shown.all("section", cls="agenda-section")
    ]


def test_priorities_are_a_list_to_jump_by_with_what_each_holds(client: Client):
    safety = PriorityFactory(slug="safety", title_en="Safety", position=1, published=True)
    PriorityFactory(slug="trade", title_en="Trade", position=2, published=True)
    event("Police", priorities=[safety])
    event("Of none")

    shown = page(client, "by-priority/")

    lines = shown.one("nav", cls="group-index").all("li")
    assert [line.text for line in lines] == [
        "Safety 1 event",
        "Trade no events",
        "Running the Presidency 1 event",
    ]
    headings = {
        f"#{section.one('h2')['id']}" for section in shown.all("section", cls="agenda-section")
    }
    assert {line.one("a")["href"] for line in lines} == headings


def test_events_stand_under_each_body_in_the_order_of_the_tree(client: Client):
    council = BodyFactory(name_en="Council", short_name_en="CHS", position=1, published=True)
    ministers = BodyFactory(short_name_en="Ministers", position=3, published=True)
    below = BodyFactory(short_name_en="Experts", position=9, parent=council, published=True)
    draft = BodyFactory(name_en="A draft", published=False)
    event("Both", bodies=[ministers, below])
    event("Of the council", bodies=[council])
    event("Of a draft", bodies=[draft])
    event("Of none")

    shown = page(client, "by-body/")

    assert groups(shown) == [
        ("CHS", "1 event", ["Of the council"]),
        ("Experts", "Reports to: CHS 1 event", ["Both"]),
        ("Ministers", "1 event", ["Both"]),
        ("Without a body of the organisation", "2 events", ["Of a draft", "Of none"]),
    ]


def test_list_of_bodies_leads_to_their_events(client: Client):
    rats = BodyFactory(slug="rats", short_name_en="RATS", published=True)
    BodyFactory(name_en="Without events", published=True)
    event("Meeting", bodies=[rats])

    index = page(client, "by-body/").one("nav", cls="group-index")

    assert [(a.text, a["href"]) for a in index.all("a")] == [("RATS", "#body-rats")]


def test_events_stand_under_each_city_by_name(client: Client):
    russia = CountryFactory(name_en="Russia")
    ufa, moscow = (
        CityFactory(name_en="Ufa", country=russia),
        CityFactory(name_en="Moscow", country=russia),
    )
    CityFactory(name_en="Without events")
    event("In both", cities=[ufa, moscow], format=Format.IN_PERSON)
    event("By video", format=Format.ONLINE)
    event("Somewhere")

    shown = page(client, "by-place/")

    assert groups(shown) == [
        ("Moscow", "Russia 1 event", ["In both"]),
        ("Ufa", "Russia 1 event", ["In both"]),
        ("Online", "1 event", ["By video"]),
        ("Place not announced", "1 event", ["Somewhere"]),
    ]


def test_city_keeps_the_events_that_left_it_and_counts_them_apart(client: Client):
    moscow = CityFactory(name_en="Moscow", country=CountryFactory(name_en="Russia"))
    kubinka = CityFactory(name_en="Kubinka", country=moscow.country)
    summit = event("Summit", cities=[moscow], format=Format.IN_PERSON)
    changes.change_format(summit, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    council = event("Council", cities=[moscow], format=Format.IN_PERSON)
    changes.relocate(council, announcement(), FactChanges(cities=(kubinka.slug,)))
    cancelled = event("Forum", cities=[moscow], format=Format.IN_PERSON)
    changes.cancel(cancelled, announcement())

    shown = page(client, "by-place/")

    assert groups(shown) == [
        ("Kubinka", "Russia 1 event", ["Council"]),
        (
            "Moscow",
            "Russia 3 events (1 cancelled), 2 of them moved elsewhere or online",
            ["Summit", "Council", "Cancelled: Forum"],
        ),
        ("Online", "1 event", ["Summit"]),
    ]


def test_words_of_the_map_lead_to_the_events_of_each_city(client: Client):
    event("Forum", cities=[CityFactory(slug="ufa")], format=Format.IN_PERSON)

    shown = page(client, "by-place/")

    (link,) = shown.one("ul", cls="place-list").all("a")
    assert link["href"] == "#place-ufa"
    assert shown.one("h2", id="place-ufa")


def test_map_shows_only_what_the_filter_leaves(client: Client):
    event("Forum", cities=[CityFactory(slug="ufa")], format=Format.IN_PERSON)
    event("Concert", cities=[CityFactory(slug="omsk")], format=Format.IN_PERSON)

    shown = page(client, "by-place/?city=ufa")

    assert [a["href"] for a in shown.one("ul", cls="place-list").all("a")] == ["#place-ufa"]
    assert [name for name, _counts, _titles in groups(shown)] == ["City of ufa"]


@pytest.mark.parametrize("view", ["by-body/", "by-place/"])
def test_filter_that_leaves_nothing_says_so(client: Client, view):
    event("Forum", bodies=[BodyFactory(published=True)], cities=[CityFactory()])

    shown = page(client, f"{view}?kind=summit")

    assert shown.one("div", cls="no-events").text.startswith("No events of the kind “summit”.")
    assert groups(shown) == []


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("view", ["by-body/", "by-place/"])
def test_page_answers_in_its_language(client: Client, code, view):
    event("Forum", bodies=[BodyFactory(published=True)], cities=[CityFactory()])

    response = client.get(f"/{code}/calendar/{view}")

    title = {"en": "Forum", "ru": "Событие", "zh-hans": "活动"}[code]
    assert response.headers["Content-Language"] == code
    assert page_of(response).all("h3")[0].text.startswith(title)


@pytest.mark.parametrize("view", ["events:by_body", "events:by_place"])
def test_page_takes_the_same_queries_for_one_event_and_for_three(
    client: Client, view, monkeypatch: pytest.MonkeyPatch
):
    counts = []
    for number in (1, 2):
        for _number in range(number):
            moved = event(
                "Forum",
                priorities=[PriorityFactory(published=True)],
                bodies=[BodyFactory(published=True, parent=BodyFactory(published=True))],
                cities=[CityFactory()],
            )
            changes.reschedule(moved, announcement(), FactChanges(NOVEMBER))
        # The whole plan is read both times, not what differs from the plan of the test before.
        monkeypatch.setattr(plan_memory, "_memory", plan_memory.PlanMemory())
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(view))
        counts.append(len(queries))

    assert counts[0] == counts[1]

"""The permanent address of each step of an event's history."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from tests.acting import changes, workflow
from tests.asked import queries_of
from tests.events.past_plan import JULY, NOVEMBER_10, TODAY, summit
from tests.factories import EventFactory, announcement
from tests.markup import Element, page_at

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

STEP_3 = "/en/events/summit/steps/3/"


def page(client: Client, address: str = STEP_3) -> Element:
    return page_at(client, address)


def test_step_tells_what_was_and_what_became(client: Client):
    summit()

    main = page(client).one("main")

    assert main.one("h1").text == "Postponed"
    assert (main.one("del").text, main.one("ins").text) == ("22–23 July 2020", "to be confirmed")
    assert main.one("p", cls="step-reason").text == "The pandemic."
    assert main.one("p", cls="eyebrow").text == "Step 3 of 5 · 27 May 2020"


def test_event_is_shown_as_it_was_known_after_the_step(client: Client):
    summit()

    rows = [
        page(client, f"/en/events/summit/steps/{number}/").one("article", cls="event-row")
        for number in (2, 3, 5)
    ]

    dates = [[time["datetime"] for time in row.all("time")] for row in rows]
    assert dates == [["2020-07-22"], [], ["2020-11-10"]]
    assert [[tag.text for tag in row.all("li", cls="tag")] for row in rows] == [
        [],
        ["Postponed"],
        ["Rescheduled", "Moved online"],
    ]


@pytest.mark.parametrize(
    ("number", "heading", "has_more"),
    [
        (1, "The event as it was then known", True),
        (4, "The event as it was then known", True),
        (5, "The event as it is known now", False),
    ],
)
def test_only_the_last_step_shows_the_event_as_it_is_known_now(
    client: Client, number: int, heading: str, has_more: bool
):
    summit()

    main = page(client, f"/en/events/summit/steps/{number}/").one("main")

    assert main.one("h2", id="known").text == heading
    assert ("More has been announced since." in main.text) is has_more


def test_step_is_canonical_to_itself(client: Client):
    summit()

    links = page(client).all("link", rel="canonical")

    assert [link["href"] for link in links] == [f"http://testserver{STEP_3}"]


def test_step_leads_to_its_neighbours_to_the_event_and_to_the_plan_of_its_day(client: Client):
    summit()

    main = page(client).one("main")

    neighbours = main.one("nav", cls="month-pager").all("a")
    assert [link["href"] for link in neighbours] == [
        "/en/events/summit/steps/2/",
        "/en/events/summit/steps/4/",
    ]
    links = [link["href"] for link in main.all("a")]
    assert "/en/events/summit/#step-3" in links
    assert "/en/calendar/as-on/2020-05-27/" in links


def test_history_of_the_event_links_each_step(client: Client):
    summit()

    history = page(client, "/en/events/summit/").one("ol", cls="change-history")

    assert [step["id"] for step in history.all("li")] == [f"step-{n}" for n in range(1, 6)]
    assert [step.one("h3").one("a")["href"] for step in history.all("li")] == [
        f"/en/events/summit/steps/{number}/" for number in range(1, 6)
    ]


def test_day_of_the_event_is_not_called_today(client: Client):
    EventFactory(slug="silent", announced=announcement(), period=JULY, published=True)

    row = page(client, "/en/events/silent/steps/1/").one("article", cls="event-row")

    assert "Today" not in row.text


def test_step_of_unknown_day_says_so_and_names_no_plan(client: Client):
    EventFactory(slug="silent", announced=announcement(), period=JULY, published=True)

    main = page(client, "/en/events/silent/steps/1/").one("main")

    assert "Day of the announcement not known" in main.one("p", cls="eyebrow").text
    assert [link for link in main.all("a") if "as-on" in link["href"]] == []


def test_step_keeps_its_address_when_more_follow(client: Client):
    event = summit()
    before = page(client).one("main").one("h1").text

    changes.confirm(event, announcement(date(2020, 10, 28)), FactChanges(period=NOVEMBER_10))

    assert page(client).one("main").one("h1").text == before


@pytest.mark.parametrize("number", ["0", "6", "03", "-1", "x", "99999", "%00"])
def test_step_that_there_is_not_is_not_found(client: Client, number: str):
    summit()

    assert client.get(f"/en/events/summit/steps/{number}/").status_code == 404


def test_step_of_a_draft_is_not_found(client: Client):
    EventFactory(slug="draft", announced=announcement(), period=JULY)

    assert client.get("/en/events/draft/steps/1/").status_code == 404


def test_step_of_a_withdrawn_event_is_gone(client: Client):
    workflow.withdraw(summit())

    response = client.get(STEP_3)

    assert response.status_code == 410
    assert "The pandemic." not in response.content.decode()


def test_title_in_another_language_is_marked_and_no_translation_is_claimed(client: Client):
    event = EventFactory(
        slug="forum", title_en="Forum", title_ru="Форум", title_zh_hans="", published=True
    )
    changes.announce(event, announcement(date(2020, 1, 1)), FactChanges(period=JULY))

    shown = page(client, "/zh-hans/events/forum/steps/1/")

    assert shown.one("p", cls="page-head-lead").one("span")["lang"] == "en"
    assert "zh-Hans" not in [link.attributes.get("hreflang") for link in shown.all("link")]


@pytest.mark.parametrize(
    ("code", "title"), [("en", "Summit"), ("ru", "Саммит"), ("zh-hans", "峰会")]
)
def test_step_speaks_each_language(client: Client, code: str, title: str):
    summit()

    shown = page(client, f"/{code}/events/summit/steps/3/")

    assert shown.one("p", cls="page-head-lead").text == title


def test_number_of_queries_does_not_grow_with_the_steps(client: Client):
    event = EventFactory(
        slug="forum", announced=announcement(date(2020, 1, 1)), period=JULY, published=True
    )
    address = "/en/events/forum/steps/1/"
    numbers = []

    for number in (2, 3):
        changes.confirm(event, announcement(date(2020, number, 1)))
        page(client, address)  # the plan is read anew
        numbers.append(queries_of(lambda: page(client, address)))

    assert numbers[0] == numbers[1] < 20

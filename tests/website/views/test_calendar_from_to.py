"""Days from one to another, on pages and in files as in the API."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from tests.acting import changes
from tests.asked import queries_of
from tests.events.planned import TODAY, YEAR_2020, event, page
from tests.factories import announcement
from tests.made_once import made_once
from tests.markup import Element, page_of
from tests.website.addresses import offered_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

SUMMER = "?from=2020-07-01&to=2020-08-31"


@pytest.fixture
@made_once
def events() -> None:
    event("June", Period.on(date(2020, 6, 30)))
    event("Over the turn", Period.on(date(2020, 6, 30), date(2020, 7, 1)))
    event("August", Period.on(date(2020, 8, 31)))
    event("September", Period.on(date(2020, 9, 1)))
    event("Some time in 2020", YEAR_2020)
    event("Undated", Period.undated())


def titles(shown: Element) -> list[str]:
    return sorted(heading.text for heading in shown.one("main").all("h3"))


@pytest.mark.usefixtures("events")
def test_list_holds_what_the_api_holds(client: Client):
    shown = page(client, SUMMER)

    results = client.get(f"/api/v1/events/{SUMMER}").json()["results"]
    assert titles(shown) == ["August", "Over the turn", "Some time in 2020"]
    assert sorted(result["title"]["en"] for result in results) == titles(shown)


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        (SUMMER, "Shown: 2 events, 1 July – 31 August 2020. 1 more falls some time in 2020."),
        (
            "?from=2020-09-01",
            "Shown: 1 event, from 1 September 2020. 1 more falls some time in 2020.",
        ),
        ("?to=2020-06-30", "Shown: 2 events, until 30 June 2020. 1 more falls some time in 2020."),
        (
            "?q=a&from=2020-08-31&to=2020-08-31",
            "Shown: 1 event with “a” in the title, 31 August 2020.",
        ),
    ],
)
def test_sentence_says_the_days_and_counts_what_they_hold(client: Client, query, said):
    assert page(client, query).one("p", cls="filter-shown").text.startswith(said)


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize("form", ["ics", "csv", "json", "atom", "xlsx"])
def test_every_form_keeps_the_days(client: Client, form):
    link = f'href="/en/calendar.{form}?from=2020-08-01&amp;to=2020-08-31"'
    shown = client.get("/en/calendar/?from=2020-08-01&to=2020-08-31").content.decode()
    content = client.get(f"/en/calendar.{form}?from=2020-08-01&to=2020-08-31").content

    assert link in shown
    if form != "xlsx":
        assert (b"August" in content, b"September" in content) == (True, False)


@pytest.mark.usefixtures("events")
def test_page_of_a_month_holds_what_lies_in_both(client: Client):
    shown = page(client, "2020/06/?from=2020-07-01")

    said = shown.one("p", cls="filter-shown").text
    assert said == (
        "Shown: 1 event, June 2020, from 1 July 2020. 1 more falls some time in 2020. "
        "Clear the filter"
    )


@pytest.mark.usefixtures("events")
def test_past_that_was_asked_for_is_not_folded(client: Client):
    event("November", Period.on(date(2020, 11, 3)))

    assert page(client, "?to=2020-12-31").all("details", cls="past-fold") != []
    assert page(client, "?from=2020-06-01").all("details", cls="past-fold") == []


def test_only_slots_within_the_days_are_listed(client: Client):
    moved = event("Forum", Period.on(date(2020, 3, 3)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 12))))

    shown = page(client, "?from=2020-11-01")

    assert titles(shown) == ["Forum"]
    assert shown.all("li", cls="event-ghost") == []


@pytest.mark.parametrize(
    ("query", "told", "nearest"),
    [
        (
            "?from=yesterday",
            "Give a day from 1 January 1990 to 31 December 2099, written as 2020-06-01.",
            "",
        ),
        (
            "?to=2020-02-30",
            "Give a day from 1 January 1990 to 31 December 2099, written as 2020-06-01.",
            "?to=2020-02-29",
        ),
        (
            "?from=2020-08-01&to=2020-07-01",
            "The first day lies after the last.",
            "?from=2020-07-01&to=2020-07-01",
        ),
        ("?from=2020-01-01&from=2020-02-01", "Give it once.", "?from=2020-01-01"),
    ],
)
@pytest.mark.parametrize("address", ["", "2020/W45/", "2020/10/", "by-body/"])
def test_wrong_days_are_refused_in_words(client: Client, address, query, told, nearest):
    response = client.get(f"/en/calendar/{address}{query}")

    offered = f"/en/calendar/{address}{nearest}" if nearest else ""  # else the page itself is
    assert (response.status_code, offered_in(response)) == (400, offered)
    assert told in page_of(response).text


def test_blank_days_of_the_form_are_left_out_of_the_address(client: Client):
    response = client.get("/en/calendar/?from=&to=2020-10-31")

    assert (response.status_code, response["Location"]) == (302, "/en/calendar/?to=2020-10-31")


def test_link_that_was_tapped_in_wechat_opens_the_whole_list(client: Client):
    event("Forum")

    assert titles(page(client, "?from=singlemessage")) == ["Forum"]


@pytest.mark.usefixtures("events")
def test_empty_days_offer_what_a_wider_filter_leaves(client: Client):
    shown = page(client, "?from=2021-03-01&to=2021-03-31")

    box = shown.one("div", cls="no-events")
    assert box.text.startswith("1 – 31 March 2021: no events.") or box.text.startswith(
        "1–31 March 2021: no events."
    )
    assert [link["href"] for link in box.one("ul").all("a")] == ["/en/calendar/?to=2021-03-31"]


def test_form_offers_the_days_that_were_chosen(client: Client):
    event("Forum")

    fields = page(client, "?from=2020-10-01").one("form", cls="filter-form").all("input")

    assert [(field["name"], field["value"]) for field in fields if field["type"] == "date"] == [
        ("from", "2020-10-01"),
        ("to", ""),
    ]


def test_days_ask_as_much_for_many_events_as_for_one(client: Client):
    event("First", Period.on(date(2020, 7, 3)))
    one = queries_of(lambda: page(client, SUMMER))
    for number in range(3):
        event(f"Another {number}", Period.on(date(2020, 7, 4)))

    assert queries_of(lambda: page(client, SUMMER)) == one

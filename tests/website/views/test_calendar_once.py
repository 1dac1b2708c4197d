"""A month holds one set of events: its page reads it once, and every form of it shows the same."""

import re
from collections.abc import Iterable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Kind
from events.models import Event
from tests.acting import changes
from tests.events.planned import TODAY, YEAR_2020, event, page
from tests.factories import announcement
from tests.made_once import made_once
from tests.markup import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

NOVEMBER_10 = Period.on(date(2020, 11, 10))
#: The first and the last day of the weeks that the page of October draws.
DRAWN = ("2020-09-28", "2020-11-01")


@pytest.fixture
@made_once
def plan() -> None:
    event("Exact", kind=Kind.FORUM)
    event("Within the month", Period.in_month(2020, 10), kind=Kind.FORUM)
    event("Over two months", Period.on(date(2020, 10, 31), date(2020, 11, 3)))
    event("Into the month", Period.on(date(2020, 9, 30), date(2020, 10, 2)), kind=Kind.FORUM)
    event("Within the year", YEAR_2020)
    event("Autumn", Period(date(2020, 9, 1), date(2020, 11, 30), Precision.PART_OF_YEAR))
    moved = event("Moved away", Period.on(date(2020, 10, 7)), kind=Kind.FORUM)
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    said_exactly = event("Said exactly", Period.in_month(2020, 10))
    changes.reschedule(said_exactly, announcement(), FactChanges(Period.on(date(2020, 10, 8))))
    changes.postpone(event("Postponed", Period.on(date(2020, 10, 9))), announcement())
    changes.cancel(event("Cancelled", Period.on(date(2020, 10, 12))), announcement())
    # None of these is of October, though the calendar draws the days of the first two.
    event("In the first week", Period.on(date(2020, 9, 29)))
    event("In the last week", Period.on(date(2020, 11, 1)))
    event("Next month", NOVEMBER_10)
    event("Undated", Period.undated())


OF_OCTOBER = {
    *("Exact", "Within the month", "Over two months", "Into the month", "Within the year"),
    *("Autumn", "Moved away", "Said exactly", "Postponed", "Cancelled"),
}
BESIDE = {"In the first week", "In the last week"}


#: Calendars hold days; a month without a known one is told in their list alone (docs/adr/0003).
VAGUE = {"Within the month", "Within the year", "Autumn"}
#: Announced for a longer time, and moved away: told apart.
PERHAPS, LEFT = {"Within the year", "Autumn"}, {"Moved away", "Postponed"}
FORUMS = {"Exact", "Within the month", "Into the month", "Moved away"}


def named(slugs: Iterable[str]) -> set[str]:
    return set(Event.objects.filter(slug__in=set(slugs)).values_list("title_en", flat=True))


def on_page(client: Client, query: str) -> set[str]:
    """Return which events the page links, whatever it says of them."""
    main = page(client, f"2020/10/{query}").one("main")
    addresses = [link["href"] for link in main.all("a")]
    return named(slug for one in addresses for slug in re.findall("/events/([^/]+)/$", one))


def in_csv(client: Client, query: str) -> set[str]:
    text = client.get(f"/en/calendar/2020/10.csv{query}").content.decode("utf-8-sig")
    return named(re.findall("/en/events/([^/]+)/", text))


def in_json(client: Client, query: str) -> set[str]:
    results = client.get(f"/en/calendar/2020/10.json{query}").json()["results"]
    return named(one["slug"] for one in results)


def in_calendar(client: Client, query: str) -> set[str]:
    text = client.get(f"/en/calendar/2020/10.ics{query}").content.decode().replace("\r\n ", "")
    return named(re.findall("\r\nURL[^\r]*/en/events/([^/]+)/\r", text))


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("query", "held"),
    [
        ("", OF_OCTOBER),
        ("?kind=forum", FORUMS),
        ("?kind=forum&q=month", {"Within the month", "Into the month"}),
        ("?status=cancelled", {"Cancelled"}),
    ],
)
def test_page_and_files_of_a_month_hold_the_same_events(client: Client, query: str, held: set[str]):
    assert on_page(client, query) == held
    assert in_csv(client, query) == in_json(client, query) == held
    assert in_calendar(client, query) == held - VAGUE


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("query", ["", "?kind=forum", "?kind=forum&q=month"])
def test_page_counts_the_events_of_its_files(client: Client, query: str):
    shown = page(client, f"2020/10/{query}")

    count = len(in_csv(client, query) - PERHAPS - LEFT)

    description = shown.one("meta", name="description")["content"]
    assert description == f"Russia’s SCO Presidency, October 2020: {count} events."


def test_month_stands_small_within_the_description(client: Client):
    description = page_of(client.get("/ru/calendar/2020/11/")).one("meta", name="description")

    assert ", ноябрь 2020" in description["content"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("plan")
def test_days_beside_the_month_lead_to_their_own_pages_and_are_not_counted(client: Client):
    outside = [cell for cell in page(client, "2020/10/").all("td") if "is-outside" in cell["class"]]

    links = [link for cell in outside for link in cell.all("p", cls="month-more")]
    assert [link.text for link in links] == [
        "1 event, 29 September",
        "1 event, 30 September",
        "2 events, 1 November",
    ]
    assert links[0].one("a")["href"] == "/en/calendar/2020/09/29/"
    assert on_page(client, "") & BESIDE == in_csv(client, "") & BESIDE == set()


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("query", ["", "?kind=forum", "?kind=forum&q=month", "?kind=summit"])
def test_page_knows_which_events_are_in_its_days_without_a_question(client: Client, query: str):
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/en/calendar/2020/10/{query}")

    # The footer asks for the newest announcement until today.
    of_events = [one["sql"] for one in queries if "announced_on" not in one["sql"]]
    assert len(of_events) > 0
    assert [sql for sql in of_events if "2020-10-" in sql] == []
    assert [sql for sql in of_events if any(day in sql for day in DRAWN)] == []

"""The page of the plan as it was on a day."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from tests.acting import changes
from tests.asked import queries_of
from tests.events.past_plan import JULY, NOVEMBER_10, TODAY, planned, summit
from tests.factories import EventFactory, announcement
from tests.markup import Element, page_at, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def page(client: Client, day: str, language: str = "en") -> Element:
    return page_at(client, f"/{language}/calendar/as-on/{day}/").one("main")


def test_page_shows_the_postponed_summit_without_a_date(client: Client):
    summit()

    main = page(client, "2020-06-01")

    undated = main.all("section", cls="agenda-section")[-1]
    assert main.one("h1").text == "The plan as of 1 June 2020"
    assert undated.one("h2").text == "No date yet"
    assert [tag.text for tag in undated.all("li", cls="tag")] == ["Postponed"]
    assert main.one("li", cls="event-ghost").one("time")["datetime"] == "2020-07-22"


def test_page_shows_the_summit_in_july_before(client: Client):
    summit()

    row = page(client, "2020-05-26").one("article", cls="event-row")

    assert row.one("time")["datetime"] == "2020-07-22"
    assert "Saint Petersburg" in row.one("p", cls="event-meta").text


@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
def test_page_speaks_each_language(client: Client, code: str):
    summit()

    main = page(client, "2020-05-26", code)

    titles = {"en": "Summit", "ru": "Саммит", "zh-hans": "峰会"}
    assert main.one("article", cls="event-row").one("h3").text == titles[code]


def test_page_leads_to_the_days_of_change_around_it(client: Client):
    summit()

    links = page(client, "2020-06-01").one("nav", cls="month-pager").all("a")

    assert [link["href"] for link in links] == [
        "/en/calendar/as-on/2020-05-27/",
        "/en/calendar/as-on/2020-09-09/",
    ]


def test_counts_of_what_was_known_add_up(client: Client):
    summit()
    may = Period.on(date(2020, 5, 4))
    planned(period=may)
    changes.hold(planned(period=may), announcement(date(2020, 5, 5)))
    changes.cancel(planned(), announcement(date(2020, 5, 5)))
    changes.close_without_outcome(planned(period=may))
    planned(period=Period.on(date(2020, 6, 1)))

    lead = page(client, "2020-06-01").one("p", cls="page-head-lead").text

    assert lead.endswith(
        "6 events (1 held, 1 cancelled, 1 postponed, 1 with outcome unknown, 1 not yet reported, 1 still to come)."
    )


def test_page_says_which_events_are_not_known_to_have_been_planned(client: Client):
    summit()
    EventFactory(title_en="Silent", period=NOVEMBER_10, published=True)

    main = page(client, "2020-06-01")

    apart = main.all("section", cls="agenda-section")[-1]
    assert apart.one("h2")["id"] == "unsure"
    assert [title.text for title in apart.all("h3")] == ["Silent"]
    assert "1 event is on record" in main.one("div", cls="past-notice").text


def test_form_leads_to_the_address_of_the_day(client: Client):
    summit()

    response = client.get("/en/calendar/as-on/?day=2020-06-01")

    assert (response.status_code, response.url) == (302, "/en/calendar/as-on/2020-06-01/")


def test_without_a_day_the_plan_before_the_latest_change_is_shown(client: Client):
    summit()

    assert client.get("/en/calendar/as-on/").url == "/en/calendar/as-on/2020-09-09/"


@pytest.mark.parametrize("address", ["/en/", "/en/calendar/"])
def test_home_and_plan_lead_to_what_changed(client: Client, address: str):
    links = [link["href"] for link in page_of(client.get(address)).one("main").all("a")]

    assert "/en/calendar/changes/" in links


def test_plan_leads_to_its_past(client: Client):
    main = page_of(client.get("/en/calendar/")).one("main")

    assert "/en/calendar/as-on/" in [link["href"] for link in main.all("a")]


@pytest.mark.parametrize("address", ["", "changes/", f"as-on/{TODAY}/"])
def test_pages_of_the_calendar_name_the_feeds_of_changes(client: Client, address: str):
    shown = page_of(client.get(f"/en/calendar/{address}"))

    feeds = {link["href"] for link in shown.all("link", rel="alternate")}
    assert {"/en/calendar/changes.atom", "/en/calendar/changes.json"} <= feeds


def test_day_in_another_shape_leads_to_its_own_address(client: Client):
    summit()

    response = client.get("/en/calendar/as-on/2020-6-1/")

    assert (response.status_code, response.url) == (302, "/en/calendar/as-on/2020-06-01/")


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        ("2020-06-31", "2020-06-30"),
        ("2020-13-01", "2020-10-28"),
        ("2020-10-29", "2020-10-28"),
        ("2019-03-14", "2019-03-15"),
        ("0001-01-01", "2019-03-15"),
        ("9999-12-31", "2020-10-28"),
        ("tomorrow", "2020-10-21"),
        ("a%00b", "2020-10-21"),
        ("x" * 5000, "2020-10-21"),
    ],
)
def test_day_outside_the_record_is_refused_with_the_nearest(client: Client, day, nearest):
    summit()

    response = client.get(f"/en/calendar/as-on/{day}/")

    main = page_of(response).one("main")
    assert response.status_code == 400
    assert main.one("dt").text == "“day” in the address"
    assert main.one("a", cls="nearest-address")["href"] == f"/en/calendar/as-on/{nearest}/"


def test_wrong_day_in_the_form_is_refused_with_the_nearest(client: Client):
    summit()

    response = client.get("/en/calendar/as-on/?day=2020-02-30")

    nearest = page_of(response).one("a", cls="nearest-address")["href"]
    assert response.status_code == 400
    assert nearest == "/en/calendar/as-on/2020-02-29/"


def test_empty_record_has_the_present_day_alone(client: Client):
    assert page(client, TODAY).all("article", cls="event-row") == []
    assert client.get("/en/calendar/as-on/2020-10-27/").status_code == 400


@pytest.mark.one_database  # within a transaction PostgreSQL has no plan at hand
@pytest.mark.recorded
def test_number_of_queries_does_not_grow(client: Client):
    summit()
    numbers = []

    for _round in range(3):
        EventFactory(announced=announcement(date(2020, 1, 1)), period=JULY, published=True)
        page(client, "2020-06-01")  # the plan is read anew
        numbers.append(queries_of(lambda: page(client, "2020-06-01")))

    assert numbers[0] == numbers[1] == numbers[2] < 20

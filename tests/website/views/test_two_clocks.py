"""The venue's time first; beside it that of a capital, if the reader chose one and it differs."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import Period, Precision
from i18n.texts import CODES
from tests.factories import CityFactory, CountryFactory, EventFactory
from tests.markup import page_of
from website.presenters.dates import second_clock

pytestmark = pytest.mark.django_db

DAY = date(2020, 11, 10)
BOTH = " · 09:00 Moscow time"


def meeting(opens: time, closes: time | None = None, zone: str = "Asia/Shanghai") -> Period:
    return Period(DAY, DAY, Precision.MINUTE, opens=opens, closes=closes, zone=zone)


@pytest.fixture(autouse=True)
def capitals():
    member = CountryFactory()
    zones = {"moscow": "Europe/Moscow", "beijing": "Asia/Shanghai", "new-delhi": "Asia/Kolkata"}
    names = {"moscow": ("Moscow", "Москва", "莫斯科"), "beijing": ("Beijing", "Пекин", "北京")}
    return {
        slug: CityFactory(
            slug=slug,
            country=member,
            time_zone=zone,
            **dict(zip(("name_en", "name_ru", "name_zh_hans"), names.get(slug, ()), strict=False)),
        )
        for slug, zone in zones.items()
    }


@pytest.fixture
def event(capitals):
    return EventFactory(
        slug="forum", period=meeting(time(14)), cities=[capitals["beijing"]], published=True
    )


def get(client, query="", slug="forum", code="en"):
    response = client.get(f"/{code}/events/{slug}/{query}")
    assert response.status_code == 200
    return response


def shown(response) -> str:
    return page_of(response).one("p", cls="event-head-time").text


# --- what the second clock says -----------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "capital", "said", "iso"),
    [
        (meeting(time(14)), "moscow", "09:00 Moscow time", "2020-11-10T09:00+03:00"),
        (meeting(time(4)), "moscow", "the day before, 23:00 in Moscow", "2020-11-09T23:00+03:00"),
        (
            meeting(time(23), zone="Europe/Moscow"),
            "beijing",
            "next day, 04:00 in Beijing",
            "2020-11-11T04:00+08:00",
        ),
        (
            meeting(time(14), time(16, 30)),
            "moscow",
            "09:00–11:30 Moscow time",
            "2020-11-10T09:00+03:00",
        ),
        (
            meeting(time(18), time(22), zone="Europe/Moscow"),
            "beijing",
            "10 November, 23:00 – 11 November, 03:00 Beijing time",
            "2020-11-10T23:00+08:00",
        ),
    ],
)
def test_other_date_is_said_first(capitals, period, capital, said, iso):
    clock = second_clock(period, capitals[capital])

    assert (clock.said, clock.iso) == (said, iso)


def test_half_hours_are_kept(capitals):
    clock = second_clock(meeting(time(14)), capitals["new-delhi"])

    assert clock.iso == "2020-11-10T11:30+05:30"


def test_midnight_itself_is_another_day(capitals):
    on, before = (
        second_clock(meeting(moment, zone="Europe/Moscow"), capitals["beijing"]).iso[:10]
        for moment in (time(19), time(18, 59))
    )

    assert (on, before) == ("2020-11-11", "2020-11-10")


@pytest.mark.parametrize("period", [meeting(time(14)), Period.on(DAY), Period.undated()])
def test_same_time_and_no_time_say_nothing(capitals, period):
    assert second_clock(period, capitals["beijing"]) is None


# --- the page -----------------------------------------------------------------------------


def test_venue_alone_is_shown_until_a_capital_is_chosen(client, event):
    response = get(client)

    assert shown(response) == "14:00 Beijing time"
    assert dict(client.cookies) == {}


@pytest.mark.parametrize("code", CODES)
def test_capital_is_chosen_without_a_script(client, event, code):
    form = page_of(get(client, code=code)).one("form", cls="clock-form")
    offered = [option["value"] for option in form.one("select", name="clock").all("option")]

    assert form["method"] == "get"
    assert sorted(offered) == ["", "beijing", "moscow", "new-delhi"]
    assert "09:00" in shown(get(client, "?clock=moscow", code=code))


def test_choice_is_remembered_and_taken_back(client, event):
    chosen = get(client, "?clock=moscow")
    later = get(client)
    gone = get(client, "?clock=")

    assert shown(chosen) == shown(later) == f"14:00 Beijing time{BOTH}"
    cookie = chosen.cookies["clock"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("moscow", "Lax", True)
    assert later.cookies == {}
    option = page_of(later).one("select", name="clock").one("option", value="moscow")
    assert "selected" in option.attributes
    assert shown(gone) == shown(get(client)) == "14:00 Beijing time"


def test_venue_of_the_same_time_is_not_said_twice(client, event):
    assert shown(get(client, "?clock=beijing")) == "14:00 Beijing time"


def test_page_that_depends_on_the_reader_says_so(client, event):
    response = get(client)

    assert "Cookie" in response["Vary"]
    assert "private" in response["Cache-Control"]


def test_page_without_a_clock_time_is_the_same_for_everybody(client):
    EventFactory(slug="plain", period=Period.on(DAY), published=True)
    client.cookies["clock"] = "moscow"

    response = get(client, slug="plain")

    assert "Cookie" not in response.get("Vary", "")
    assert "private" not in response["Cache-Control"]
    assert page_of(response).all("form", cls="clock-form") == []


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("value", ["paris", "Moscow", "moscow%20", "%00", "x" * 5000])
@pytest.mark.parametrize("period", [meeting(time(14)), Period.on(DAY)])
def test_wrong_capital_is_refused_by_name(client, value, period):
    EventFactory(slug="talks", period=period, published=True)

    response = client.get(f"/en/events/talks/?clock={value}")

    assert response.status_code == 400
    assert "clock" in page_of(response).one("main").text
    assert dict(client.cookies) == {}


@pytest.mark.parametrize("value", ["paris", "", "\x00", "x" * 3000])
def test_cookie_that_nobody_offered_is_passed_over(client, event, value):
    client.cookies["clock"] = value

    assert shown(get(client)) == "14:00 Beijing time"


@pytest.mark.recorded
def test_choice_costs_no_query_more(client, event):
    get(client)  # the plan is read
    with CaptureQueriesContext(connection) as without:
        get(client)
    client.cookies["clock"] = "moscow"
    with CaptureQueriesContext(connection) as remembered:
        get(client)

    assert len(remembered) == len(without)


# --- lists --------------------------------------------------------------------------------

LISTS = ("calendar/", "calendar/2020/11/", "calendar/2020/11/10/", "calendar/by-priority/")


@pytest.mark.parametrize("page", LISTS)
def test_lists_show_the_chosen_clock_too(client, event, page):
    client.cookies["clock"] = "moscow"

    response = client.get(f"/en/{page}")

    assert {clock.text for clock in page_of(response).all("span", cls="second-clock")} == {
        BOTH.strip()
    }
    assert "Cookie" in response["Vary"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("value", ["", "beijing", "paris", "\x00", "x" * 3000])
def test_list_shows_no_clock_that_says_the_same_or_nothing(client, event, value):
    client.cookies["clock"] = value

    response = client.get("/en/calendar/2020/11/")

    assert "14:00 Beijing time" in page_of(response).one("main").text
    assert page_of(response).all("span", cls="second-clock") == []
    assert "Cookie" in response["Vary"]


def test_list_without_a_clock_time_is_the_same_for_everybody(client):
    EventFactory(period=Period.on(DAY), published=True)
    client.cookies["clock"] = "moscow"

    response = client.get("/en/calendar/2020/11/")

    assert "Cookie" not in response.get("Vary", "")
    assert "private" not in response["Cache-Control"]


@pytest.mark.recorded
@pytest.mark.parametrize("number", [1, 3])
def test_chosen_clock_costs_a_list_one_query(client, event, number):
    for _more in range(number - 1):
        EventFactory(period=meeting(time(14)), cities=[event.cities.get()], published=True)
    client.get("/en/calendar/2020/11/")  # the plan is read anew
    with CaptureQueriesContext(connection) as without:
        client.get("/en/calendar/2020/11/")
    client.cookies["clock"] = "moscow"

    with CaptureQueriesContext(connection) as remembered:
        client.get("/en/calendar/2020/11/")

    assert len(remembered) == len(without) + 1

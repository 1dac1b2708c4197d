"""An event of several days, across the end of a month: every door knows its first day and its last."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from events.models import Event
from search.finding import find
from tests.calendars import content_lines
from tests.factories import CityFactory, EventFactory, announcement
from tests.markup import page_of
from tests.pages import jsonld
from tests.tables import read_csv, read_xlsx

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2020, 10, 30), date(2020, 11, 2)
DAYS = [f"2020-10-{day}" for day in (30, 31)] + ["2020-11-01", "2020-11-02"]
BESIDE = ["2020-10-29", "2020-11-03"]


@pytest.fixture(autouse=True)
def forum(settings) -> Event:
    settings.PORTAL_CLOCK = "2020-10-28"
    made: Event = EventFactory(
        slug="forum",
        title_en="Zebra forum",
        announced=announcement(date(2020, 9, 1)),
        period=Period.on(FIRST, LAST),
        cities=[CityFactory()],
        published=True,
    )
    return made


def rows(client: Client, address: str) -> list[str]:
    """Return the events that a page lists, by the addresses of their titles; not those of the days beside it."""
    main = page_of(client.get(f"/en/{address}")).one("main")
    sections = main.all("section", **{"aria-labelledby": "events"})
    found = [row for section in sections for row in section.all("article", cls="event-row")]
    return [row.one("h3").one("a")["href"] for row in found]


def test_tables_and_maps_hold_both_days(client: Client):
    (csv_row,) = read_csv(client.get("/en/calendar.csv?header=fields").content)
    (xlsx_row,) = read_xlsx(client.get("/en/calendar.xlsx?header=fields").content)
    (feature,) = json.loads(client.get("/en/calendar/by-place.geojson").content)["features"]

    both = ("2020-10-30", "2020-11-02")
    assert (csv_row["first_day"], csv_row["last_day"]) == both
    assert (xlsx_row["first_day"], xlsx_row["last_day"]) == both
    assert (feature["properties"]["first"], feature["properties"]["last"]) == both


def test_records_hold_both_days(client: Client):
    (listed,) = json.loads(client.get("/en/calendar.json").content)["results"]
    told = client.get("/api/v1/events/forum/").json()

    for document in (listed, told, told["changes"][0]["time"]["new"]):
        time = document.get("time", document)
        assert (time["first"], time["last"]) == ("2020-10-30", "2020-11-02")


@pytest.mark.parametrize("address", ["calendar.ics", "events/forum.ics", "calendar/2020/11.ics"])
def test_calendars_end_after_the_last_day(client: Client, address: str):
    lines = content_lines(client.get(f"/en/{address}").content)

    assert [line for line in lines if line.startswith("DTSTART;VALUE=DATE")] == [
        "DTSTART;VALUE=DATE:20201030"
    ]
    assert [line for line in lines if line.startswith("DTEND;VALUE=DATE")] == [
        "DTEND;VALUE=DATE:20201103"
    ]


def test_search_engines_are_told_both_days(client: Client):
    told = jsonld(client.get("/en/events/forum/"))

    assert (told["startDate"], told["endDate"]) == ("2020-10-30", "2020-11-02")


@pytest.mark.parametrize("day", [*DAYS, *BESIDE])
def test_it_stands_on_each_of_its_days_and_on_no_other(client: Client, day: str):
    address = f"calendar/{day.replace('-', '/')}"
    there = day in DAYS

    assert rows(client, f"{address}/") == (["/en/events/forum/"] if there else [])
    assert len(read_csv(client.get(f"/en/{address}.csv").content)) == there
    assert (len(find(f"zebra {day}").results.hits) == 1) or not there


@pytest.mark.parametrize(("month", "there"), [("09", 0), ("10", 1), ("11", 1), ("12", 0)])
def test_it_stands_in_both_of_its_months(client: Client, month: str, there: int):
    EventFactory(period=Period.on(date(2020, 12, 31)), published=True)  # so that there is December

    slugs = [
        row["slug"]
        for row in read_csv(client.get(f"/en/calendar/2020/{month}.csv?header=fields").content)
    ]

    assert slugs.count("forum") == there


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("from=2020-11-02", True),
        ("from=2020-11-03", False),
        ("to=2020-10-30", True),
        ("to=2020-10-29", False),
        ("from=2020-10-31&to=2020-11-01", True),
    ],
)
def test_partners_find_it_by_any_of_its_days(client: Client, query: str, there: bool):
    found = client.get(f"/api/v1/events/?{query}").json()["results"]

    assert [event["slug"] for event in found] == (["forum"] if there else [])


@pytest.mark.parametrize(
    ("today", "coming"), [(date(2020, 11, 2), True), (date(2020, 11, 3), False)]
)
def test_it_comes_up_until_its_last_day_is_over(
    client: Client, settings, today: date, coming: bool
):
    settings.PORTAL_CLOCK = today.isoformat()
    EventFactory(title_en="Later", period=Period.on(date(2020, 11, 9)), published=True)

    text = page_of(client.get("/en/")).one("main").text

    assert "Later" in text
    assert ("Zebra forum" in text) is coming
    assert Event.objects.upcoming(today).filter(slug="forum").exists() is coming
    assert Event.objects.overdue(today).filter(slug="forum").exists() is not coming

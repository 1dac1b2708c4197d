"""The plan of a year."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page, pager
from tests.factories import announcement

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_year_lists_its_months_in_the_plan(client: Client):
    event("Forum")

    shown = page(client, "2019/")

    months = shown.all("section", cls="year-month")
    assert [month.one("h2").text for month in months] == [
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    assert shown.one("div", cls="no-events").text == "No events in 2019. The nearest: October 2020."


def test_year_shows_events_and_slots_left_on_their_days(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7), date(2020, 10, 9)))
    changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))
    event("Vague", Period.in_month(2020, 10))
    changes.cancel(event("Off", Period.on(date(2020, 10, 30))), announcement())

    october = page(client, "2020/").all("section", cls="year-month")[9]

    assert october.one("p", cls="small").text == "3 events (1 cancelled)"
    assert [row.text for row in october.all("li")] == [
        "7–9 No longer on this date: Forum Moved to 29 October 2020",
        "29 Forum",
        "30 Off Cancelled",
        "day not known Vague",
    ]


def test_year_names_times_longer_than_a_month(client: Client):
    event("Some day", YEAR_2020)
    event("Over the year", Period(date(2019, 12, 1), date(2020, 2, 29), Precision.PART_OF_YEAR))

    assert [h.one("h2").text for h in page(client, "2020/").all("section", cls="month-vague")] == [
        "December 2019 – February 2020, month not known",
        "2020, month not known",
    ]
    assert len(page(client, "2019/").all("section", cls="month-vague")) == 1


def test_year_leads_to_the_years_beside_and_to_its_own_months(client: Client):
    shown = page(client, "2019/?kind=forum")

    assert pager(shown) == [("2020 →", "/en/calendar/2020/?kind=forum")]
    assert [a["href"] for a in shown.one("nav", cls="view-switch").all("a")[1:3]] == [
        "/en/calendar/2019/W23/?kind=forum",
        "/en/calendar/2019/06/?kind=forum",
    ]
    current = page(client, "2020/").one("nav", cls="view-switch").all("a")
    assert [a["href"] for a in current[1:3]] == ["/en/calendar/2020/W44/", "/en/calendar/2020/10/"]


NEW_YEAR = Period.on(date(2019, 12, 30), date(2020, 1, 2))


def month_names(year: int) -> list[str]:
    return [date(year, number, 1).strftime("%B") for number in range(1, 13)]


def rows_of(client: Client, year: int) -> dict[str, list[str]]:
    months = page(client, f"{year}/").all("section", cls="year-month")
    found = {month.one("h2").text: [row.text for row in month.all("li")] for month in months}
    return {month: rows for month, rows in found.items() if rows}


def test_year_shows_what_began_in_the_year_before(client: Client):
    event("Over New Year", NEW_YEAR)
    event("Over more than a year", Period.on(date(2018, 12, 1), date(2020, 3, 1)))
    moved = event("Left", NEW_YEAR)
    changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))
    changes.cancel(event("Off", NEW_YEAR), announcement())

    january = page(client, "2020/").all("section", cls="year-month")[0]
    assert january.one("p", cls="small").text == "3 events (1 cancelled), 1 moved"
    assert {month: len(rows) for month, rows in rows_of(client, 2020).items()} == {
        "January": 4,
        "February": 1,
        "March": 1,
        "October": 1,
    }
    assert rows_of(client, 2020)["January"] == [
        "1 December 2018 – 1 March 2020 Over more than a year",
        "30 December 2019 – 2 January 2020 Over New Year",
        "30 December 2019 – 2 January 2020 Off Cancelled",
        "30 December 2019 – 2 January 2020 No longer on this date: Left Moved to 29 October 2020",
    ]
    assert {month: len(rows) for month, rows in rows_of(client, 2019).items()} == {
        **dict.fromkeys(month_names(2019), 1),
        "December": 4,
    }


def test_what_goes_on_after_the_last_month_of_the_plan_opens_that_too(client: Client):
    event("Over New Year", Period.on(date(2020, 12, 30), date(2021, 1, 2)))

    assert list(rows_of(client, 2021)) == ["January"]
    assert page(client, "2021/01/").one("h1").text == "January 2021"

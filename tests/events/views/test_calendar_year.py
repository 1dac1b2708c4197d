"""The plan of a year."""

from datetime import date

import pytest
from django.test import Client

from events import changes
from events.changes import Moves
from events.dates import Period, Precision
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page, pager
from tests.factories import announcement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = TODAY


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
    assert shown.one("div", cls="no-events").text == "2019: no events. The nearest: October 2020."


def test_year_shows_events_and_slots_left_on_their_days(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7), date(2020, 10, 9)))
    changes.reschedule(moved, announcement(), Moves(OCTOBER_29))
    event("Vague", Period.in_month(2020, 10))
    changes.cancel(event("Off", Period.on(date(2020, 10, 30))), announcement())

    october = page(client, "2020/").all("section", cls="year-month")[9]

    assert october.one("p", cls="small").text == "2 events, 1 moved, 1 cancelled"
    assert [row.text for row in october.all("li")] == [
        "7–9 No longer on this date: Forum Moved to 29 October 2020",
        "29 Forum",
        "30 Off Cancelled",
        "– day not known Vague",
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
    assert shown.one("nav", cls="view-switch").all("a")[0]["href"] == (
        "/en/calendar/2019/06/?kind=forum"
    )
    assert page(client, "2020/").one("nav", cls="view-switch").all("a")[0]["href"] == (
        "/en/calendar/2020/10/"
    )

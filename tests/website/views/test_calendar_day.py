"""The plan of a day."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from tests.acting import changes
from tests.events.planned import TODAY, event, page, pager
from tests.factories import announcement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = TODAY


def test_day_shows_what_takes_place_and_what_was_planned(client: Client):
    event("Long", Period.on(date(2020, 10, 28), date(2020, 10, 30)))
    moved = event("Moved")
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
    event("Vague", Period.in_month(2020, 10))

    shown = page(client, "2020/10/29/")

    assert shown.one("h1").text == "Thursday, 29 October 2020"
    assert [row.one("h3").text for row in shown.all("article", cls="event-row")] == [
        "Long",
        "No longer on this date: Moved",
    ]
    assert len(shown.all("li", cls="event-ghost")) == 1
    assert shown.one("h2", id="events").text == "On this day"


def test_day_leads_to_the_days_beside_that_have_events(client: Client):
    event("Before", Period.on(date(2020, 10, 1)))
    event("The day itself")
    event("After", Period.on(date(2020, 11, 10)))

    assert pager(page(client, "2020/10/29/")) == [
        ("← 1 October 2020", "/en/calendar/2020/10/01/"),
        ("10 November 2020 →", "/en/calendar/2020/11/10/"),
    ]


@pytest.mark.parametrize(
    ("days", "nearest"),
    [
        ([date(2020, 10, 1)], "1 October 2020"),
        ([date(2020, 10, 28), date(2020, 10, 31)], "28 October 2020"),
        ([date(2020, 10, 28), date(2020, 10, 30)], "30 October 2020"),
        ([date(2020, 10, 1), date(2020, 11, 10)], "10 November 2020"),
    ],
)
def test_day_without_events_names_the_nearest_that_has_some(client: Client, days, nearest):
    for day in days:
        event("Elsewhere", Period.on(day))

    assert page(client, "2020/10/29/").one("div", cls="no-events").text == (
        f"29 October 2020: no events. The nearest: {nearest}."
    )

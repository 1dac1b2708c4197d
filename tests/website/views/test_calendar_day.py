"""The plan of a day."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from tests.acting import changes
from tests.events.planned import TODAY, event, page, pager
from tests.factories import announcement

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_day_shows_what_takes_place_and_what_was_planned(client: Client):
    event("Long", Period.on(date(2020, 10, 28), date(2020, 10, 30)))
    moved = event("Moved")
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
    event("Vague", Period.in_month(2020, 10))

    shown = page(client, "2020/10/29/")

    assert shown.one("h1").text == "Thursday, 29 October 2020"
    assert [
        row.one("h3").text
        for row in shown.one("section", cls="month-vague").all("article", cls="event-row")
    ] == [
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


def test_day_says_of_its_events_what_they_are_officially(client: Client):
    event("Council of Heads of State", short_title_en="Summit", lead_en="They meet.")

    row = page(client, "2020/10/29/").one("article", cls="event-row")

    assert row.one("h3").text == "Summit"
    assert row.one("p", cls="event-official").text == "Council of Heads of State"
    assert row.one("p", cls="event-lead").text == "They meet."


def test_day_names_what_is_next_and_the_next_main_event(client: Client):
    event("The day itself")
    event("Next", Period.on(date(2020, 10, 30)), format="online")
    event("Later", Period.on(date(2020, 10, 31)))
    changes.cancel(event("Off", Period.on(date(2020, 10, 30))), announcement())
    event("Summit", Period.on(date(2020, 11, 10)), level="heads_of_state", kind="summit")

    sections = page(client, "2020/10/29/").one("div", cls="later-days").all("section")

    assert [section.text for section in sections] == [
        "The next day with events Friday, 30 October 2020"
        " 30 October Fri planned Next Running the Presidency · Videoconference",
        "The next main event Tuesday, 10 November 2020"
        " 10 November Tue planned Summit Running the Presidency",
    ]
    assert [{link["href"] for link in section.all("a")} for section in sections] == [
        {"/en/calendar/2020/10/30/"},
        {"/en/calendar/2020/11/10/"},
    ]


def test_main_event_of_the_next_day_is_told_once_and_the_last_day_tells_of_none(client: Client):
    event("The day itself")
    event("Summit", Period.on(date(2020, 11, 10)), level="heads_of_state", kind="summit")

    (section,) = page(client, "2020/10/29/").one("div", cls="later-days").all("section")

    assert section.one("h2").text == "The next day with events"
    assert page(client, "2020/11/10/").all("div", cls="later-days") == []


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


#: Whether a list of so much is over; asked in one database, since to fill it takes longer than to ask.
IS_OVER = {
    "2020/10/27/": True,
    "2020/10/28/": True,
    "2020/10/29/": False,
    "2020/W44/": False,
    "2020/09/": True,
    "2020/10/": False,
    "?to=2020-10-01": True,
    "?from=2020-10-01": False,
}


def test_list_of_a_time_that_is_over_promises_nothing(client: Client):
    for day in (date(2020, 9, 15), date(2020, 10, 20), date(2020, 10, 27), date(2020, 10, 28)):
        changes.hold(event(f"On {day}", Period.on(day)), announcement())
    event("Ahead", Period.on(date(2020, 10, 29)))

    feet = {address: page(client, address).one("section", cls="deep") for address in IS_OVER}

    headings = {address: foot.one("h2").text for address, foot in feet.items()}
    promises = {
        address: "When a meeting moves, your calendar moves with it." in foot.text
        for address, foot in feet.items()
    }
    assert {at: head == "Take this list with you" for at, head in headings.items()} == IS_OVER
    assert promises == {address: not is_over for address, is_over in IS_OVER.items()}
    offers = {at: foot.all("p", cls="subscribe-links") == [] for at, foot in feet.items()}
    assert offers == IS_OVER
    # The files of a week stand above.
    fileless = [at for at, foot in feet.items() if foot.all("p", cls="subscribe-forms") == []]
    assert fileless == ["2020/W44/"]
    assert page(client, "2020/W43/").all("section", cls="deep") == []
    assert [
        at for at, foot in feet.items() if "The calendar has no upcoming events" in foot.text
    ] == []


def test_day_of_today_with_more_to_come_keeps_its_calendar(client: Client):
    event("Today", Period.on(date(2020, 10, 28)))

    foot = page(client, "2020/10/28/").one("section", cls="deep")

    assert foot.one("h2").text == "Keep this list in your own calendar"

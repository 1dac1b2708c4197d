"""What is over and what has moved, of pages and files."""

from datetime import date, time

import pytest
import time_machine
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from tests.acting import changes
from tests.events.clocks import AT_TEN, AT_TWO, timed
from tests.events.planned import TODAY, event, page
from tests.factories import CityFactory, announcement
from tests.made_once import made_once
from tests.markup import Element

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


NOVEMBER_3 = Period.on(date(2020, 11, 3))


@pytest.fixture
@made_once
def events() -> None:
    plan = {"format": Format.IN_PERSON, "cities": [CityFactory()]}
    event("Unmoved", NOVEMBER_3)
    dated = event("Dated", Period.on(date(2020, 9, 1)), **plan)
    changes.reschedule(dated, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
    undated = event("Undated", Period.on(date(2020, 9, 2)), **plan)
    changes.postpone(undated, announcement())
    online = event("Online", Period.on(date(2020, 9, 3)), **plan)
    changes.change_format(online, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    hybrid = event("Hybrid", Period.on(date(2020, 9, 4)), **plan)
    changes.change_format(hybrid, announcement(), FactChanges(format=Format.HYBRID))
    back = event("Back in its city", Period.on(date(2020, 9, 5)), **plan)
    changes.change_format(back, announcement(), FactChanges(format=Format.ONLINE))
    changes.change_format(back, announcement(), FactChanges(format=Format.IN_PERSON))
    event("Online from the first", Period.on(date(2020, 12, 6)), format=Format.ONLINE)


def titles(shown: Element) -> set[str]:
    """Those of the events, whatever dates they left stand beside them."""
    headings = (heading.text for heading in shown.one("main").all("h3"))
    return {text.removeprefix("No longer on this date: ") for text in headings}


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?moved=date", {"Dated"}),
        ("?moved=online", {"Online"}),
        ("?moved=online&when=ahead", set()),
        ("?when=over", {"Online", "Hybrid", "Back in its city"}),
        ("?when=ahead&format=online", {"Online from the first"}),
        ("?when=over&from=2020-09-04", {"Hybrid", "Back in its city"}),
    ],
)
def test_list_and_table_hold_what_is_over_and_what_has_moved(client: Client, query, left):
    shown = page(client, query)
    rows = client.get(f"/en/calendar.json{query}").json()["results"]

    assert titles(shown) == left
    assert {row["title"]["en"] for row in rows} == left


@pytest.mark.usefixtures("events")
def test_sentence_says_it_and_the_panel_keeps_it(client: Client):
    shown = page(client, "?moved=date&when=ahead")

    assert shown.one("p", cls="filter-shown").text == (
        "Shown: 1 event moved to a new date, not over yet or without a date, November 2020. "
        "Clear the filter"
    )
    chosen = {
        select["name"]: option["value"]
        for select in shown.all("select")
        for option in select.all("option")
        if "selected" in option.attributes and option["value"]
    }
    assert chosen == {"moved": "date", "when": "ahead"}


@pytest.mark.usefixtures("events")
def test_empty_list_offers_to_leave_either_out(client: Client):
    wider = page(client, "?moved=online&when=ahead").one("ul", cls="wider-filters")

    assert [item.text for item in wider.all("li")] == [
        "Without “When”: 1 event",
        "Without “Moved”: 4 events",
    ]


def test_another_hour_of_the_same_days_is_no_new_date(client: Client):
    moved = event("Forum", AT_TEN)
    changes.reschedule(moved, announcement(), FactChanges(AT_TWO))

    assert titles(page(client, "?moved=date")) == set()


def test_file_of_what_is_ahead_changes_when_an_event_is_over(client: Client, settings):
    """Nothing is written then: its tag follows from the time too, and that of the whole plan does not."""
    settings.PORTAL_CLOCK = None
    address = "/en/calendar.csv"
    with time_machine.travel("2020-10-28T11:59+03:00", tick=False):
        event("Briefing", timed(date(2020, 10, 28), time(10), time(12)))
        whole, ahead = client.get(address), client.get(f"{address}?when=ahead")
        held = {"headers": {"If-None-Match": ahead["ETag"]}}
        assert client.get(f"{address}?when=ahead", **held).status_code == 304
    with time_machine.travel("2020-10-28T12:00+03:00", tick=False):
        later = client.get(f"{address}?when=ahead", **held)
        unchanged = client.get(address, headers={"If-None-Match": whole["ETag"]})

    assert "Briefing" in ahead.content.decode()
    assert later.status_code == 200
    assert "Briefing" not in later.content.decode()
    assert unchanged.status_code == 304


def test_every_door_says_that_a_place_of_untold_format_went_online(client: Client):
    city = CityFactory(slug="new-delhi", name_en="New Delhi")
    made = event("Council", NOVEMBER_3, slug="council", cities=[city])
    online = FactChanges(format=Format.ONLINE, cities=())
    changes.change_format(made, announcement(date(2020, 10, 20)), online)

    head = client.get("/en/events/council/").content.decode()
    assert "Was: <s>New Delhi</s>" in unmarked(head)
    assert "Moved online on 20 October." in unmarked(head)
    assert "EventMovedOnline" in head
    assert titles(page(client, "?moved=online")) == {"Council"}
    assert "1 of them has moved elsewhere or online" in page(client, "?city=new-delhi").text
    assert client.get("/api/v1/events/council/").json()["moved_online"] is True
    tags = page(client, "changes/?from=2020-10-20&to=2020-10-20").one("ol", cls="difference-list")
    assert [one.text for one in tags.all("li", cls="tag")] == ["Moved online"]
    assert [(one.text) for one in tags.all("del")] == ["New Delhi"]


def unmarked(html: str) -> str:
    return html.replace("\u00a0", " ").replace("\u2060", "")

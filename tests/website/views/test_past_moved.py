"""What has moved, of the pages about the past: the number that they say is that of the events that they leave."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.acting import changes
from tests.events.past_plan import NOVEMBER_10, TODAY, planned
from tests.factories import announcement
from tests.made_once import made_once
from tests.website.views.past_pages import page, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

ONLINE = FactChanges(format=Format.ONLINE, cities=())
WHOLE = "changes/?from=2020-01-01&to=2020-10-28"
SUMMER = "changes/?from=2020-06-01&to=2020-08-31"


@pytest.fixture
@made_once
def plan() -> None:
    """Moved in May, in June, or in both; one in September; one was postponed alone."""
    both, other = planned(slug="both"), planned(slug="other")
    move_online(both, date(2020, 5, 20))
    move_to_november(both, date(2020, 6, 10))
    move_to_november(other, date(2020, 6, 10))
    move_online(planned(slug="online"), date(2020, 6, 20))
    move_online(planned(slug="later", period=NOVEMBER_10), date(2020, 9, 9))
    changes.postpone(planned(slug="postponed"), announcement(date(2020, 5, 27)))


def move_online(event: Event, day: date) -> None:
    changes.change_format(event, announcement(day), ONLINE)


def move_to_november(event: Event, day: date) -> None:
    new_period = Period.on(date(2020, 11, 20))
    changes.reschedule(event, announcement(day), FactChanges(period=new_period))


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        ("en", "2 given a new date (1 of them moved online), 2 moved online"),
        ("ru", "2 перенесены (1 из них переведено в онлайн); 2 переведены в онлайн"),
        ("zh-hans", "2项改期（其中1项改为线上），2项改为线上"),
    ],
)
@pytest.mark.usefixtures("plan")
def test_the_sentence_counts_all_that_moved_online(client: Client, code, counts):
    said = page(client, WHOLE, code).one("p", cls="page-head-lead").text

    assert counts in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("address", "left"),
    [
        (f"{WHOLE}&moved=online", {"both", "online", "later"}),
        (f"{WHOLE}&moved=date", {"both", "other"}),
        (f"{SUMMER}&moved=online", {"online"}),
        (f"{SUMMER}&moved=date", {"both", "other"}),
        ("as-on/2020-05-31/?moved=online", {"both"}),
        ("as-on/2020-05-31/?moved=date", set()),
        ("as-on/2020-06-30/?moved=online", {"both", "online"}),
    ],
)
@pytest.mark.usefixtures("plan")
def test_a_page_of_the_past_is_narrowed_to_what_moved_by_then(client: Client, address, left):
    shown = page(client, address)

    assert slugs(shown) == left
    if left:
        said = shown.one("p", cls="filter-shown").text.replace("\N{NO-BREAK SPACE}", " ")
        assert said.startswith(f"Shown: {len(left)} event")


@pytest.mark.usefixtures("plan")
def test_whole_past_and_calendar_find_the_same(client: Client):
    for moved in ("online", "date"):
        assert slugs(page(client, f"?moved={moved}")) == slugs(
            page(client, f"{WHOLE}&moved={moved}")
        )


@pytest.mark.usefixtures("plan")
def test_days_on_which_nothing_moved_offer_the_nearest_on_which_something_did(client: Client):
    shown = page(client, "changes/?from=2020-06-11&to=2020-06-15&moved=online")

    (nearest,) = [
        link["href"] for link in shown.one("div", cls="no-events").all("a") if "2020" in link.text
    ]
    assert slugs(shown) == set()
    assert slugs(page(client, nearest.split("/calendar/")[1])) == {"online"}

"""A filter that leaves nothing of the past: the page says why, and where something is."""

import pytest
from django.test import Client

from tests.events.past_plan import TODAY, summit
from tests.markup import page_of
from tests.website.views.past_pages import JUNE_1, MAY, page, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_empty_day_says_why_and_leads_to_the_nearest(client: Client):
    summit()

    empty = page(client, "as-on/2020-06-01/?format=online&q=summit").one("div", cls="no-events")

    assert empty.one("p").text.startswith(
        "As of 1 June 2020: no events with “summit” in the title, held online."
        " The nearest: 9 September 2020."
    )
    addresses = [a["href"] for a in empty.all("a")]
    assert addresses == [
        "/en/calendar/as-on/2020-09-09/?q=summit&format=online",
        "/en/calendar/as-on/2020-06-01/",
        "/en/calendar/as-on/2020-06-01/?q=summit",
    ]
    assert [slugs(page_of(client.get(one))) for one in addresses] == [{"summit"}] * 3


def test_nearest_day_may_lie_before(client: Client):
    summit()

    empty = page(client, "as-on/2020-10-28/?status=postponed").one("div", cls="no-events")

    assert empty.all("a")[0]["href"] == "/en/calendar/as-on/2020-09-08/?status=postponed"


def test_empty_time_says_why_and_leads_to_the_nearest_change(client: Client):
    summit()

    empty = page(client, f"{MAY}&status=held&format=in_person").one("div", cls="no-events")
    other = page(client, "changes/?from=2020-06-01&to=2020-08-31&format=online")

    assert empty.one("p").text.startswith(
        "1–31 May 2020: nothing was announced of events held in person, that took place."
    )
    assert [a["href"] for a in empty.all("a")] == [
        "/en/calendar/changes/?from=2020-05-01&to=2020-05-31",
        "/en/calendar/changes/?from=2020-05-01&to=2020-05-31&format=in_person",
    ]
    nearest = other.one("div", cls="no-events").all("a")[0]["href"]
    assert nearest == "/en/calendar/changes/?from=2020-09-09&to=2020-09-09&format=online"
    assert slugs(page_of(client.get(nearest))) == {"summit"}


def test_nothing_anywhere_names_no_day(client: Client):
    summit()

    for address in (f"{JUNE_1}?status=cancelled", f"{MAY}&status=cancelled"):
        assert "The nearest" not in page(client, address).one("div", cls="no-events").text

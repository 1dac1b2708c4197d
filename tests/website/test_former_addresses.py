"""A slip in the former address of an event is mended like one in its present address, whatever became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from events.models import Event
from tests.acting import addresses, workflow
from tests.events.planned import TODAY
from tests.factories import EventFactory, announcement
from tests.website.addresses import offered_in
from tests.website.test_withdrawn import SLIPS

pytestmark = pytest.mark.django_db

FORMER, PRESENT, LIKE_FORMER = "ministers-session", "capital-round", "ministers-sessions"
#: What stands of the event at its address.
PAGES = ("/", ".ics", "/steps/1/")
#: How an address comes out wrong, besides what no name of an event changes. A wrong parameter offers the page without it.
SLIPPED: dict[str, Callable[[str], str]] = {
    **{slip: SLIPS[slip] for slip in sorted(SLIPS.keys() - {"a capital letter", "a parameter"})},
    "first letter in capitals": lambda address: f"/en/events/{address[7:].capitalize()}",
    "section misspelt": lambda address: f"/en/evnts/{address[7:]}",
    "hyphen left out": lambda address: f"/en/{address.replace('-', '', 1)}",
    "two slashes before the name": lambda address: f"/en/events//{address[7:]}",
}


@pytest.fixture
def event(settings) -> Event:
    settings.PORTAL_CLOCK = TODAY
    event = EventFactory(
        slug=FORMER,
        period=Period.on(date(2020, 10, 28)),
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )
    addresses.move_to(event, PRESENT)
    EventFactory(slug=LIKE_FORMER, period=Period.on(date(2020, 10, 29)), published=True)
    return event


def led(client: Client, slip: str, slug: str) -> list[tuple[int, str]]:
    """Return how each page of the event is answered by an address with `slip`: in the end, and where."""
    responses = [client.get(SLIPPED[slip](f"events/{slug}{page}"), follow=True) for page in PAGES]
    return [
        (one.status_code, offered_in(one) if one.status_code == 404 else one.request["PATH_INFO"])
        for one in responses
    ]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("slip", SLIPPED)
@pytest.mark.usefixtures("event")
def test_a_slip_in_a_former_address_leads_to_the_present_one(client: Client, slip: str):
    of_present = led(client, slip, PRESENT)

    assert led(client, slip, FORMER) == of_present
    assert all(PRESENT in address for _status, address in of_present)


@pytest.mark.usefixtures("event")
def test_a_wrong_parameter_of_a_former_address_offers_the_present_one(client: Client):
    response = client.get(f"/en/events/{FORMER}/?x=1", follow=True)

    assert (response.status_code, offered_in(response)) == (400, f"/en/events/{PRESENT}/")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("slip", sorted(SLIPPED.keys() - {"section misspelt", "hyphen left out"}))
def test_a_slip_in_a_former_address_of_what_was_withdrawn_is_gone_too(
    client: Client, event: Event, slip: str
):
    workflow.withdraw(event)

    assert {status for status, _address in led(client, slip, FORMER)} == {410}


def test_a_former_address_of_what_was_withdrawn_is_gone_without_its_language(
    client: Client, event: Event
):
    workflow.withdraw(event)

    assert client.get(f"/events/{FORMER}/").status_code == 410


def test_a_misspelt_former_address_of_what_was_withdrawn_stands_in_nobodys_way(
    client: Client, event: Event
):
    workflow.withdraw(event)

    response = client.get(f"/en/events/{FORMER.replace('-', '')}/")

    assert (response.status_code, offered_in(response)) == (404, f"/en/events/{LIKE_FORMER}/")

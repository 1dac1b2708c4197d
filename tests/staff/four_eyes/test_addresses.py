"""A public thing moves to another address, or to another presidency, when two people have said so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from presidencies.models import Presidency
from staff.models import Proposal
from staff.proposals.doors import ProposalRefusedError
from staff.roles import Role
from tests.factories import EventFactory
from tests.factories.presidencies import PresidencyFactory
from tests.forms_sent import changed, found, messages_of, opened
from tests.staff.four_eyes.asking import approves, differences, proposal, settles
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

GONE = "may no longer propose this"
EVENTS = reverse("admin:events_event_changelist")


@pytest.fixture
def other():
    return account_of(Role.PUBLISHER)


@pytest.fixture
def lakes():
    return PresidencyFactory(slug="lakes-2031", title_en="Lakes")


def addressed(account, event, slug):
    client, address = logged_in(account), reverse("admin:events_event_address", args=[event.pk])
    return client.post(address, changed(opened(client, address), slug=slug))


def moved(account, *events):
    sent = {
        "action": "move_selected",
        "_selected_action": [one.pk for one in events],
        "presidency": "lakes-2031",
        "confirmed": "yes",
    }
    return messages_of(logged_in(account).post(EVENTS, sent, follow=True))


def test_address_changes_once_a_second_publisher_has_approved_it(event, publisher, other):
    old = event.slug
    addressed(publisher, event, "directors")
    one, shown = proposal(), differences(other, proposal())
    page = logged_in(other).get(reverse("admin:proposal_page", args=[one.pk, "en"]))
    with pytest.raises(ProposalRefusedError, match="Nobody approves what they have proposed"):
        approves(publisher, one)

    assert (found(event).slug, event.former_slugs.count()) == (old, 0)
    assert shown == [("Address", f"/en/events/{old}/", "/en/events/directors/")]
    assert page.status_code == 200

    settles(other, one, "approve")

    assert found(event).slug == "directors"
    assert [row.slug for row in event.former_slugs.all()] == [old]


def test_address_is_looked_at_when_proposed_and_again_when_approved(event, publisher, other):
    EventFactory(slug="taken")
    refused = addressed(publisher, event, "taken")
    nothing = Proposal.objects.count()
    addressed(publisher, event, "directors")
    addressed(publisher, event, "directors-2020")
    first, second = Proposal.objects.all()
    publisher.groups.clear()
    with pytest.raises(ProposalRefusedError, match=GONE):
        approves(other, first)
    publisher.groups.set(other.groups.all())
    approves(other, first)
    with pytest.raises(ProposalRefusedError, match="it is “directors” now"):
        approves(other, second)

    assert "has it: choose another." in str(refused.context["form"].errors["slug"])
    assert nothing == 0
    assert found(event).slug == "directors"


def test_public_event_moves_to_another_presidency_by_two_and_a_draft_at_once(
    event, lakes, publisher, other
):
    draft, own = EventFactory(), event.presidency
    told = moved(publisher, event, draft)
    again = moved(publisher, event)

    assert told == [
        f"{event}: Proposed: it moves once a second person has approved it.",
        f"{draft}: Moved to “Lakes”.",
    ]
    assert [one.partition(", ")[0] for one in again] == [
        f"{event}: It waits for a second person already: proposed by {publisher}"
    ]
    assert (found(event).presidency, found(draft).presidency) == (own, lakes)
    assert differences(other, proposal()) == [("presidency", str(own), "Lakes")]

    page = logged_in(other).get(reverse("admin:proposal_page", args=[proposal().pk, "en"]))
    approves(other, proposal())

    assert page.status_code == 200
    assert found(event).presidency == lakes


def test_move_is_refused_by_what_became_of_it_meanwhile(event, lakes, publisher, other):
    moved(publisher, event)
    one = proposal()
    publisher.groups.clear()
    with pytest.raises(ProposalRefusedError, match=GONE):
        approves(other, one)
    publisher.groups.set(other.groups.all())
    Presidency.objects.filter(pk=lakes.pk).update(slug="lakes-2032")
    with pytest.raises(ProposalRefusedError, match="The presidency is no longer there"):
        approves(other, one)

    assert found(event).presidency_id == event.presidency_id

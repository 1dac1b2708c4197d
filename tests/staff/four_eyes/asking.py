"""What people at a desk of four eyes send, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from events.models import Event
from publishing import clock
from publishing.permissions import Actor
from staff.models import Proposal
from staff.proposals import deciding, trials
from staff.review.registry import DOORS
from tests.forms_sent import Sent, changed, found, looked, opened, page, sent_by
from tests.staff.of_roles import logged_in


def edits(account: User, item: Model, **fields: Any) -> HttpResponse:
    """Send the form of `item` with other texts in it."""
    client = logged_in(account)
    return client.post(page(item), changed(opened(client, page(item)), **fields))


def filled_in(account: User, event: Any, code: str, **fields: Any) -> tuple[Client, str, Sent]:
    """Fill in the form of an act; return who does it, where, and what is sent."""
    client, address = logged_in(account), reverse("admin:events_event_act", args=[event.pk, code])
    return client, address, changed(opened(client, address), **fields)


def acts(account: User, event: Any, code: str = "move", **fields: Any) -> HttpResponse:
    """Fill in the form of an act, look at what visitors will see, and send it."""
    client, address, sent = filled_in(account, event, code, **fields)
    seen = looked(client, address, sent)
    return client.post(address, {**sent_by(seen), "save": ["yes"]})


def moves(account: User, event: Any, day: str = "2020-12-10") -> HttpResponse:
    """Send another day at once: what tests begin with."""
    because = {"reason_en": "The halls are closed.", "source_url": "https://source.example/"}
    what = {"first_day": day, "precision": "day"}
    client, address, sent = filled_in(account, event, "move", **what, **because)
    return client.post(address, {**sent, "save": ["yes"]})


def decided(account: User, events: Sequence[Event], **fields: Any) -> HttpResponse:
    """Decide about several events at once, look at what visitors will see, and send it."""
    return sends_decision(account, looked_at(account, events, **fields))


def sends_decision(account: User, looked: HttpResponse) -> HttpResponse:
    """Press the button below what visitors will see of a decision."""
    address = reverse("admin:events_event_decide")
    return logged_in(account).post(address, {**sent_by(looked), "save": ["yes"]})


def looked_at(account: User, events: Sequence[Event], **fields: Any) -> HttpResponse:
    """Fill in a decision about several events, and look at what visitors will see."""
    client = logged_in(account)
    keys = "&".join(f"event={one.pk}" for one in events)
    address = f"{reverse('admin:events_event_decide')}?{keys}"
    sent = changed(opened(client, address), reason_en="The halls are closed.", **fields)
    return looked(client, address, sent)


def proposal() -> Proposal:
    """Return the only proposal there is."""
    return Proposal.objects.get()


def answers(account: User, one: Proposal, button: str, text: str = "") -> HttpResponse:
    """Open a proposal, write `text` and press a button; return the page that comes then."""
    return _pressed(account, one, button, text, follow=True)


def settles(account: User, one: Proposal, button: str, text: str = "") -> None:
    """Do so where nobody looks at the page that comes then: it is not drawn."""
    _pressed(account, one, button, text, follow=False)


def _pressed(account: User, one: Proposal, button: str, text: str, *, follow: bool) -> HttpResponse:
    client, address = logged_in(account), reverse("admin:proposal", args=[one.pk])
    sent = changed(opened(client, address), text=text)
    return client.post(address, {**sent, button: ["yes"]}, follow=follow)


def approves(account: User, one: Proposal) -> None:
    """Approve a proposal without its page. Raises ProposalRefusedError."""
    by = Actor.of(account, clock.now())
    deciding.approve(asked(account), found(one), DOORS[one.deed], by=by)


def differences(account: User, one: Proposal) -> list[tuple[str, str, str]]:
    """Return what the page of a proposal tells that it would change."""
    tried = trials.tried(asked(account), found(one), DOORS[one.deed])
    return [(d.label, d.before, d.after) for d in tried.differences]


def asked(account: User) -> HttpRequest:
    request = RequestFactory().post("/admin/")
    request.user = account
    return request

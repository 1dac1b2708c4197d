"""What waits on the training desk for somebody to look at it: a proposal with a slip in it, and a bundle half put together."""

from datetime import date

from django.contrib.auth.models import User
from django.http import HttpRequest, QueryDict

from documents.models import Document
from events.models import Event
from publishing import clock
from publishing.permissions import Actor
from staff import conflicts
from staff.actions.registry import ACTIONS
from staff.bundles import actions, trials
from staff.bundles.items import new_item
from staff.models import Deed
from staff.proposals import doors, proposing
from staff.review.registry import DOORS

#: The reason names the next day; the form, another month.
DAY = date(2020, 12, 19)
REASON = {
    "en": "The hall is free a day later, on 19 November.",
    "ru": "Зал свободен днём позже, 19 ноября.",
    "zh_hans": "会场推迟一天，即11月19日可用。",
}
BUNDLE = "Training: how the book fair went"


def propose_another_day(event: Event, account: User) -> None:
    """Propose as `account` to move `event`, by the form of the desk, to a day that the reason contradicts."""
    form = ACTIONS["move"].form(event, clock.today())
    sent = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        sent.setlist(
            name,
            [
                str(one)
                for one in (value if isinstance(value, list) else [value])
                if one is not None
            ],
        )
    for code, reason in REASON.items():
        sent[f"reason_{code}"] = reason
    sent["first_day"] = sent["last_day"] = DAY.isoformat()
    sent["source_url"] = "https://training.example/"
    sent[conflicts.SHOWN] = conflicts.shown_by(form)
    request = HttpRequest()
    request.method, request.POST, request.user = "POST", sent, account  # type: ignore[assignment]
    door = (doors.ACT, DOORS[doors.ACT])
    proposing.propose_if_possible(request, event, door, "move")


def begin_bundle(paper: Document, account: User) -> None:
    """Put a paper that lacks a language into a bundle; what it tells of is still to be put in."""
    by = Actor.of(account, clock.now())
    bundle = actions.make(BUNDLE, by=by)
    actions.plan(bundle, {"name": BUNDLE, "planned_for": None, "in_every_language": False}, by=by)
    actions.add(bundle, new_item(paper, Deed.PUBLISH), by=by)
    trials.keep(bundle.pk)

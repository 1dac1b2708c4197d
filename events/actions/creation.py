"""How an event begins: the first facts of a draft, and a draft made of another event."""

from django.db import transaction

from events.actions import changes
from events.actions.announcement import Announcement, FactChanges
from events.enums import Status
from events.models import Change, Event
from events.timeline import Facts
from publishing.permissions import Actor


@transaction.atomic
def begin(
    event: Event, moves: FactChanges, announcement: Announcement | None = None, *, by: Actor
) -> Change | None:
    """Give the new draft `event` its first facts; the first step says so, if somebody announced them.

    Raises ChangeRefusedError, as for any facts, and as soon as the event has a history.
    """
    if announcement is not None:
        return changes.announce(event, announcement, moves, by=by)
    changes.establish(event, moves.onto(Facts(), status=Status.PLANNED), by=by)
    return None

"""The writer of an event that was called off and takes place after all. As those of events.actions.changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from events import outcomes
from events.actions.announcement import NOTHING, Announcement, FactChanges
from events.actions.checks import ChangeRefusedError
from events.actions.recording import NewStep, locked, record
from events.dates import Period
from events.enums import ChangeKind, Status
from events.models import Change, Event
from publishing.permissions import Actor


@transaction.atomic
def reinstate(
    event: Event, announcement: Announcement, moves: FactChanges = NOTHING, *, by: Actor
) -> Change:
    """Say that `event` takes place after all, on its date or on that of `moves`; it is planned again.

    That it was cancelled stays in its history. Raises ChangeRefusedError for an event that is not
    cancelled, on a date that is past, and where nobody is named who says so.
    """
    event = locked(event, by)
    if event.status != Status.CANCELLED:
        raise ChangeRefusedError(
            _("“%s” is not cancelled: there is nothing to take back.") % event.title
        )
    if not (announcement.has_reason or announcement.source_url):
        raise ChangeRefusedError(_("Say why it takes place after all, or give the source."))
    _refuse_past(moves.period or event.period, announcement, by)
    return record(event, NewStep(ChangeKind.REINSTATED, Status.PLANNED, announcement, moves), by)


def _refuse_past(period: Period, announcement: Announcement, by: Actor) -> None:
    """Refuse a date that was over when it was said, or is over for whoever records it."""
    days = (announcement.on, by.now)
    if period.is_dated and any(day and outcomes.is_over(period, day) for day in days):
        raise ChangeRefusedError(
            _("Its date is past: give the date on which it takes place after all.")
        )

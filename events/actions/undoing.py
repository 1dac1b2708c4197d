"""The answer to a step that should not have been taken: the further step that truthfully undoes it.

Both stay in the history. What has no such answer is left as it is, and said to be. An event that was called off and
takes place after all is reinstated here, by a writer like those of events.actions.changes.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from events import outcomes
from events.actions import changes
from events.actions.announcement import NOTHING, Announcement, FactChanges
from events.actions.recording import ChangeRefusedError, NewStep, locked, record
from events.dates import Period
from events.enums import ChangeKind, Status
from events.models import Change, Event
from publishing.permissions import Actor

#: Kinds of steps after which an event is off, or over.
ENDINGS = (ChangeKind.HELD, ChangeKind.CANCELLED)


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


@transaction.atomic
def undo(change: Change, announcement: Announcement, *, by: Actor) -> Change:
    """Answer `change`, the newest step of its event: a cancellation is taken back, what moved is put right.

    Raises ChangeRefusedError as the writer of the answer does, and where there is no truthful one.
    """
    if problem := no_undoing(change):
        raise ChangeRefusedError(problem)
    event = change.event
    if change.kind == ChangeKind.CANCELLED:
        return reinstate(event, announcement, by=by)
    if change.kind == ChangeKind.REINSTATED:
        return changes.cancel(event, announcement, by=by)
    status = _status_before(change) or None
    return changes.correct(event, announcement, moves_back(change), status, by=by)


def _status_before(change: Change) -> str:
    """Return the status that `change` ended; planned, where the first step on record set another by itself.

    "" of a first step that left the status alone.
    """
    sets_status = change.kind in (*ENDINGS, ChangeKind.POSTPONED, ChangeKind.CONFIRMED)
    return change.old_status or (Status.PLANNED if sets_status else "")


def no_undoing(change: Change) -> str:
    """Return why no further step could truthfully undo `change`, or ""."""
    if change.kind == ChangeKind.ANNOUNCED:
        return _("What was announced was said: cancel the event, or withdraw it.")
    if change.event.changes.filter(number__gt=change.number).exists():
        return _("The event was changed again since: answer that by an act of its own.")
    if _status_before(change) in ("", change.new_status) and moves_back(change) == FactChanges():
        return _("It moved nothing that could be put back.")
    return ""


def moves_back(change: Change) -> FactChanges:
    """Return the facts that `change` moved, as they were before."""
    step = change.state()

    def before(fact: str) -> object:
        old, new = getattr(step, f"old_{fact}"), getattr(step, f"new_{fact}")
        return None if new in (None, "") or old in (None, "", new) else old

    names = {"period": "period", "format": "format", "cities": "cities", "venue": "venue"}
    return FactChanges(
        **{name: before(fact) for name, fact in {**names, "titles": "title"}.items()}  # type: ignore[arg-type]  # each of its kind
    )

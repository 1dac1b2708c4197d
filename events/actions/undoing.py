"""The answer to a step that should not have been taken: the further step that truthfully undoes it.

Both stay in the history. What has no such answer is left as it is, and said to be.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions import changes
from events.actions.announcement import Announcement, FactChanges
from events.actions.checks import ChangeRefusedError
from events.actions.reinstatement import reinstate
from events.enums import ChangeKind
from events.models import Change
from publishing.permissions import Actor


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
    status = change.old_status or None
    return changes.correct(event, announcement, moves_back(change), status, by=by)


def no_undoing(change: Change) -> str:
    """Return why no further step could truthfully undo `change`, or ""."""
    if change.kind == ChangeKind.ANNOUNCED:
        return _("What was announced was said: cancel the event, or withdraw it.")
    if change.event.changes.filter(number__gt=change.number).exists():
        return _("The event was changed again since: answer that by an act of its own.")
    if change.old_status in ("", change.new_status) and moves_back(change) == FactChanges():
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

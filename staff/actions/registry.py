"""What an editor can do to the facts of an event: each action calls one writer of events.actions.changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.actions import changes
from events.actions.undoing import reinstate
from events.enums import ENDED, EXPECTED, Status
from events.models import Change, Event
from events.outcomes import has_begun, is_over
from i18n.texts import StrOrPromise
from publishing import four_eyes
from publishing.permissions import RECORD, Actor, may
from staff.actions import forms
from staff.actions.fields import BareForm

Writer = Callable[..., "Change | None"]


@dataclass(frozen=True)
class Action:
    """One act: its button, its page, and the writer that it calls with a valid form and an Actor.

    `is_offered` asks nothing that its writer would refuse.
    """

    code: str
    label: StrOrPromise
    explanation: StrOrPromise
    form: type[BareForm]
    is_offered: Callable[[Event, date], bool]
    write: Writer
    #: Whether it waits for a second person, where the public would see it.
    may_wait: bool = True

    def waits(self, event: Event, by: Actor) -> bool:
        """Whether `by`, who may do it or propose it, only proposes it."""
        if not may(by, RECORD, event):
            return True
        return self.may_wait and four_eyes.is_alone(by) and four_eyes.waits(event)


def offered(event: Event, now: date) -> list[Action]:
    """Return the actions that `event` allows at `now`, an aware moment or a day.

    A draft is announced before all else.
    """
    if event.is_draft and not event.changes.exists():
        return [ACTIONS["announce"]]
    return [action for action in ACTIONS.values() if action.is_offered(event, now)]


def _announcing(writer: Callable[..., Change]) -> Writer:
    """Call `writer` with the announcement and the moves of the form."""
    return lambda event, form, by: writer(event, form.announcement(), form.moves(), by=by)


def _move_place(event: Event, form: Any, by: Actor) -> Change:
    moves = form.moves()
    writer = changes.relocate if moves.format is None else changes.change_format
    return writer(event, form.announcement(), moves, by=by)


def _postpone(event: Event, form: Any, by: Actor) -> Change:
    return changes.postpone(event, form.announcement(), form.cleaned_data["period"], by=by)


def _cancel(event: Event, form: Any, by: Actor) -> Change:
    return changes.cancel(event, form.announcement(), by=by)


def _reinstate(event: Event, form: Any, by: Actor) -> Change:
    return reinstate(event, form.announcement(), form.moves(), by=by)


def _rename(event: Event, form: Any, by: Actor) -> Change:
    return changes.rename(event, form.announcement(), form.new_titles(), by=by)


def _correct(event: Event, form: Any, by: Actor) -> Change:
    moves, status = form.moves(), form.cleaned_data["status"]
    is_dated = moves.period is not None and moves.period.is_exact
    if is_dated and not form.touched("status"):
        status = None  # an exact day ends a postponement
    return changes.correct(event, form.announcement(), moves, status, by=by)


def _close(event: Event, form: Any, by: Actor) -> None:
    changes.close_without_outcome(event, by=by)


def _is_new(event: Event, now: date) -> bool:
    return event.status == Status.PLANNED and not event.changes.exists()


def _may_happen(event: Event, now: date) -> bool:
    return event.status not in ENDED


def _unconfirmed(event: Event, now: date) -> bool:
    return event.status in (Status.PLANNED, Status.POSTPONED)


def _is_cancelled(event: Event, now: date) -> bool:
    return event.status == Status.CANCELLED


def _may_have_begun(event: Event, now: date) -> bool:
    over = event.status in (Status.HELD, Status.CANCELLED)
    return not over and (event.starts_on is None or has_begun(event.period, now))


def _overdue(event: Event, now: date) -> bool:
    return event.status in EXPECTED and is_over(event.period, now)


def _always(event: Event, now: date) -> bool:
    return True


ACTIONS = {
    act.code: act
    for act in (
        Action(
            "announce",
            _("Announce…"),
            _("Tells of the event for the first time. What is not known yet stays open."),
            forms.AnnounceForm,
            _is_new,
            _announcing(changes.announce),
        ),
        Action(
            "confirm",
            _("Confirm…"),
            _("Says that the event takes place on these very days."),
            forms.ConfirmForm,
            _unconfirmed,
            _announcing(changes.confirm),
        ),
        Action(
            "move",
            _("Move…"),
            _("Gives the event a new date. Visitors see the old one, struck through."),
            forms.MoveForm,
            _may_happen,
            _announcing(changes.reschedule),
        ),
        Action(
            "postpone",
            _("Postpone…"),
            _("Takes the date off the event, or says vaguely when it is to be."),
            forms.PostponeForm,
            _may_happen,
            _postpone,
        ),
        Action(
            "place",
            _("Change place or format…"),
            _("Moves the event to another place, online or back, perhaps with a new date."),
            forms.PlaceForm,
            _may_happen,
            _move_place,
        ),
        Action(
            "cancel",
            _("Cancel…"),
            _("Calls the event off. Its page stays, with the reason."),
            forms.CancelForm,
            _may_happen,
            _cancel,
            may_wait=False,
        ),
        Action(
            "reinstate",
            _("Takes place after all…"),
            _(
                "Takes the cancellation back in the open. That it was cancelled stays in the history."
            ),
            forms.ReinstateForm,
            _is_cancelled,
            _reinstate,
        ),
        Action(
            "hold",
            _("Mark as held…"),
            _("Says that the event took place. Change what was other than planned."),
            forms.HoldForm,
            _may_have_begun,
            _announcing(changes.hold),
        ),
        Action(
            "close",
            _("Close without outcome…"),
            _("Says that no report was found. The event shows as “outcome unknown”."),
            BareForm,
            _overdue,
            _close,
        ),
        Action(
            "rename",
            _("Rename…"),
            _("Gives the event a new official name; the old one stays in its history."),
            forms.RenameForm,
            _always,
            _rename,
        ),
        Action(
            "correct",
            _("Correct…"),
            _("Corrects a mistake of this portal in the open: the earlier entries stay."),
            forms.CorrectForm,
            _always,
            _correct,
        ),
    )
}

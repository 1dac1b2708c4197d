"""The writers of an event's facts. Nothing else sets dates, place, format or status.

Each writer is atomic, checks what must hold before, appends one Change, raises the
SEQUENCE of RFC 5545, saves the event and records what the public is told. ADR 0002.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from events.checks import (
    ChangeRefusedError,
    check_established,
    check_time,
    refuse_ended,
    refuse_foretold,
)
from events.dates import Period
from events.history import Facts
from events.models import Change, Event
from events.moves import NOTHING, PORTAL, Actor, Announcement, Moves
from events.states import EXPECTED, ChangeKind, Status
from events.stepping import kept_status, locked, save_facts, step
from publishing.languages import written_texts

__all__ = [
    "NOTHING",
    "PORTAL",
    "Actor",
    "Announcement",
    "ChangeRefusedError",
    "Moves",
    "announce",
    "cancel",
    "change_format",
    "close_without_outcome",
    "confirm",
    "correct",
    "establish",
    "hold",
    "postpone",
    "reaffirm",
    "relocate",
    "rename",
    "reschedule",
]


@transaction.atomic
def announce(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Tell of `event` for the first time, with the facts in `moves`.

    Raises ChangeRefusedError when the event has a history already.
    """
    event = locked(event)
    if event.changes.exists():
        raise ChangeRefusedError(_("“%s” has been announced already.") % event.title)
    return step(event, ChangeKind.ANNOUNCED, announcement, moves, Status.PLANNED)


@transaction.atomic
def confirm(event: Event, announcement: Announcement, moves: Moves = NOTHING) -> Change:
    """Confirm the exact day of `event`, or set and confirm one (`moves.period`).

    Raises ChangeRefusedError without an exact day, or when nothing is expected any more.
    """
    event = locked(event)
    refuse_ended(event)
    if not (moves.period or event.period).is_exact:
        raise ChangeRefusedError(_("Only an exact day can be confirmed: give the date first."))
    return step(event, ChangeKind.CONFIRMED, announcement, moves, Status.CONFIRMED)


@transaction.atomic
def reaffirm(event: Event, announcement: Announcement) -> Change:
    """Record that `event` is still expected, as vaguely dated as it is. Its status stays."""
    event = locked(event)
    refuse_ended(event)
    return step(event, ChangeKind.CONFIRMED, announcement, NOTHING, event.status)


@transaction.atomic
def reschedule(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Give `event` the new date `moves.period`, exact or vague; it is planned again.

    Raises ChangeRefusedError without a new date or when it is the date already.
    """
    event = locked(event)
    refuse_ended(event)
    if moves.period is None or not moves.period.is_dated:
        raise ChangeRefusedError(_("Give the new date, or postpone the event without one."))
    if moves.period == event.period:
        raise ChangeRefusedError(_("This is the date already."))
    return step(event, ChangeKind.RESCHEDULED, announcement, moves, Status.PLANNED)


@transaction.atomic
def postpone(event: Event, announcement: Announcement, period: Period | None = None) -> Change:
    """Take the date off `event`, or put a vague later one; it keeps its page and history.

    Raises ChangeRefusedError for an ended event and for an exact new date.
    """
    event = locked(event)
    refuse_ended(event)
    later = period or Period.undated()
    if later.is_exact:
        raise ChangeRefusedError(_("An event with an exact new date is moved, not postponed."))
    if event.status == Status.POSTPONED and later == event.period:
        raise ChangeRefusedError(_("The event is postponed already."))
    return step(event, ChangeKind.POSTPONED, announcement, Moves(period=later), Status.POSTPONED)


@transaction.atomic
def cancel(event: Event, announcement: Announcement) -> Change:
    """Call `event` off. It keeps the dates that it had, and its page.

    Raises ChangeRefusedError for an event that is over, and without a reason.
    """
    event = locked(event)
    refuse_ended(event)
    if not announcement.has_reason:
        raise ChangeRefusedError(_("Give the reason why the event is cancelled."))
    return step(event, ChangeKind.CANCELLED, announcement, NOTHING, Status.CANCELLED)


@transaction.atomic
def relocate(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Move `event` to other cities or another venue, perhaps with a new date.

    Raises ChangeRefusedError when the place stays what it was.
    """
    event = locked(event)
    refuse_ended(event)
    now = Facts.of(event)
    if moves.cities in (None, now.cities) and moves.venue in (None, now.venue):
        raise ChangeRefusedError(_("Give a place other than the present one."))
    return step(event, ChangeKind.RELOCATED, announcement, moves, kept_status(event.status, moves))


@transaction.atomic
def change_format(event: Event, announcement: Announcement, moves: Moves) -> Change:
    """Turn `event` into an online, hybrid or in-person one, perhaps with a new date.

    Raises ChangeRefusedError when the format stays what it was.
    """
    event = locked(event)
    refuse_ended(event)
    if moves.format in (None, event.format):
        raise ChangeRefusedError(_("Give a format other than the present one."))
    return step(
        event, ChangeKind.FORMAT_CHANGED, announcement, moves, kept_status(event.status, moves)
    )


@transaction.atomic
def rename(
    event: Event, announcement: Announcement, titles: Mapping[str, str] | None = None
) -> Change:
    """Give `event` the new `titles` by language code; None when only the fact is known.

    Raises ChangeRefusedError for an empty title and for the present ones.
    """
    event = locked(event)
    moves = Moves(titles=titles)
    if moves.titles is not None:
        if not all(moves.titles.values()):
            raise ChangeRefusedError(_("A title cannot be empty."))
        if written_texts(event, "title") == {**written_texts(event, "title"), **moves.titles}:
            raise ChangeRefusedError(_("Give a title other than the present one."))
    return step(event, ChangeKind.RENAMED, announcement, moves, event.status)


@transaction.atomic
def hold(event: Event, announcement: Announcement, moves: Moves = NOTHING) -> Change:
    """Record that `event` took place, as reported: `moves` holds what differed from the plan.

    Raises ChangeRefusedError when it is over already, has no date, or lies in the future
    of the announcement.
    """
    event = locked(event)
    if event.status in (Status.HELD, Status.CANCELLED):
        raise ChangeRefusedError(_("“%s” is over already: correct its outcome.") % event.title)
    period = moves.period or event.period
    if period.first is None:
        raise ChangeRefusedError(_("Give the date on which the event took place."))
    refuse_foretold(period, announcement)
    return step(event, ChangeKind.HELD, announcement, moves, Status.HELD)


@transaction.atomic
def correct(
    event: Event, announcement: Announcement, moves: Moves = NOTHING, status: str | None = None
) -> Change:
    """Correct a mistake of this portal in the open; the earlier entries stay.

    Raises ChangeRefusedError without a reason, and when nothing is corrected.
    """
    event = locked(event)
    if not announcement.has_reason:
        raise ChangeRefusedError(_("Say what was wrong: it is shown to the public."))
    status = status or kept_status(event.status, moves)
    now = Facts.of(event)
    if moves.onto(now, status=status) == now and moves.titles is None:
        raise ChangeRefusedError(_("Nothing is corrected: change at least one fact."))
    if status == Status.HELD and (moves.period or now.status != status):
        refuse_foretold(moves.period or event.period, announcement)
    return step(event, ChangeKind.CORRECTED, announcement, moves, status)


@transaction.atomic
def close_without_outcome(event: Event, *, by: Actor = PORTAL) -> None:
    """Say that a plan was found for `event` and no report. Nobody announced it: no step.

    Raises ChangeRefusedError unless the event is still expected, has a date and is over.
    """
    event = locked(event)
    if event.status not in EXPECTED or not event.period.is_dated:
        raise ChangeRefusedError(_("Only an expected event with a date can lack an outcome."))
    before = Facts.of(event)
    after = NOTHING.onto(before, status=Status.UNKNOWN_OUTCOME)
    check_time(by, None, before, after)
    save_facts(event, after)


@transaction.atomic
def establish(event: Event, facts: Facts, *, by: Actor = PORTAL) -> None:
    """Set the facts of `event` for which no step is recorded: nothing is announced by it.

    Raises ChangeRefusedError as soon as the event has a history.
    """
    event = locked(event)
    if event.changes.exists():
        raise ChangeRefusedError(_("“%s” has a history: record a change.") % event.title)
    moves = Moves(facts.period, facts.format, facts.cities, facts.venue)
    before, facts = Facts.of(event), moves.onto(facts, status=facts.status)
    check_established(before, facts, by)
    save_facts(event, facts, anew=before not in (Facts(), facts))

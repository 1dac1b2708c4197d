"""The writers of an event's facts. Nothing else sets dates, place, format or status, but events.actions.undoing.

Each writer is atomic, refuses whoever may not record (NotAllowedError), checks what must hold
before, appends one Change, raises the SEQUENCE of RFC 5545, saves the event and records what the
public is told. ADR 0002.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.announcement import NOTHING, Announcement, FactChanges
from events.actions.recording import (
    ChangeRefusedError,
    NewStep,
    check_established,
    check_time,
    check_titles,
    kept_status,
    locked,
    record,
    refuse_ended,
    refuse_foretold,
    refuse_inexact,
    refuse_undated,
    save_facts,
)
from events.dates import Period
from events.enums import EXPECTED, ChangeKind, Status
from events.models import Change, Event, EventHost
from events.state import Hosting
from events.timeline import Facts
from hosts.models import Host
from i18n.texts import written_texts
from publishing.permissions import Actor

__all__ = [
    "NOTHING",
    "Announcement",
    "ChangeRefusedError",
    "FactChanges",
    "announce",
    "cancel",
    "change_format",
    "close_without_outcome",
    "confirm",
    "correct",
    "establish",
    "hold",
    "hostings_of",
    "postpone",
    "reaffirm",
    "relocate",
    "rename",
    "reschedule",
    "set_hosts",
]


def hostings_of(event: Event) -> tuple[Hosting, ...]:
    """Return who holds `event`, in order. One query."""
    rows = event.hostings.select_related("host")
    return tuple(Hosting(row.host.slug, row.role) for row in rows)


@transaction.atomic
def set_hosts(event: Event, hostings: Sequence[Hosting] | None) -> bool:
    """Let `hostings` (None: whoever it is) hold `event`, and tell whether that is new; untold.

    Whoever calls it tells the public in the same transaction.
    """
    if hostings is None or tuple(hostings) == hostings_of(event):
        return False
    hosts = Host.objects.in_bulk([one.slug for one in hostings], field_name="slug")
    event.hostings.all().delete()
    EventHost.objects.bulk_create(
        EventHost(event=event, host=hosts[one.slug], role=one.role, position=position)
        for position, one in enumerate(hostings, start=1)
    )
    event.save(update_fields=["updated_at"])
    return True


@transaction.atomic
def announce(event: Event, announcement: Announcement, moves: FactChanges, *, by: Actor) -> Change:
    """Tell of `event` for the first time, with the facts in `moves`.

    Raises ChangeRefusedError when the event has a history already.
    """
    event = locked(event, by)
    if event.changes.exists():
        raise ChangeRefusedError(_("“%s” has been announced already.") % event.title)
    return record(event, NewStep(ChangeKind.ANNOUNCED, Status.PLANNED, announcement, moves), by)


@transaction.atomic
def confirm(
    event: Event, announcement: Announcement, moves: FactChanges = NOTHING, *, by: Actor
) -> Change:
    """Confirm the exact day of `event`, or set and confirm one (`moves.period`).

    Raises ChangeRefusedError without an exact day, or when nothing is expected any more.
    """
    event = locked(event, by)
    refuse_ended(event)
    refuse_inexact(moves.period or event.period)
    return record(event, NewStep(ChangeKind.CONFIRMED, Status.CONFIRMED, announcement, moves), by)


@transaction.atomic
def reaffirm(event: Event, announcement: Announcement, *, by: Actor) -> Change:
    """Record that `event` is still expected, as vaguely dated as it is. Its status stays."""
    event = locked(event, by)
    refuse_ended(event)
    return record(event, NewStep(ChangeKind.CONFIRMED, event.status, announcement), by)


@transaction.atomic
def reschedule(
    event: Event, announcement: Announcement, moves: FactChanges, *, by: Actor
) -> Change:
    """Give `event` the new date `moves.period`, exact or vague; it is planned again.

    Raises ChangeRefusedError without a new date or when it is the date already.
    """
    event = locked(event, by)
    refuse_ended(event)
    if moves.period is None or not moves.period.is_dated:
        raise ChangeRefusedError(_("Give the new date, or postpone the event without one."))
    if moves.period == event.period:
        raise ChangeRefusedError(_("This is the date already."))
    return record(event, NewStep(ChangeKind.RESCHEDULED, Status.PLANNED, announcement, moves), by)


@transaction.atomic
def postpone(
    event: Event, announcement: Announcement, period: Period | None = None, *, by: Actor
) -> Change:
    """Take the date off `event`, or put a vague later one; it keeps its page and history.

    Raises ChangeRefusedError for an ended event and for an exact new date.
    """
    event = locked(event, by)
    refuse_ended(event)
    later = period or Period.undated()
    if later.is_exact:
        raise ChangeRefusedError(_("An event with an exact new date is moved, not postponed."))
    if event.status == Status.POSTPONED and later == event.period:
        raise ChangeRefusedError(_("The event is postponed already."))
    decision = NewStep(
        ChangeKind.POSTPONED, Status.POSTPONED, announcement, FactChanges(period=later)
    )
    return record(event, decision, by)


@transaction.atomic
def cancel(event: Event, announcement: Announcement, *, by: Actor) -> Change:
    """Call `event` off. It keeps the dates that it had, and its page. It waits for nobody: people may be on their way.

    Raises ChangeRefusedError for an event that is over, and without a reason.
    """
    event = locked(event, by, may_wait=False)
    refuse_ended(event)
    if not announcement.has_reason:
        raise ChangeRefusedError(_("Give the reason why the event is cancelled."))
    return record(event, NewStep(ChangeKind.CANCELLED, Status.CANCELLED, announcement), by)


@transaction.atomic
def relocate(event: Event, announcement: Announcement, moves: FactChanges, *, by: Actor) -> Change:
    """Move `event` to other cities or another venue, perhaps with a new date.

    Raises ChangeRefusedError when the place stays what it was.
    """
    event = locked(event, by)
    refuse_ended(event)
    now = event.facts()
    if moves.cities in (None, now.cities) and moves.venue in (None, now.venue):
        raise ChangeRefusedError(_("Give a place other than the present one."))
    decision = NewStep(ChangeKind.RELOCATED, kept_status(event.status, moves), announcement, moves)
    return record(event, decision, by)


@transaction.atomic
def change_format(
    event: Event, announcement: Announcement, moves: FactChanges, *, by: Actor
) -> Change:
    """Turn `event` into an online, hybrid or in-person one, perhaps with a new date.

    Raises ChangeRefusedError when the format stays what it was.
    """
    event = locked(event, by)
    refuse_ended(event)
    if moves.format in (None, event.format):
        raise ChangeRefusedError(_("Give a format other than the present one."))
    status = kept_status(event.status, moves)
    decision = NewStep(ChangeKind.FORMAT_CHANGED, status, announcement, moves)
    return record(event, decision, by)


@transaction.atomic
def rename(
    event: Event, announcement: Announcement, titles: Mapping[str, str] | None = None, *, by: Actor
) -> Change:
    """Give `event` the new `titles` by language code; None when only the fact is known.

    Raises ChangeRefusedError for an empty title and for the present ones.
    """
    event = locked(event, by)
    moves = FactChanges(titles=titles)
    if moves.titles is not None:
        check_titles(written_texts(event, "title"), moves.titles)
    return record(event, NewStep(ChangeKind.RENAMED, event.status, announcement, moves), by)


@transaction.atomic
def hold(
    event: Event, announcement: Announcement, moves: FactChanges = NOTHING, *, by: Actor
) -> Change:
    """Record that `event` took place, as reported: `moves` holds what differed from the plan.

    Raises ChangeRefusedError when it is over already, has no date, or lies in the future
    of the announcement.
    """
    event = locked(event, by)
    if event.status in (Status.HELD, Status.CANCELLED):
        raise ChangeRefusedError(_("“%s” is over already: correct its outcome.") % event.title)
    period = moves.period or event.period
    refuse_undated(period)
    refuse_foretold(period, announcement)
    return record(event, NewStep(ChangeKind.HELD, Status.HELD, announcement, moves), by)


@transaction.atomic
def correct(
    event: Event,
    announcement: Announcement,
    moves: FactChanges = NOTHING,
    status: str | None = None,
    *,
    by: Actor,
) -> Change:
    """Correct a mistake of this portal in the open; the earlier entries stay.

    Raises ChangeRefusedError without a reason, and when nothing is corrected.
    """
    event = locked(event, by)
    if not announcement.has_reason:
        raise ChangeRefusedError(_("Say what was wrong: it is shown to the public."))
    status = status or kept_status(event.status, moves)
    now = event.facts()
    if moves.onto(now, status=status) == now and moves.titles is None:
        raise ChangeRefusedError(_("Nothing is corrected: change at least one fact."))
    if status == Status.HELD and (moves.period or now.status != status):
        refuse_foretold(moves.period or event.period, announcement)
    return record(event, NewStep(ChangeKind.CORRECTED, status, announcement, moves), by)


@transaction.atomic
def close_without_outcome(event: Event, *, by: Actor) -> None:
    """Say that a plan was found for `event` and no report. Nobody announced it: no step.

    Raises ChangeRefusedError unless the event is still expected, has a date and is over.
    """
    event = locked(event, by)
    if event.status not in EXPECTED or not event.period.is_dated:
        raise ChangeRefusedError(_("Only an expected event with a date can lack an outcome."))
    before = event.facts()
    after = NOTHING.onto(before, status=Status.UNKNOWN_OUTCOME)
    check_time(by, None, before, after)
    save_facts(event, after)


@transaction.atomic
def establish(event: Event, facts: Facts, *, by: Actor) -> None:
    """Set the facts of `event` for which no step is recorded: nothing is announced by it.

    Raises ChangeRefusedError as soon as the event has a history.
    """
    event = locked(event, by)
    if event.changes.exists():
        raise ChangeRefusedError(_("“%s” has a history: record a change.") % event.title)
    moves = FactChanges(facts.period, facts.format, facts.cities, facts.venue)
    before, facts = event.facts(), moves.onto(facts, status=facts.status)
    check_established(before, facts, by)
    save_facts(event, facts, anew=before not in (Facts(), facts))

"""The writer of what is decided of several events at once: one act, said once, of all of them or none.

Each event takes the step that its own act would give it; the steps name the decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions import changes
from events.actions.announcement import Announcement, FactChanges
from events.actions.recording import ChangeRefusedError, locked
from events.actions.undoing import reinstate
from events.dates import Period, PeriodError
from events.enums import ChangeKind, Format, Precision, Status
from events.models import Change, Decision, Event
from i18n.texts import current_language
from publishing import outbox, records
from publishing.permissions import Actor

#: More events than these are no decision that anybody looks over.
MOST_EVENTS = 100


class DecisionRefusedError(ChangeRefusedError):
    """Says to an editor why nothing was decided: of each event that refuses, by its key, in words."""

    def __init__(self, problem: str, refusals: Mapping[int, str] | None = None) -> None:
        super().__init__(problem)
        self.refusals = dict(refusals or {})


@dataclass(frozen=True)
class CommonAct:
    """What is done to each event: of which kind the step is, and the writer that takes it."""

    kind: ChangeKind
    write: Callable[[Event, Announcement, Actor], Change]


@dataclass(frozen=True)
class Attempt:
    """What became of each event: the decision, the steps that were taken, and the refusals by key."""

    decision: Decision
    steps: tuple[Change, ...]
    refusals: Mapping[int, str]


@transaction.atomic
def decide(
    act: CommonAct, events: Sequence[Event], announcement: Announcement, *, by: Actor
) -> Decision:
    """Do `act` to all of `events` by one announcement, and return what was decided.

    Their rows are read anew: the caller's instances stay what they were. Raises DecisionRefusedError when
    one of them refuses, and then nothing is written; NotAllowedError for whoever may not record.
    """
    with outbox.together(), records.together():
        attempt = attempted(act, events, announcement, by=by)
        if attempt.refusals:
            problem = _("Nothing was written, because not all of the events allow it.")
            raise DecisionRefusedError(problem, attempt.refusals)
        records.record(attempt.decision)
    return attempt.decision


def attempted(
    act: CommonAct, events: Sequence[Event], announcement: Announcement, *, by: Actor
) -> Attempt:
    """Do `act` to each of `events` that allows it: for `decide`, and for a preview that is rolled back.

    Belongs inside a transaction, of which the caller makes an end. Raises as `decide` does, but for events.
    """
    keys = _keys_of(events)
    records.take_turn()
    rows = Event.objects.select_related("presidency").in_bulk(keys)
    owner = next((rows[key].presidency_id for key in keys if key in rows), None)
    slug = _free_slug(act.kind, announcement)
    decision = Decision.objects.create(slug=slug, kind=act.kind, recorded_by=by.name)
    said = replace(announcement, decision=decision.slug)
    steps: list[Change] = []
    refusals: dict[int, str] = {}
    for key in keys:
        try:
            # Each asks for the right to it, as an act of it alone does: whoever prepares drafts decides about several too.
            with transaction.atomic():
                _refuse_stranger(rows.get(key), owner)
                steps.append(act.write(locked(rows[key], by, may_wait=False), said, by))
        except ChangeRefusedError as error:
            refusals[key] = str(error)
    return Attempt(decision, tuple(steps), refusals)


def _keys_of(events: Sequence[Event]) -> list[int]:
    """Return the key of each of `events` once. Raises DecisionRefusedError for too few, or too many."""
    keys = list(dict.fromkeys(event.pk for event in events))
    if len(keys) < 2:
        raise DecisionRefusedError(
            _("A decision is about two events or more: of one, use the button on its own page.")
        )
    if len(keys) > MOST_EVENTS:
        raise DecisionRefusedError(
            _("At most %(number)d events at once: choose fewer.") % {"number": MOST_EVENTS}
        )
    return keys


def _refuse_stranger(event: Event | None, owner: int | None) -> None:
    """Refuse what no page of a decision of the presidency `owner` could show, and what has nothing to move."""
    if event is None:
        raise ChangeRefusedError(_("It is no longer there: leave it out."))
    if event.presidency_id != owner:
        raise ChangeRefusedError(
            _("It belongs to another presidency, “%(presidency)s”: decide about it by itself.")
            % {"presidency": event.presidency}
        )
    if event.is_draft and not event.changes.exists():
        raise ChangeRefusedError(
            _("It is a draft that was never announced: announce it first, on its own page.")
        )


def _free_slug(kind: ChangeKind, announcement: Announcement) -> str:
    """Return an address that no decision has: what was decided, and when as far as it is known."""
    base = kind.value.replace("_", "-")
    if announcement.on:
        parts = {Precision.YEAR: 1, Precision.MONTH: 2}.get(announcement.precision, 3)
        base = "-".join([base, *announcement.on.isoformat().split("-")[:parts]])
    taken = set(Decision.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base, len(taken)) if slug not in taken)


def _numbered(base: str, taken: int) -> list[str]:
    return [base, *(f"{base}-{number}" for number in range(2, taken + 3))]


# --- the acts -----------------------------------------------------------------------


def postponing() -> CommonAct:
    """Take the dates off."""
    return CommonAct(
        ChangeKind.POSTPONED, lambda event, said, by: changes.postpone(event, said, by=by)
    )


def shifting(days: int) -> CommonAct:
    """Move each by so many days, later or (negative) earlier; its clock times stay."""

    def write(event: Event, said: Announcement, by: Actor) -> Change:
        moves = FactChanges(period=shifted(event.period, days))
        return changes.reschedule(event, said, moves, by=by)

    return CommonAct(ChangeKind.RESCHEDULED, write)


def moving_online() -> CommonAct:
    """Turn each into a videoconference, which meets in no place."""
    moves = FactChanges(format=Format.ONLINE, cities=(), venue={})
    return CommonAct(
        ChangeKind.FORMAT_CHANGED,
        lambda event, said, by: changes.change_format(event, said, moves, by=by),
    )


def cancelling() -> CommonAct:
    return CommonAct(
        ChangeKind.CANCELLED, lambda event, said, by: changes.cancel(event, said, by=by)
    )


def reinstating() -> CommonAct:
    """Let each take place after all, on the date that it had."""
    return CommonAct(ChangeKind.REINSTATED, lambda event, said, by: reinstate(event, said, by=by))


def confirming() -> CommonAct:
    """Say of each that its very days are certain."""

    def write(event: Event, said: Announcement, by: Actor) -> Change:
        if event.status == Status.CONFIRMED:
            raise ChangeRefusedError(_("It is confirmed already."))
        return changes.confirm(event, said, by=by)

    return CommonAct(ChangeKind.CONFIRMED, write)


def holding() -> CommonAct:
    """Say of each that it took place as it was planned."""
    return CommonAct(ChangeKind.HELD, lambda event, said, by: changes.hold(event, said, by=by))


def shifted(period: Period, days: int) -> Period:
    """Return `period` so many days later, or earlier; words that named its days go.

    Raises ChangeRefusedError for a date that is not known to the day.
    """
    if not period.is_exact or period.first is None or period.last is None:
        raise ChangeRefusedError(
            _("Its date is “%(date)s”, and no day that could be shifted: move it on its own page.")
            % {"date": period.say(current_language())}
            if period.is_dated
            else _("It has no date that could be shifted: move it on its own page.")
        )
    step = timedelta(days=days)
    try:
        return replace(period, first=period.first + step, last=period.last + step, words={})
    except (OverflowError, PeriodError) as error:
        raise ChangeRefusedError(
            _("It cannot be shifted by %(days)d days: %(why)s") % {"days": days, "why": error}
        ) from error

"""What the steps of a history moved, as far as they tell why an event is not when or where it was to be.

Values only: no words and no query here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile

from events import history
from events.dates import Period
from events.enums import MEETING, REMOTE, ChangeKind, Format, Status
from events.timeline import ChangeState, Facts


class Move(StrEnum):
    """What a step did to a date, a place or a format."""

    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    POSTPONED = "postponed"
    DATE_CHANGED = "date_changed"
    TIME_CHANGED = "time_changed"
    HELD_OTHERWISE = "held_otherwise"
    MOVED_ONLINE = "moved_online"
    MOVED_TO_A_PLACE = "moved_to_a_place"
    FORMAT_CHANGED = "format_changed"
    PLACE_CHANGED = "place_changed"
    PLACE_GONE = "place_gone"
    VENUE_CHANGED = "venue_changed"
    #: Leaves nothing: it ends a time without a date, or one of a vague date.
    DATE_SET = "date_set"


@dataclass(frozen=True)
class MovingStep:
    """A step, and what it moved: at least one thing."""

    step: ChangeState
    moves: tuple[Move, ...]

    @property
    def is_departure(self) -> bool:
        """Whether something that was known before holds no more."""
        return self.moves != (Move.DATE_SET,)

    @property
    def is_of_place_alone(self) -> bool:
        return set(self.moves) <= {Move.PLACE_CHANGED, Move.PLACE_GONE, Move.VENUE_CHANGED}


def moving_steps(steps: Sequence[ChangeState]) -> list[MovingStep]:
    """Return the steps that moved anything, from the first that left something behind.

    What was set before was no move; a correction never is one.
    """
    moving = [
        MovingStep(step, moves)
        for step, after in zip(steps, history.followed(steps), strict=True)
        if step.kind != ChangeKind.CORRECTED and (moves := tuple(_moves(step, after)))
    ]
    return list(dropwhile(lambda one: not one.is_departure, moving))


def _moves(step: ChangeState, after: Facts) -> Iterator[Move]:
    if step.kind == ChangeKind.CANCELLED:
        yield Move.CANCELLED
        return
    if step.kind == ChangeKind.REINSTATED:
        yield Move.REINSTATED
    yield from _moves_of_date(step, after)
    yield from _moves_of_format(step)
    yield from _moves_of_place(step, after)


def _moves_of_date(step: ChangeState, after: Facts) -> Iterator[Move]:
    old, new = step.old_period, step.new_period
    if step.new_status == Status.POSTPONED != step.old_status:
        yield Move.POSTPONED
    elif old is not None and history.moved_away(old, after.period):
        if step.kind == ChangeKind.HELD:
            yield Move.HELD_OTHERWISE
        else:
            yield Move.TIME_CHANGED if old.same_days(after.period) else Move.DATE_CHANGED
    elif step.kind != ChangeKind.HELD and _is_exact(new) and not _is_exact(old):
        yield Move.DATE_SET


def _is_exact(period: Period | None) -> bool:
    return period is not None and period.is_exact


def _moves_of_format(step: ChangeState) -> Iterator[Move]:
    old, new = step.old_format, step.new_format
    if step.went_online:
        yield Move.MOVED_ONLINE
    elif old in REMOTE and new in MEETING:
        yield Move.MOVED_TO_A_PLACE
    elif old not in ("", Format.UNKNOWN, new) and new not in ("", Format.UNKNOWN):
        yield Move.FORMAT_CHANGED


def _moves_of_place(step: ChangeState, after: Facts) -> Iterator[Move]:
    old, new = step.old_cities, step.new_cities
    if old and new and old != new:
        yield Move.PLACE_CHANGED
    elif old and new == () and after.format not in REMOTE:
        yield Move.PLACE_GONE
    elif step.old_venue and step.new_venue and step.old_venue != step.new_venue:
        yield Move.VENUE_CHANGED

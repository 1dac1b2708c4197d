"""What an event's changes tell, read from its list of steps, and what they moved: no words and no query here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain, dropwhile

from events.dates import Period
from events.enums import MEETING, REMOTE, ChangeKind, Format, Status
from events.timeline import ChangeState, Facts, known_on


def followed(changes: Iterable[ChangeState]) -> list[Facts]:
    """Return the facts after each step."""
    facts, facts_after = Facts(), []
    for change in changes:
        facts = _after(facts, change)
        facts_after.append(facts)
    return facts_after


def _after(facts: Facts, change: ChangeState) -> Facts:
    period = change.new_period
    return replace(
        facts,
        status=change.new_status,
        period=facts.period if period is None else period,
        format=change.new_format or facts.format,
        cities=facts.cities if change.new_cities is None else tuple(change.new_cities),
        venue=facts.venue if change.new_venue is None else change.new_venue,
    )


def opening(changes: Sequence[ChangeState]) -> Facts | None:
    """Return the facts before the first step, as far as it keeps them; None without one.

    An event that was in the plan before anything of it was recorded keeps by its first step what
    that moved. An announcement moves nothing: there was no plan before it.
    """
    if not changes:
        return None
    first = changes[0]
    after = _after(Facts(), first)
    if first.kind == ChangeKind.ANNOUNCED:
        return after
    period = Period.undated() if first.kind == ChangeKind.RESCHEDULED else after.period
    return Facts(
        status=first.old_status or Status.PLANNED,
        period=first.old_period or period,
        format=first.old_format or after.format,
        cities=after.cities if first.old_cities is None else tuple(first.old_cities),
        venue=after.venue if first.old_venue is None else first.old_venue,
    )


@dataclass(frozen=True)
class StandingStep:
    """A step that counts, and the facts before and after it."""

    step: ChangeState
    before: Facts
    after: Facts


def standing_steps(changes: Iterable[ChangeState]) -> list[StandingStep]:
    """Return the steps that may have moved something: no correction, and none that a correction took back.

    Where a correction brings back what was known before a step, that step and all since were a mistake of this portal:
    the record keeps them, but the event was never moved. Of several such steps the last is meant.
    """
    found: list[StandingStep] = []
    facts = Facts()
    for change in changes:
        before, after = _before(facts, change), _after(facts, change)
        if change.kind == ChangeKind.CORRECTED:
            same = (number for number, one in enumerate(found) if _is_same_plan(one.before, after))
            del found[max(same, default=len(found)) :]
        else:
            found.append(StandingStep(change, before, after))
        facts = after
    return found


def _before(facts: Facts, change: ChangeState) -> Facts:
    """Return the facts before a step: it keeps what it moved, which no step before it need have told."""
    return replace(
        facts,
        status=change.old_status or facts.status,
        period=facts.period if change.old_period is None else change.old_period,
        format=change.old_format or facts.format,
        cities=facts.cities if change.old_cities is None else tuple(change.old_cities),
        venue=facts.venue if change.old_venue is None else change.old_venue,
    )


def _is_same_plan(one: Facts, other: Facts) -> bool:
    """Whether two facts tell the same days, place and form, of an event that is off in both or in neither."""
    off = (Status.POSTPONED, Status.CANCELLED)
    return replace(one, status=other.status) == other and (
        one.status == other.status or not {one.status, other.status} & {*off}
    )


@dataclass(frozen=True)
class Slot:
    """A date that an event has left, with the place and format that it had then."""

    period: Period
    cities: tuple[str, ...]
    format: str


@dataclass(frozen=True)
class History:
    """The history of one event, as pages and feeds tell it."""

    steps: tuple[ChangeState, ...]
    #: Dates that the event moved away from, oldest first. A date said more exactly is no move.
    left: tuple[Slot, ...]
    moved_online: bool
    relocated: bool
    #: The places that the event left when it moved online or elsewhere, oldest first.
    places_left: tuple[tuple[str, ...], ...]

    @classmethod
    def told(cls, changes: Sequence[ChangeState]) -> "History":
        counted = standing_steps(changes)
        days = dict(zip((change.number for change in changes), known_on(changes), strict=True))
        left = tuple(
            _slot(old, counted[: number + 1], days)
            for number, one in enumerate(counted)
            if (old := one.step.old_period) is not None and moved_away(old, one.after.period)
        )
        steps = [one.step for one in counted]
        departures = [
            step for step in steps if step.old_cities and step.old_cities != step.new_cities
        ]
        return cls(
            tuple(changes),
            left,
            any(step.went_online for step in steps),
            any(step.new_cities for step in departures),
            tuple(tuple(step.old_cities or ()) for step in departures),
        )

    @property
    def left_cities(self) -> tuple[str, ...]:
        """The place that the event left last."""
        return self.places_left[-1] if self.places_left else ()

    @property
    def rescheduled(self) -> bool:
        """Whether the event left a date and has a new one, exact or not."""
        if not self.left:
            return False
        last = next((c.new_period for c in reversed(self.steps) if c.new_period is not None), None)
        return last is not None and last.is_dated

    @property
    def set_its_day(self) -> bool:
        """Whether a step after the first set the day, and no later one took it away."""
        dated = [
            change
            for change in self.steps
            if change.new_period is not None and change.kind != ChangeKind.CORRECTED
        ]
        return bool(dated) and dated[-1].number > 1 and _is_exact(dated[-1].new_period)

    def days_left_for(self, period: Period) -> list[Slot]:
        """Return the days left for good by an event that is on `period` now: once each."""
        slots = {
            (slot.period.first, slot.period.last): slot
            for slot in self.left
            if not slot.period.same_days(period)
        }
        return list(slots.values())

    def times_left_for(self, period: Period) -> list[Slot]:
        """Return the same with their clock times: also where these alone moved."""
        slots = [slot for slot in self.left if not slot.period.holds_in(period)]
        return list({(slot.period, slot.cities): slot for slot in slots}.values())

    def has_moved_online(self, format: str) -> bool:
        """Whether an event of this format now was to meet in one place, and meets online."""
        return self.moved_online and format in REMOTE

    def places_left_for(self, cities: Collection[str], format: str) -> set[str]:
        """Return every city that an event was to meet in at any time, and does not: it has `cities` now.

        A videoconference meets in none, not even where it is led from.
        """
        former = set(chain.from_iterable(self.places_left))
        return former | set(cities) if self.has_moved_online(format) else former - set(cities)

    @property
    def last_left(self) -> Slot | None:
        return self.left[-1] if self.left else None

    @property
    def previous_starts(self) -> list[str]:
        """Every exact start that the event moved away from, oldest first, without repeats.

        ISO 8601: a day, or a moment with its offset where the clock time was known.
        """
        exact = (slot.period for slot in self.left if slot.period.is_exact)
        return list(dict.fromkeys(period.start() for period in exact))

    @property
    def previous_start_dates(self) -> list[date]:
        """The first days of `previous_starts`, without repeats: the day alone, as it ever was."""
        days = (slot.period.first for slot in self.left if slot.period.is_exact)
        return list(dict.fromkeys(day for day in days if day is not None))


def _slot(period: Period, steps: Sequence[StandingStep], days: Mapping[int, date | None]) -> Slot:
    """Return `period`, which the last of `steps` left, with the place and format that it was planned with.

    What came out on one day with that step was never a plan for the time that it left.
    """
    last = steps[-1]
    facts, day = last.before, days[last.step.number]
    for one in reversed(steps[:-1]):
        if day is None or days[one.step.number] != day or one.step.new_period is not None:
            break
        facts = one.before
    return Slot(period, facts.cities, facts.format)


def left_behind(before: Facts, after: Facts) -> bool:
    """Whether a date, place or format that was known before holds no more after."""
    return (
        moved_away(before.period, after.period)
        or (before.format not in (Format.UNKNOWN, after.format))
        or (before.cities not in ((), after.cities))
        or (before.venue not in ({}, after.venue))
    )


def moved_away(old: Period, new: Period) -> bool:
    """Whether a date or a clock time that was known before holds no more.

    Said more exactly it still does.
    """
    return old.is_dated and not new.refines(old) and not old.holds_in(new)


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

    What was set before was no move; a correction never is one, nor is what it takes back.
    """
    moving = [
        MovingStep(one.step, moves)
        for one in standing_steps(steps)
        if (moves := tuple(_moves(one.step, one.after)))
    ]
    return list(dropwhile(lambda one: not one.is_departure, moving))


def first_place(moving: Sequence[MovingStep]) -> tuple[tuple[str, ...], Sequence[MovingStep]]:
    """Return where the event was first to be, and the steps left to tell.

    A place that changed before anything else did is said by its name alone.
    """
    count = next(
        (number for number, one in enumerate(moving) if one.moves != (Move.PLACE_CHANGED,)), 0
    )
    place = moving[0].step.old_cities if count else None
    return tuple(place or ()), moving[count:]


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
    elif old is not None and moved_away(old, after.period):
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

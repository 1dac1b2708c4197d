"""What is different in the plan between two days: one difference an event. No query here.

An event that moved twice is one difference: told from its facts before the first day to those by
the end of the last, under the weightiest of what happened to it, with every step linked. So a
year reads as quickly as a day; step by step, each event's own page and the feed tell the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from events import date_order, history
from events.as_of.plan import KnownEvent
from events.dates import Period
from events.enums import EXPECTED, MOVES, ChangeKind, Format, Level, Status
from events.state import EventState
from events.timeline import (
    BEGINNING,
    ChangeState,
    Facts,
    TimelineEntry,
    announced_period,
    goes_online,
    moved_facts,
)


class Sort(StrEnum):
    """What happened to an event, the weightiest first."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    REINSTATED = "reinstated"
    MOVED = "moved"
    TIMED = "timed"
    ONLINE = "online"
    RELOCATED = "relocated"
    REFORMED = "reformed"
    HELD = "held"
    ADDED = "added"
    CONFIRMED = "confirmed"
    SAID_MORE = "said_more"
    RENAMED = "renamed"
    CORRECTED = "corrected"


#: The kind of step that comes nearest to each.
KINDS = {
    Sort.CANCELLED: ChangeKind.CANCELLED,
    Sort.POSTPONED: ChangeKind.POSTPONED,
    Sort.REINSTATED: ChangeKind.REINSTATED,
    Sort.MOVED: ChangeKind.RESCHEDULED,
    Sort.TIMED: ChangeKind.RESCHEDULED,
    Sort.ONLINE: ChangeKind.FORMAT_CHANGED,
    Sort.RELOCATED: ChangeKind.RELOCATED,
    Sort.REFORMED: ChangeKind.FORMAT_CHANGED,
    Sort.HELD: ChangeKind.HELD,
    Sort.ADDED: ChangeKind.ANNOUNCED,
    Sort.CONFIRMED: ChangeKind.CONFIRMED,
    Sort.SAID_MORE: ChangeKind.RESCHEDULED,
    Sort.RENAMED: ChangeKind.RENAMED,
    Sort.CORRECTED: ChangeKind.CORRECTED,
}


@dataclass(frozen=True)
class Difference:
    """One event that is not what it was."""

    known_event: KnownEvent
    sort: Sort
    #: What it is by the end of the last day.
    after: TimelineEntry[ChangeState]
    #: From what it was to what it is, as one step.
    change: ChangeState
    #: What was announced in between, oldest first; some of it perhaps on an unknown day.
    steps: tuple[ChangeState, ...]
    #: Whether it moved online, whatever weightier happened to it too.
    moved_online: bool = False

    @property
    def key(self) -> int:
        return self.known_event.event.key

    @property
    def has_new_date(self) -> bool:
        """Whether a new date is what is told of it."""
        return self.sort == Sort.MOVED

    @property
    def telling(self) -> ChangeState:
        """The step that says why: of a new date the newest move that left one, else the newest of
        the nearest kind, else the newest move."""
        alike = [change for change in self.steps if change.kind == self.change.kind]
        moves = [change for change in self.steps if change.kind in MOVES]
        departures = [
            change
            for change in moves
            if self.sort in (Sort.MOVED, Sort.TIMED) and _left_its_date(change)
        ]
        return (departures or alike or moves or self.steps)[-1]

    @property
    def dates_left(self) -> tuple[Period, ...]:
        """The dates that its steps left, oldest first: the first of them is the old one, the last what lists call “was”."""
        left = (change.old_period for change in self.steps if _left_its_date(change))
        return tuple(dict.fromkeys(period for period in left if period is not None))

    @property
    def announced(self) -> Period:
        """When the newest step of a known day was announced, no more exactly than it is known."""
        dated = [change for change in self.steps if change.announced_on is not None]
        return announced_period(dated[-1])


def _left_its_date(change: ChangeState) -> bool:
    before, after = change.old_period, change.new_period
    return before is not None and after is not None and history.moved_away(before, after)


@dataclass(frozen=True)
class Silent:
    """A step of unknown day of an event, and the days between which it was announced, as far as
    known."""

    event: EventState
    step: ChangeState
    earliest: date | None
    latest: date | None

    @property
    def key(self) -> int:
        return self.event.key

    @property
    def moved_online(self) -> bool:
        return self.step.went_online

    @property
    def has_new_date(self) -> bool:
        new_period = self.step.new_period
        return new_period is not None and new_period.is_dated and _left_its_date(self.step)


@dataclass(frozen=True)
class Differences:
    """What was announced from `first` to `last`, both inclusive."""

    first: date
    last: date
    #: In the order of their dates.
    dated: tuple[Difference, ...]
    #: Steps of unknown day that may have been announced in this time.
    silent: tuple[Silent, ...]
    #: Other events that were over in this time, with an outcome that nobody announced.
    outcomes: tuple[tuple[KnownEvent, TimelineEntry[ChangeState]], ...]


def newest_first(differences: Iterable[Difference]) -> list[Difference]:
    """By the day of the newest step, as the feed of changes has them, then by level, then by date."""
    return sorted(differences, key=_by_announcement)


def _by_announcement(difference: Difference) -> tuple[object, ...]:
    announced = difference.announced
    first, last = announced.bounds
    return (
        -first.toordinal(),
        last,
        Level.values.index(difference.known_event.event.level),
        _by_date(difference),
    )


def differences(known_events: Iterable[KnownEvent], first: date, last: date) -> Differences:
    """Compare the plan before `first` with that by the end of `last`."""
    known_events = list(known_events)
    with_a_day = [
        difference
        for known_event in known_events
        if (difference := _difference(known_event, first, last))
    ]
    linked_steps = {
        (change.slug, change.number) for difference in with_a_day for change in difference.steps
    }
    slugs = {difference.known_event.event.slug for difference in with_a_day}
    return Differences(
        first=first,
        last=last,
        dated=tuple(sorted(with_a_day, key=_by_date)),
        silent=tuple(
            silent
            for known_event in known_events
            for silent in _silent_steps(known_event)
            if (silent.step.slug, silent.step.number) not in linked_steps
            and (silent.earliest is None or silent.earliest <= last)
            and (silent.latest is None or silent.latest >= first)
        ),
        outcomes=tuple(
            (known_event, entry)
            for known_event in known_events
            if known_event.event.slug not in slugs
            for entry in known_event.entries
            if entry.step is None and first <= entry.day <= last
        ),
    )


def _difference(known_event: KnownEvent, first: date, last: date) -> Difference | None:
    """Return the difference of an event with a step of known day in the time, else None."""
    entries = [c for c in known_event.entries if c.step is not None and first <= c.day <= last]
    changes = tuple(entry.step for entry in entries if entry.step is not None)
    if all(change.announced_on is None for change in changes):
        return None
    before = known_event.entry_on(first - timedelta(days=1)) if first > BEGINNING else None
    former = before.facts if before else None
    base, after = _base(before or entries[0], entries), entries[-1]
    sort = sort_of(former, base, after.facts, changes)
    return Difference(
        known_event,
        sort,
        after,
        _as_one_step(sort, base, after.facts, changes),
        changes,
        moved_online=sort != Sort.CORRECTED and _goes_online(base, after.facts),
    )


def _as_one_step(
    sort: Sort, base: Facts, after: Facts, changes: Sequence[ChangeState]
) -> ChangeState:
    kind, first = KINDS[sort], sort == Sort.ADDED
    facts = moved_facts(kind, Facts() if first else base, after, first=first)
    titles = [change for change in changes if change.new_title is not None]
    if titles:
        facts |= {"old_title": titles[0].old_title, "new_title": titles[-1].new_title}
    facts["event_kind"] = changes[0].event_kind
    return ChangeState(changes[0].slug, 1 if first else 2, kind, **facts)


def _base(
    start: TimelineEntry[ChangeState], entries: Sequence[TimelineEntry[ChangeState]]
) -> Facts:
    """Return the facts to compare with: those at the start, but with the first date that was left.

    "2020", then 22–23 July, then 10 November: the event moved from July to November.
    """
    for earlier, later in pairwise([start, *entries]):
        is_correction = later.step is not None and later.step.kind == ChangeKind.CORRECTED
        if not is_correction and history.moved_away(earlier.facts.period, later.facts.period):
            return replace(start.facts, period=earlier.facts.period)
    return start.facts


def _by_date(difference: Difference) -> tuple[object, ...]:
    """By the new date, or by the old one where there is no new one."""
    period = difference.after.facts.period
    old = difference.change.old_period
    day = old if old is not None and not period.is_dated else period
    return (*date_order.sort_key(day), difference.known_event.event.key)


def sort_of(old: Facts | None, base: Facts, new: Facts, changes: Sequence[ChangeState]) -> Sort:
    """Return the weightiest of what `changes` did.

    `old` is None for an event that was not in the plan; `base` are the facts to compare with.
    """
    if all(change.kind == ChangeKind.CORRECTED for change in changes):
        return Sort.CORRECTED
    sorts = (sort for sort, holds in _moves(base, new) if holds)
    weightiest = next(sorts, None)
    if weightiest is not None:
        return weightiest
    if new.status == Status.HELD and (old is None or old.status != Status.HELD):
        return Sort.HELD
    return Sort.ADDED if old is None else _detail(old, new, changes)


def _moves(old: Facts, new: Facts) -> Iterator[tuple[Sort, bool]]:
    anew = old.status != new.status
    dated_again = old.status == Status.POSTPONED and not old.period.is_dated
    yield Sort.CANCELLED, anew and new.status == Status.CANCELLED
    yield Sort.POSTPONED, anew and new.status == Status.POSTPONED
    yield Sort.REINSTATED, old.status == Status.CANCELLED and new.status in EXPECTED
    moves_away = history.moved_away(old.period, new.period)
    yield Sort.MOVED, moves_away and not old.period.same_days(new.period)
    yield Sort.MOVED, dated_again and new.period.is_dated
    yield Sort.TIMED, moves_away
    yield Sort.ONLINE, _goes_online(old, new)
    yield Sort.RELOCATED, old.cities not in ((), new.cities) or old.venue not in ({}, new.venue)
    yield Sort.REFORMED, old.format not in (Format.UNKNOWN, new.format)


def _goes_online(old: Facts, new: Facts) -> bool:
    return goes_online(old.format, old.cities, new.format, new.cities)


def _detail(old: Facts, new: Facts, changes: Sequence[ChangeState]) -> Sort:
    kinds = {change.kind for change in changes}
    if ChangeKind.REINSTATED in kinds:  # called off and taken back within the time
        return Sort.REINSTATED
    if new.status == Status.CONFIRMED != old.status:
        return Sort.CONFIRMED
    if new != old:
        return Sort.SAID_MORE
    if ChangeKind.RENAMED in kinds:
        return Sort.RENAMED
    return Sort.CONFIRMED if ChangeKind.CONFIRMED in kinds else Sort.SAID_MORE


def _silent_steps(known_event: KnownEvent) -> Iterator[Silent]:
    earliest: date | None = None
    for entry in known_event.entries:
        if entry.step is None:
            continue
        if entry.step.announced_on is not None:
            earliest = announced_period(entry.step).first
        else:
            yield Silent(
                known_event.event,
                entry.step,
                earliest,
                entry.day if entry.day > BEGINNING else None,
            )

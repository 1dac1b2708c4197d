"""What is different in the plan between two days: one difference an event. No query here.

An event that moved twice is one difference: told from its facts before the first day to those by
the end of the last, under the weightiest of what happened to it, with every step linked. So a
year reads as quickly as a day; step by step, each event's own page and the feed tell the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from events.enums import MEETING, MOVES, ChangeKind, Format, Status
from events.history import moved_away
from events.public_timeline import BEGINNING
from events.timeline import ChangeState, Facts, announced_period, moved_facts

if TYPE_CHECKING:
    from events.as_of.plan import KnownEvent
    from events.public_timeline import TimelineEntry
    from events.state import EventState


class Sort(StrEnum):
    """What happened to an event, the weightiest first."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
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

    tale: KnownEvent
    sort: Sort
    #: What it is by the end of the last day.
    after: TimelineEntry[ChangeState]
    #: From what it was to what it is, as one step.
    change: ChangeState
    #: What was announced in between, oldest first; some of it perhaps on an unknown day.
    steps: tuple[ChangeState, ...]

    @property
    def telling(self) -> ChangeState:
        """The step that says why: of a new date the newest move that left one, else the newest of
        the nearest kind, else the newest move."""
        alike = [step for step in self.steps if step.kind == self.change.kind]
        moves = [step for step in self.steps if step.kind in MOVES]
        left = [
            step for step in moves if self.sort in (Sort.MOVED, Sort.TIMED) and _left_its_date(step)
        ]
        return (left or alike or moves or self.steps)[-1]


def _left_its_date(step: ChangeState) -> bool:
    old, new = step.old_period, step.new_period
    return old is not None and new is not None and moved_away(old, new)


@dataclass(frozen=True)
class Silent:
    """A step of unknown day of an event, and the days between which it was announced, as far as
    known."""

    event: EventState
    step: ChangeState
    earliest: date | None
    latest: date | None


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


def differences(tales: Iterable[KnownEvent], first: date, last: date) -> Differences:
    """Compare the plan before `first` with that by the end of `last`."""
    tales = list(tales)
    dated = [found for tale in tales if (found := _difference(tale, first, last))]
    shown = {(step.slug, step.number) for found in dated for step in found.steps}
    told = {found.tale.event.slug for found in dated}
    return Differences(
        first=first,
        last=last,
        dated=tuple(sorted(dated, key=_by_date)),
        silent=tuple(
            silent
            for tale in tales
            for silent in _silent_steps(tale)
            if (silent.step.slug, silent.step.number) not in shown
            and (silent.earliest is None or silent.earliest <= last)
            and (silent.latest is None or silent.latest >= first)
        ),
        outcomes=tuple(
            (tale, chapter)
            for tale in tales
            if tale.event.slug not in told
            for chapter in tale.chapters
            if chapter.step is None and first <= chapter.day <= last
        ),
    )


def _difference(tale: KnownEvent, first: date, last: date) -> Difference | None:
    """Return the difference of an event with a step of known day in the time, else None."""
    told = [c for c in tale.chapters if c.step is not None and first <= c.day <= last]
    steps = tuple(chapter.step for chapter in told if chapter.step is not None)
    if all(step.announced_on is None for step in steps):
        return None
    before = tale.known(first - timedelta(days=1)) if first > BEGINNING else None
    old = before.facts if before else None
    base, after = _base(before or told[0], told), told[-1]
    sort = sort_of(old, base, after.facts, steps)
    return Difference(tale, sort, after, _as_one_step(sort, base, after.facts, steps), steps)


def _as_one_step(
    sort: Sort, base: Facts, after: Facts, steps: Sequence[ChangeState]
) -> ChangeState:
    kind, first = KINDS[sort], sort == Sort.ADDED
    moved = moved_facts(kind, Facts() if first else base, after, first=first)
    titles = [step for step in steps if step.new_title is not None]
    if titles:
        moved |= {"old_title": titles[0].old_title, "new_title": titles[-1].new_title}
    return ChangeState(steps[0].slug, 1 if first else 2, kind, **moved)


def _base(start: TimelineEntry[ChangeState], told: Sequence[TimelineEntry[ChangeState]]) -> Facts:
    """Return the facts to compare with: those at the start, but with the first date that was left.

    "2020", then 22–23 July, then 10 November: the event moved from July to November.
    """
    for earlier, later in pairwise([start, *told]):
        corrected = later.step is not None and later.step.kind == ChangeKind.CORRECTED
        if not corrected and moved_away(earlier.facts.period, later.facts.period):
            return replace(start.facts, period=earlier.facts.period)
    return start.facts


def _by_date(found: Difference) -> tuple[object, ...]:
    """By the new date, or by the old one where there is no new one."""
    period = found.after.facts.period
    old = found.change.old_period
    shown = old if old is not None and not period.is_dated else period
    return (*shown.sort_key, found.tale.event.key)


def sort_of(old: Facts | None, base: Facts, new: Facts, steps: Sequence[ChangeState]) -> Sort:
    """Return the weightiest of what `steps` did.

    `old` is None for an event that was not in the plan; `base` are the facts to compare with.
    """
    if all(step.kind == ChangeKind.CORRECTED for step in steps):
        return Sort.CORRECTED
    found = (sort for sort, holds in _moves(base, new) if holds)
    moved = next(found, None)
    if moved is not None:
        return moved
    if new.status == Status.HELD and (old is None or old.status != Status.HELD):
        return Sort.HELD
    return Sort.ADDED if old is None else _detail(old, new, steps)


def _moves(old: Facts, new: Facts) -> Iterator[tuple[Sort, bool]]:
    anew = old.status != new.status
    dated_again = old.status == Status.POSTPONED and not old.period.is_dated
    met = old.format in MEETING
    yield Sort.CANCELLED, anew and new.status == Status.CANCELLED
    yield Sort.POSTPONED, anew and new.status == Status.POSTPONED
    left = moved_away(old.period, new.period)
    yield Sort.MOVED, left and not old.period.same_days(new.period)
    yield Sort.MOVED, dated_again and new.period.is_dated
    yield Sort.TIMED, left
    yield Sort.ONLINE, met and new.format == Format.ONLINE
    yield Sort.RELOCATED, old.cities not in ((), new.cities) or old.venue not in ({}, new.venue)
    yield Sort.REFORMED, old.format not in (Format.UNKNOWN, new.format)


def _detail(old: Facts, new: Facts, steps: Sequence[ChangeState]) -> Sort:
    kinds = {step.kind for step in steps}
    if new.status == Status.CONFIRMED != old.status:
        return Sort.CONFIRMED
    if new != old:
        return Sort.SAID_MORE
    if ChangeKind.RENAMED in kinds:
        return Sort.RENAMED
    return Sort.CONFIRMED if ChangeKind.CONFIRMED in kinds else Sort.SAID_MORE


def _silent_steps(tale: KnownEvent) -> Iterator[Silent]:
    earliest: date | None = None
    for chapter in tale.chapters:
        if chapter.step is None:
            continue
        if chapter.step.announced_on is not None:
            earliest = announced_period(chapter.step).first
        else:
            yield Silent(
                tale.event, chapter.step, earliest, chapter.day if chapter.day > BEGINNING else None
            )

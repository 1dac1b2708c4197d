"""What an event's changes tell, read from its list of steps: no query here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from events.dates import Period
from events.states import ChangeKind, Format, Precision, Status
from publishing.languages import all_texts

if TYPE_CHECKING:
    from events.models import Change, Event


@dataclass(frozen=True)
class Facts:
    """The facts of an event that only its writers set. Cities by slug, sorted."""

    status: str = Status.PLANNED
    period: Period = field(default_factory=Period.undated)
    format: str = Format.UNKNOWN
    cities: tuple[str, ...] = ()
    venue: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, event: Event) -> Facts:
        """Return what `event` says now. Reads its cities."""
        return cls(
            status=event.status,
            period=event.period,
            format=event.format,
            cities=tuple(sorted(city.slug for city in event.cities.all())),
            venue={code: text for code, text in all_texts(event, "venue").items() if text},
        )


def followed(changes: Iterable[Change]) -> list[Facts]:
    """Return the facts after each step."""
    facts, told = Facts(), []
    for change in changes:
        facts = _after(facts, change)
        told.append(facts)
    return told


def _after(facts: Facts, change: Change) -> Facts:
    period = change.new_period
    return replace(
        facts,
        status=change.new_status,
        period=facts.period if period is None else period,
        format=change.new_format or facts.format,
        cities=facts.cities if change.new_cities is None else tuple(change.new_cities),
        venue=facts.venue if change.new_venue is None else change.new_venue,
    )


def opening(changes: Sequence[Change]) -> Facts | None:
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


class Dated(Protocol):
    """A step as far as `known_on` looks at it: a Change, or a row of a file."""

    @property
    def announced_on(self) -> date | None: ...

    @property
    def announced_precision(self) -> str: ...

    @property
    def new_period(self) -> Period | None: ...


def known_on(changes: Sequence[Dated]) -> list[date | None]:
    """Return for each step the day by whose end it was certainly public.

    A step of unknown day was public by the next dated step, and by the exact first day
    that it set itself; one announced in some month by the end of that. None: public from
    the beginning.
    """
    days: list[date | None] = []
    following: date | None = None
    for change in reversed(changes):
        said, period = announced_period(change), change.new_period
        own = said.last
        if own is None and period is not None and period.is_exact:
            own = period.first
        if not said.is_exact:
            own = min((day for day in (own, following) if day is not None), default=None)
        following = own
        days.append(own)
    return days[::-1]


def announced_period(step: Dated) -> Period:
    """Return when `step` was announced, no more exactly than it is known."""
    day = step.announced_on
    if day is None:
        return Period.undated()
    match step.announced_precision:
        case Precision.DAY | Precision.MINUTE:
            return Period.on(day)
        case Precision.MONTH | Precision.PART_OF_MONTH:
            return Period.in_month(day.year, day.month)
        case _:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR)


@dataclass(frozen=True)
class Slot:
    """A date that an event has left, with the place and format that it had then."""

    period: Period
    cities: tuple[str, ...]
    format: str


@dataclass(frozen=True)
class History:
    """The story of one event, as pages and feeds tell it."""

    steps: tuple[Change, ...]
    #: Dates that the event moved away from, oldest first. A date said more exactly is no move.
    left: tuple[Slot, ...]
    moved_online: bool
    relocated: bool
    #: The place that the event left last, when it moved online or elsewhere.
    left_cities: tuple[str, ...]

    @classmethod
    def of(cls, event: Event) -> History:
        """Read the steps of `event`; prefetch `changes` to read many without a query each."""
        return cls.told(list(event.changes.all()))

    @classmethod
    def told(cls, changes: Sequence[Change]) -> History:
        left: list[Slot] = []
        facts, online, relocated = Facts(), False, False
        left_cities: tuple[str, ...] = ()
        for change in changes:
            after = _after(facts, change)
            if change.kind != ChangeKind.CORRECTED:
                old = change.old_period
                if old is not None and moved_away(old, after.period):
                    left.append(Slot(old, facts.cities, facts.format))
                if went_online(change):
                    online = True
                if change.old_cities and change.old_cities != change.new_cities:
                    left_cities = tuple(change.old_cities)
                    relocated = relocated or bool(change.new_cities)
            facts = after
        return cls(tuple(changes), tuple(left), online, relocated, left_cities)

    @property
    def rescheduled(self) -> bool:
        """Whether the event left a date and has a new one, exact or not."""
        if not self.left:
            return False
        last = next((c.new_period for c in reversed(self.steps) if c.new_period is not None), None)
        return last is not None and last.is_dated

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


def went_online(change: Change) -> bool:
    """Whether the step turned a meeting of people in one place into a videoconference."""
    return change.old_format in (Format.IN_PERSON, Format.HYBRID) and (
        change.new_format == Format.ONLINE
    )

"""The plan as it was known by the end of a day, out of the record of changes. No query here.

What nobody dated is there from the beginning, by the rule of `known_on`, and stands apart until a source or its own
day shows that it was known. Also the days that tell most of how a plan moved.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events import timeline
from events.dates import Period
from events.enums import Kind, Level
from events.history import moving_steps
from events.state import EventState
from events.timeline import ChangeState, announced_period


@dataclass(frozen=True)
class KnownEvent:
    """A public event as it is now, and how its facts came about."""

    event: EventState
    entries: tuple[timeline.TimelineEntry[ChangeState], ...]

    @classmethod
    def of(cls, event: EventState) -> "KnownEvent":
        return cls(event, event.timeline)

    def entry_on(self, day: date) -> timeline.TimelineEntry[ChangeState] | None:
        """Return the entry that was public by the end of `day`; None before the first."""
        entries = [entry for entry in self.entries if entry.day <= day]
        return entries[-1] if entries else None

    def is_shown_known(self, day: date) -> bool:
        """Whether a source or the event's own days show that it was known by the end of `day`."""
        entry = self.entry_on(day)
        if entry is None:
            return False
        period = entry.facts.period
        latest_start = period.first if period.is_exact else period.last
        if latest_start is not None and latest_start <= day:
            return True
        return any(
            earlier.step is not None and earlier.step.announced_on is not None
            for earlier in self.entries
            if earlier.day <= day
        )

    def silent_steps(self, day: date) -> list[ChangeState]:
        """Return the steps of unknown day that may have been public by then already.

        Only those after which the event differs from what is shown of it.
        """
        latest, changes = self.entry_on(day), []
        for entry in self.entries:
            if entry.day <= day or latest is None:
                continue
            if entry.step is None or not _may_be_public(entry.step, day):
                break
            if entry.facts != latest.facts:
                changes.append(entry.step)
        return changes


def _may_be_public(change: ChangeState, day: date) -> bool:
    earliest = announced_period(change).first
    return earliest is None or earliest <= day


@dataclass(frozen=True)
class PlanOn:
    """The plan by the end of `day`: events with the facts, the titles and the steps of that time."""

    day: date
    #: Shown to have been known by a source, or by their own days.
    known: tuple[EventState, ...]
    #: On record, but nobody knows since when.
    unsure: tuple[EventState, ...]
    #: Events of `known`, as they are now, with their steps of unknown day that may have been public.
    silent: tuple[tuple[EventState, tuple[ChangeState, ...]], ...]


def plan_on(known_events: Iterable[KnownEvent], day: date) -> PlanOn:
    sure, unsure, silent = [], [], []
    for known_event in known_events:
        entry = known_event.entry_on(day)
        if entry is None:
            continue
        state = known_event.event.at(entry)
        if not known_event.is_shown_known(day):
            unsure.append(state)
            continue
        sure.append(state)
        if steps := known_event.silent_steps(day):
            silent.append((known_event.event, tuple(steps)))
    return PlanOn(day, tuple(sure), tuple(unsure), tuple(silent))


def days_of_change(known_events: Iterable[KnownEvent], until: date) -> list[date]:
    """Return the days, up to `until`, by whose end a step was public that was not before."""
    days = {
        entry.day
        for known_event in known_events
        for entry in known_event.entries
        if entry.step is not None and timeline.BEGINNING < entry.day <= until
    }
    return sorted(days)


#: What the main event leaves counts as much as a step of so many others.
MAIN = 10


def telling_days(
    known_events: Iterable[KnownEvent], main: EventState | None, first: date, last: date, count: int
) -> list[date]:
    """Return `last`, and before it up to `count` days not before `first`, in their order.

    Those on which most events had a step; a day on which the main one left its date or its format
    comes before others.
    """
    weights: Counter[date] = Counter()
    for known_event in known_events:
        event = known_event.event
        departures = _departures(event) if main is not None and event.key == main.key else set()
        for entry in known_event.entries:
            if entry.step is not None and entry.step.announced_on == entry.day:
                weights[entry.day] += MAIN if entry.step.number in departures else 1
    days = sorted(day for day in weights if first <= day < last)
    heaviest = sorted(days, key=lambda day: weights[day], reverse=True)[:count]
    return [*sorted(heaviest), last]


def _departures(event: EventState) -> set[int]:
    """Return the steps that left more than a place: months do not show that."""
    return {
        one.step.number
        for one in moving_steps(event.steps)
        if one.is_departure and not one.is_of_place_alone
    }


def main_event(events: Iterable[EventState], first: date, last: date) -> EventState | None:
    """Return the highest event from `first` to `last` (both inclusive), the latest of its level.

    One that waits for a new date counts by the date that it left.
    """
    candidates = []
    for event in events:
        period = _last_period(event)
        if event.is_cancelled or period.first is None or not period.overlaps(first, last):
            continue
        candidates.append(((*event.rank, -period.first.toordinal(), event.key), event))
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def end_is_open(events: Iterable[EventState], first: date, last: date, today: date) -> bool:
    """Whether the summit of a term is still to come, and not on its last day as far as is known on `today`.

    The term ends with it: until it stands on that day nobody can say which it will be.
    """
    main = main_event(events, first, last)
    if main is None or (main.kind, main.level) != (Kind.SUMMIT, Level.HEADS_OF_STATE):
        return False
    is_set = main.period.is_exact and main.period.last == last
    return not main.is_over(today) and not is_set


def _last_period(event: EventState) -> Period:
    slot = event.history.last_left
    waits = event.is_postponed and not event.period.is_dated
    return slot.period if waits and slot is not None else event.period

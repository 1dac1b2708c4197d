"""The days that tell most of how a plan moved. No query here."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from events.as_of.plan import KnownEvent
from events.enums import Kind, Level, Status
from events.moves import moving_steps
from events.state import EventState

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
    """Return the highest event from `first` to `last` (both inclusive), the latest of its level."""
    levels, candidates = Level.values, []
    for event in events:
        day = event.period.first
        if (
            event.status == Status.CANCELLED
            or day is None
            or not event.period.overlaps(first, last)
        ):
            continue
        rank = (levels.index(event.level), event.kind != Kind.SUMMIT, -day.toordinal(), event.key)
        candidates.append((rank, event))
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None

"""From which day on which facts of an event were public: its timeline. No database here.

An event appears, its steps follow, and where no step tells the outcome, one last entry
does, on the day after the last day. `known_on` says when a step of unknown day was public.
The files of the plan and the record of changes are read by the same rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar, cast

from events.enums import ENDED, ChangeKind, Status
from events.timeline import DatedChange, Facts, known_on

#: The day of what was there from the beginning.
BEGINNING = date.min


class PublicChange(DatedChange, Protocol):
    """A change as far as a timeline looks at it: a Change, or a row of a file."""

    @property
    def kind(self) -> str: ...


#: A kind of Told. Not said as a bound: mypy finds no fields in a model that is a type argument.
S = TypeVar("S")


@dataclass(frozen=True)
class TimelineEntry(Generic[S]):
    """One entry of a timeline: the day from which it is public, and the facts after it."""

    day: date
    facts: Facts
    #: None when nobody announced it.
    step: S | None
    #: How many steps the record of changes holds after it.
    steps: int


def timeline_of(
    steps: Sequence[S], facts_after: Sequence[Facts], final: Facts, opening: Facts | None = None
) -> list[TimelineEntry[S]]:
    """Return the entries, their days in rising order.

    `facts_after` are the facts after each step, `final` those that the event has in the end, and
    `opening` those before its first step, where that tells them.
    """
    first = opening or (facts_after[0] if facts_after else final)
    timeline = [
        *_beginning(steps, first),
        *_before(steps, opening),
        *_each(steps, facts_after),
        *_end(facts_after, final),
    ]
    day, entries = BEGINNING, []
    for entry in timeline:
        day = max(day, entry.day)
        entries.append(replace(entry, day=day))
    return entries


def expected(facts: Facts) -> Facts:
    """Return `facts` as they were before anything came of the event."""
    return replace(facts, status=Status.PLANNED) if facts.status in ENDED else facts


def _beginning(steps: Sequence[S], facts: Facts) -> list[TimelineEntry[S]]:
    """Without a dated announcement the event was there before its first step."""
    if steps:
        opening = cast("PublicChange", steps[0])
        if opening.kind == ChangeKind.ANNOUNCED and opening.announced_on is not None:
            return []
    return [TimelineEntry(BEGINNING, expected(facts), None, 0)]


def _before(steps: Sequence[S], opening: Facts | None) -> list[TimelineEntry[S]]:
    """An outcome that was there before the first step, which perhaps corrected it."""
    if not steps or opening is None:
        return []
    changes = cast("Sequence[PublicChange]", steps)
    spoken_of = known_on(changes)[0] if changes[0].announced_on else None
    return _outcome(expected(opening), opening, 0, spoken_of)


def _each(steps: Sequence[S], facts_after: Sequence[Facts]) -> list[TimelineEntry[S]]:
    return [
        TimelineEntry(_not_before(day or BEGINNING, after), after, step, number)
        for number, (day, after, step) in enumerate(
            zip(known_on(cast("Sequence[PublicChange]", steps)), facts_after, steps, strict=True),
            start=1,
        )
    ]


def _not_before(day: date, after: Facts) -> date:
    """Nothing was known to have been held before it may have been, whatever a report was of."""
    period = after.period
    earliest = period.last if period.is_exact else period.first
    return max(day, earliest) if after.status == Status.HELD and earliest else day


def _end(facts_after: Sequence[Facts], final: Facts) -> list[TimelineEntry[S]]:
    return _outcome(facts_after[-1] if facts_after else expected(final), final, len(facts_after))


def _outcome(
    last: Facts, final: Facts, steps: int, until: date | None = None
) -> list[TimelineEntry[S]]:
    """An outcome that no step tells is known when the last day is over, or when a step speaks of it
    (`until`)."""
    if last.status == final.status or final.period.last is None:
        return []
    over = min(final.period.last, date.max - timedelta(days=1)) + timedelta(days=1)
    day = min(over, until) if until else over
    return [TimelineEntry(day, replace(last, status=final.status), None, steps)]

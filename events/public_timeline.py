"""From which day on which facts of an event were public: its chapters. No database here.

An event appears, its steps follow, and where no step tells the outcome, one last chapter
does, on the day after the last day. `known_on` says when a step of unknown day was public.
The files of the plan and the record of changes are read by the same rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar, cast

from events.enums import ENDED, ChangeKind, Status
from events.timeline import DatedChange, Facts, known_on

#: The day of what was there from the beginning.
BEGINNING = date.min


class PublicChange(DatedChange, Protocol):
    """A step as far as chapters look at it: a Change, or a row of a file."""

    @property
    def kind(self) -> str: ...


#: A kind of Told. Not said as a bound: mypy finds no fields in a model that is a type argument.
S = TypeVar("S")


@dataclass(frozen=True)
class TimelineEntry(Generic[S]):
    """One turn of the story: the day from which it is public, and the facts after it."""

    day: date
    facts: Facts
    #: None when nobody announced it.
    step: S | None
    #: How many steps the record of changes holds after it.
    steps: int


def timeline_of(
    steps: Sequence[S], told: Sequence[Facts], final: Facts, opening: Facts | None = None
) -> list[TimelineEntry[S]]:
    """Return the chapters, their days in rising order.

    `told` are the facts after each step, `final` those that the event has in the end, and
    `opening` those before its first step, where that tells them.
    """
    first = opening or (told[0] if told else final)
    story = [
        *_beginning(steps, first),
        *_before(steps, opening),
        *_each(steps, told),
        *_end(told, final),
    ]
    day, chapters = BEGINNING, []
    for chapter in story:
        day = max(day, chapter.day)
        chapters.append(replace(chapter, day=day))
    return chapters


def expected(facts: Facts) -> Facts:
    """Return `facts` as they were before anything came of the event."""
    return replace(facts, status=Status.PLANNED) if facts.status in ENDED else facts


def _beginning(steps: Sequence[S], facts: Facts) -> list[TimelineEntry[S]]:
    """Without a dated announcement the event was there before its first step."""
    if steps:
        first = cast("PublicChange", steps[0])
        if first.kind == ChangeKind.ANNOUNCED and first.announced_on is not None:
            return []
    return [TimelineEntry(BEGINNING, expected(facts), None, 0)]


def _before(steps: Sequence[S], opening: Facts | None) -> list[TimelineEntry[S]]:
    """An outcome that was there before the first step, which perhaps corrected it."""
    if not steps or opening is None:
        return []
    dated = cast("Sequence[PublicChange]", steps)
    spoken_of = known_on(dated)[0] if dated[0].announced_on else None
    return _outcome(expected(opening), opening, 0, spoken_of)


def _each(steps: Sequence[S], told: Sequence[Facts]) -> list[TimelineEntry[S]]:
    return [
        TimelineEntry(_not_before(day or BEGINNING, after), after, step, number)
        for number, (day, after, step) in enumerate(
            zip(known_on(cast("Sequence[PublicChange]", steps)), told, steps, strict=True), start=1
        )
    ]


def _not_before(day: date, after: Facts) -> date:
    """Nothing was known to have been held before it may have been, whatever a report was of."""
    period = after.period
    earliest = period.last if period.is_exact else period.first
    return max(day, earliest) if after.status == Status.HELD and earliest else day


def _end(told: Sequence[Facts], final: Facts) -> list[TimelineEntry[S]]:
    return _outcome(told[-1] if told else expected(final), final, len(told))


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

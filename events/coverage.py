"""How the plan covers each priority: one mark for each event, an outline for each slot left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.counts import say_counts
from events.ghosts import left_slots
from events.history import History
from events.states import Status
from publishing.languages import Text, text_of

if TYPE_CHECKING:
    from events.models import Event
    from priorities.models import Priority

#: Marks that are drawn of one priority; the number of the others is said.
MOST_MARKS = 60


@dataclass(frozen=True)
class Coverage:
    """One priority, as drawn: `events` full marks, then `outlines`."""

    slug: str
    url: str
    title: Text
    strand: str
    counts: str
    marks: range
    outlines: range
    undrawn: int


def coverage(priorities: Iterable[Priority], events: Iterable[Event]) -> list[Coverage]:
    """Return what `events` serve of `priorities`. Load the events with `for_cards()`."""
    told = list(events)
    return [_covered(priority, told) for priority in priorities]


def _covered(priority: Priority, events: Iterable[Event]) -> Coverage:
    own = [event for event in events if priority in event.priorities.all()]
    cancelled = sum(event.status == Status.CANCELLED for event in own)
    left = sum(len(left_slots(event, History.of(event))) for event in own)
    full, outlines = len(own) - cancelled, left + cancelled
    drawn = min(full, MOST_MARKS)
    outlined = min(outlines, MOST_MARKS - drawn)
    return Coverage(
        slug=priority.slug,
        url=priority.get_absolute_url(),
        title=text_of(priority, "title"),
        strand=priority.strand,
        counts=say_counts(full, moved=left, cancelled=cancelled),
        marks=range(drawn),
        outlines=range(outlined),
        undrawn=full + outlines - drawn - outlined,
    )

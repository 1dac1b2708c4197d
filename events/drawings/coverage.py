"""How the plan covers each priority, or body: a mark for each event, an outline for a slot left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.history import History
from events.rows.counts import say_counts
from events.rows.ghosts import left_slots
from events.states import Status
from publishing.languages import Text
from publishing.translations import listed_text

if TYPE_CHECKING:
    from bodies.models import Body
    from events.models import Event
    from priorities.models import Priority

#: Marks that are drawn of one priority; the number of the others is said.
MOST_MARKS = 60


@dataclass(frozen=True)
class Coverage:
    """One priority or body, as drawn: full `marks`, then `outlines`."""

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
    return [
        _covered(
            priority,
            [event for event in told if priority in event.priorities.all()],
            title=listed_text(priority, "title"),
            strand=priority.strand,
        )
        for priority in priorities
    ]


def body_coverage(events: Iterable[Event], strand: str) -> list[Coverage]:
    """Return how many of `events` each public body meets in, the busiest first."""
    meetings: defaultdict[Body, list[Event]] = defaultdict(list)
    for event in events:
        for body in event.bodies.all():
            if body.is_published:
                meetings[body].append(event)
    busiest = sorted(meetings, key=lambda body: (-len(meetings[body]), body.position, body.slug))
    return [
        _covered(body, meetings[body], title=listed_text(body, "short_name"), strand=strand)
        for body in busiest
    ]


def _covered(
    served: Priority | Body, own: Sequence[Event], *, title: Text, strand: str
) -> Coverage:
    cancelled = sum(event.status == Status.CANCELLED for event in own)
    slots = [event for event in own for _slot in left_slots(event, History.of(event))]
    postponed = sum(event.status == Status.POSTPONED for event in slots)
    full, outlines = len(own) - cancelled, len(slots) + cancelled
    drawn = min(full, MOST_MARKS)
    outlined = min(outlines, MOST_MARKS - drawn)
    return Coverage(
        slug=served.slug,
        url=served.get_absolute_url(),
        title=title,
        strand=strand,
        counts=say_counts(
            full, moved=len(slots) - postponed, postponed=postponed, cancelled=cancelled
        ),
        marks=range(drawn),
        outlines=range(outlined),
        undrawn=full + outlines - drawn - outlined,
    )

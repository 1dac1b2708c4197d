"""How the plan covers each priority, or body: a mark for each event, an outline for a slot left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.rows.counts import say_counts
from publishing.languages import Text
from publishing.translations import listed_text

if TYPE_CHECKING:
    from bodies.models import Body
    from events.event_state import EventState
    from priorities.models import Priority
    from priorities.signs import Sign

#: Marks that are drawn of one priority; the number of the others is said.
MOST_MARKS = 60


@dataclass(frozen=True)
class Coverage:
    """One priority or body, as drawn: full `marks`, then `outlines`."""

    slug: str
    url: str
    title: Text
    strand: Sign
    counts: str
    marks: range
    outlines: range
    undrawn: int


def coverage(priorities: Iterable[Priority], events: Iterable[EventState]) -> list[Coverage]:
    """Return what `events` serve of `priorities`."""
    told = list(events)
    return [
        _covered(
            priority,
            [event for event in told if priority.slug in event.priorities],
            title=listed_text(priority, "title"),
            strand=priority.strand.sign,
        )
        for priority in priorities
    ]


def body_coverage(
    bodies: Iterable[Body], events: Iterable[EventState], strand: Sign
) -> list[Coverage]:
    """Return how many of `events` each of `bodies` meets in, the busiest first."""
    meetings: defaultdict[str, list[EventState]] = defaultdict(list)
    for event in events:
        for slug in event.bodies:
            meetings[slug].append(event)
    busiest = sorted(
        (body for body in bodies if body.slug in meetings),
        key=lambda body: (-len(meetings[body.slug]), body.position, body.slug),
    )
    return [
        _covered(body, meetings[body.slug], title=listed_text(body, "short_name"), strand=strand)
        for body in busiest
    ]


def _covered(
    served: Priority | Body, own: Sequence[EventState], *, title: Text, strand: Sign
) -> Coverage:
    cancelled = sum(event.is_cancelled for event in own)
    slots = [event for event in own for _slot in event.left_days]
    postponed = sum(event.is_postponed for event in slots)
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

"""The meetings of the same body before and after an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publishing.languages import Text, current_language, text_of

if TYPE_CHECKING:
    from events.models import Event


@dataclass(frozen=True)
class Neighbour:
    """Another event of the body, as a link."""

    url: str
    title: Text
    date: str


@dataclass(frozen=True)
class Neighbours:
    previous: Neighbour | None = None
    following: Neighbour | None = None


def neighbours(event: Event) -> Neighbours:
    """Return the events of the same kind next to `event`, by its own body alone. One query.

    An event of several bodies is a meeting of none of them, and has no neighbours; nor has
    one without a date.
    """
    bodies = [body for body in event.bodies.all() if body.is_published]
    if len(bodies) != 1 or not event.period.is_dated:
        return Neighbours()
    meetings = bodies[0].events.published().in_plan_order()
    row = [other for other in meetings if other.kind == event.kind and other.period.is_dated]
    if event not in row:
        return Neighbours()
    here = row.index(event)
    return Neighbours(
        previous=_neighbour(row[here - 1]) if here else None,
        following=_neighbour(row[here + 1]) if here + 1 < len(row) else None,
    )


def _neighbour(event: Event) -> Neighbour:
    said = event.period.say(current_language())
    return Neighbour(event.get_absolute_url(), text_of(event, "title"), said)

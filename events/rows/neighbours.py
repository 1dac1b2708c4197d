"""The meetings of the same body before and after an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bodies.states import BodyKind
from events.rows.clock_times import say_date
from events.states import Kind, Status
from publishing.languages import Text
from publishing.translations import listed_text

if TYPE_CHECKING:
    from events.models import Event
    from places.names import PlaceNames


#: What a body does when it meets.
MEETINGS = (
    Kind.SUMMIT,
    Kind.SESSION,
    Kind.MEETING,
    Kind.CONSULTATION,
    Kind.CONFERENCE,
    Kind.FORUM,
    Kind.ROUND_TABLE,
)
#: Bodies that hold events and are not themselves those who meet.
ORGANISERS = (BodyKind.PERMANENT_BODY, BodyKind.EXECUTIVE_BODY, BodyKind.PARTNER)


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


def neighbours(event: Event, names: PlaceNames) -> Neighbours:
    """Return the meetings of one body next to `event`, of its kind and level. One query.

    An event of several bodies is a meeting of none of them, nor is one without a date, one that
    is no meeting, or one that an office or a partner organised. A cancelled one was none.
    """
    bodies = event.public_bodies
    if len(bodies) != 1 or bodies[0].kind in ORGANISERS or event.kind not in MEETINGS:
        return Neighbours()
    meetings = bodies[0].events.published().in_plan_order()
    row = [other for other in meetings if other == event or _is_like(other, event)]
    if event not in row or not event.period.is_dated:
        return Neighbours()
    here = row.index(event)
    return Neighbours(
        previous=_neighbour(row[here - 1], names) if here else None,
        following=_neighbour(row[here + 1], names) if here + 1 < len(row) else None,
    )


def _is_like(other: Event, event: Event) -> bool:
    alike = (other.kind, other.level) == (event.kind, event.level)
    return alike and other.period.is_dated and other.status != Status.CANCELLED


def _neighbour(event: Event, names: PlaceNames) -> Neighbour:
    cities = [city.slug for city in event.cities.all()] if event.period.clock else []
    said = say_date(event.period, cities, names)
    return Neighbour(event.get_absolute_url(), listed_text(event, "title"), said)

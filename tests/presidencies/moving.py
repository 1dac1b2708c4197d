"""Things that go from one presidency to another."""

from datetime import UTC, datetime

from events.dates import Period
from events.models import Event
from priorities.models import Priority
from tests.factories import (
    EventFactory,
    PriorityFactory,
    announcement,
)

JULY = datetime(2020, 7, 22, tzinfo=UTC).date()


def summit(**values) -> Event:
    told = announcement(datetime(2020, 1, 20, tzinfo=UTC).date())
    return EventFactory(
        slug="summit", title_en="Summit", announced=told, period=Period.on(JULY), **values
    )


def goal(**values) -> Priority:
    return PriorityFactory(slug="goal", title_en="Goal", strand="policy", **values)


def serving(count: int) -> tuple[Event, list[Priority]]:
    event = summit(published=True)
    goals = [PriorityFactory(title_en=f"Goal {n}", position=n) for n in range(1, count + 1)]
    event.priorities.set(goals)
    return event, goals

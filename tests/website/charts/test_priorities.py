from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Status
from priorities.models import Priority
from tests.acting import changes
from tests.events.stated import all_states
from tests.factories import EventFactory, PriorityFactory, announcement
from website.charts.priorities import MOST_MARKS, Coverage, coverage

pytestmark = pytest.mark.django_db


def covered() -> list[Coverage]:
    return coverage(Priority.objects.in_order(), all_states())


def test_every_priority_is_told_even_without_an_event():
    PriorityFactory(title_en="Ties", position=2)
    PriorityFactory(title_en="Trade", position=1)

    assert [(str(row.title), row.counts) for row in covered()] == [
        ("Trade", "no events"),
        ("Ties", "no events"),
    ]


def test_event_is_a_mark_of_each_of_its_priorities():
    first, second = PriorityFactory(published=True), PriorityFactory(published=True)
    EventFactory(priorities=[first, second])
    EventFactory(priorities=[first])

    assert {row.slug: len(row.marks) for row in covered()} == {first.slug: 2, second.slug: 1}


def test_slot_left_is_an_outline():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=Period.on(date(2020, 7, 22)),
        priorities=[PriorityFactory(published=True)],
    )
    changes.reschedule(
        event, announcement(date(2020, 5, 27)), FactChanges(period=Period.on(date(2020, 11, 10)))
    )

    (row,) = covered()

    assert (len(row.marks), len(row.outlines), row.counts) == (1, 1, "1 event, 1 earlier date")


def test_slot_of_a_postponed_event_is_an_outline_too():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=Period.on(date(2020, 7, 22)),
        priorities=[PriorityFactory(published=True)],
    )
    changes.postpone(event, announcement(date(2020, 5, 27)))

    (row,) = covered()

    assert (len(row.marks), len(row.outlines), row.counts) == (1, 1, "1 event, 1 earlier date")


def test_cancelled_event_is_an_outline_and_no_mark():
    EventFactory(
        status=Status.CANCELLED,
        period=Period.on(date(2020, 7, 22)),
        priorities=[PriorityFactory(published=True)],
    )

    (row,) = covered()

    assert (len(row.marks), len(row.outlines)) == (0, 1)


def test_marks_beyond_the_limit_are_said_and_not_drawn(monkeypatch):
    monkeypatch.setattr("website.charts.priorities.MOST_MARKS", 2)
    priority = PriorityFactory(published=True)
    for _number in range(3):
        EventFactory(priorities=[priority])

    (row,) = covered()

    assert MOST_MARKS > 2
    assert (len(row.marks), row.undrawn, row.counts) == (2, 1, "3 events")

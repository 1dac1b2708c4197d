"""What changed between two days, of steps whose day nobody knows."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.as_of.diff import Sort, differences
from events.enums import Status
from events.models import Event
from tests.acting import changes
from tests.events.as_of.differing import MAY_27, found
from tests.events.past_plan import (
    JULY,
    NOVEMBER,
    NOVEMBER_10,
    known_events,
    planned,
)
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db


def silent_move() -> Event:
    """Announced in January, moved on an unknown day, said again in September."""
    event = planned()
    changes.reschedule(event, announcement(None), FactChanges(period=NOVEMBER))
    changes.reaffirm(event, announcement(date(2020, 9, 1)))
    return event


def test_a_step_of_unknown_day_is_told_with_the_days_around_it():
    silent_move()

    (silent,) = differences(known_events(), date(2020, 5, 1), date(2020, 5, 31)).silent

    assert (silent.step.number, silent.earliest, silent.latest) == (
        2,
        date(2020, 1, 1),
        date(2020, 9, 1),
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2019, 1, 1), date(2019, 12, 31)), (date(2020, 9, 2), date(2020, 10, 28))],
)
def test_a_step_of_unknown_day_is_left_out_where_it_cannot_have_been(first: date, last: date):
    silent_move()

    assert differences(known_events(), first, last).silent == ()


def test_a_step_of_unknown_day_is_told_with_the_others_of_its_event():
    silent_move()

    told = differences(known_events(), date(2020, 9, 1), date(2020, 9, 1))

    assert [step.number for step in told.dated[0].steps] == [2, 3]
    assert told.silent == ()


def test_an_outcome_that_nobody_announced_is_told_apart():
    EventFactory(slug="silent", period=JULY, status=Status.HELD, published=True)

    told = differences(known_events(), date(2020, 7, 1), date(2020, 7, 31))

    assert told.dated == ()
    assert [known_event.event.slug for known_event, _entry in told.outcomes] == ["silent"]


def test_an_event_that_changed_is_not_told_again_for_its_outcome():
    event = EventFactory(
        announced=announcement(date(2020, 7, 1)), period=JULY, published=True, slug="told"
    )
    changes.close_without_outcome(event)

    told = differences(known_events(), date(2020, 7, 1), date(2020, 7, 31))

    assert [one.known_event.event.slug for one in told.dated] == ["told"]
    assert told.outcomes == ()


def test_drafts_and_withdrawn_events_are_not_told():
    changes.postpone(EventFactory(announced=announcement(), period=JULY), announcement(MAY_27))
    EventFactory(announced=announcement(MAY_27), period=JULY, withdrawn=True)

    assert differences(known_events(), MAY_27, MAY_27).dated == ()


def test_the_first_step_of_an_event_in_the_plan_tells_what_it_left():
    event = EventFactory(period=JULY, published=True)

    changes.reschedule(event, announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    difference = found(MAY_27, MAY_27)
    assert difference.sort == Sort.MOVED
    assert (difference.change.old_period, difference.change.new_period) == (JULY, NOVEMBER_10)

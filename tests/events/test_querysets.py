"""The words for asking the plan: each with the day itself, and with nothing."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Kind, Level, Status
from events.models import Change, Event
from tests.acting import changes
from tests.factories import (
    EventFactory,
    announcement,
)

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)
YESTERDAY = date(2020, 10, 27)
TOMORROW = date(2020, 10, 29)
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
JULY = Period.in_month(2020, 7)
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def found(events: object) -> set[Event]:
    return set(events)


def test_events_of_one_period_keep_the_order_in_which_they_came():
    events = [EventFactory(period=JULY) for _ in range(3)]

    assert list(Event.objects.in_plan_order()) == events


def test_the_highest_level_comes_first_then_summits_then_the_day():
    ministers = EventFactory(level=Level.MINISTERS, period=JULY_22)
    later = EventFactory(level=Level.HEADS_OF_STATE, period=NOVEMBER_10)
    earlier = EventFactory(level=Level.HEADS_OF_STATE, period=JULY_22)
    summit = EventFactory(level=Level.HEADS_OF_STATE, kind=Kind.SUMMIT, period=NOVEMBER_10)

    assert list(Event.objects.highest_first()) == [summit, earlier, later, ministers]
    assert list(Event.objects.highest_first(newest=True)) == [summit, later, earlier, ministers]


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        (date(2020, 7, 21), date(2020, 7, 21), False),
        (date(2020, 7, 21), date(2020, 7, 22), True),
        (date(2020, 7, 23), date(2020, 7, 24), True),
        (date(2020, 7, 24), date(2020, 7, 24), False),
    ],
)
def test_overlapping_includes_the_first_and_the_last_day(first, last, touched):
    event = EventFactory(period=JULY_22)
    EventFactory()

    assert found(Event.objects.overlapping(first, last)) == ({event} if touched else set())
    assert found(Event.objects.touching(first, last)) == ({event} if touched else set())


def test_a_month_holds_what_touches_it_and_vague_dates_that_may():
    across = EventFactory(period=Period.on(date(2020, 6, 30), date(2020, 7, 1)))
    year = EventFactory(period=Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR))
    EventFactory(period=Period.on(date(2020, 8, 1)))
    EventFactory()

    assert found(Event.objects.overlapping(date(2020, 7, 1), date(2020, 7, 31))) == {across, year}


def test_a_slot_that_was_left_is_still_found_by_its_days():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.postpone(event, announcement())
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))

    for day, there in [(21, False), (22, True), (23, True), (24, False)]:
        moment = date(2020, 7, day)
        expected = {event} if there else set()
        assert found(Event.objects.touching(moment, moment)) == expected


def test_a_slot_and_the_present_date_in_one_span_count_once():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.reschedule(event, announcement(), FactChanges(Period.on(date(2020, 7, 24))))
    changes.reschedule(event, announcement(), FactChanges(Period.on(date(2020, 7, 25))))

    assert list(Event.objects.touching(JULY.first, JULY.last)) == [event]


def test_an_event_has_an_exact_day_bounds_or_no_date():
    exact, _vague, undated = EventFactory(period=JULY_22), EventFactory(period=JULY), EventFactory()

    assert found(Event.objects.exact()) == {exact}
    assert found(Event.objects.undated()) == {undated}


@pytest.mark.parametrize(
    ("last", "upcoming"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)]
)
def test_an_event_of_today_is_upcoming(last, upcoming):
    event = EventFactory(period=Period.on(date(2020, 10, 20), last))

    assert found(Event.objects.upcoming(TODAY)) == ({event} if upcoming else set())
    assert found(Event.objects.overdue(TODAY)) == (set() if upcoming else {event})


@pytest.mark.parametrize("status", Status.values)
def test_only_what_is_expected_is_upcoming_or_overdue(status):
    period = Period.in_month(2020, 10) if status == Status.POSTPONED else Period.on(TODAY)
    event = EventFactory(status=status, period=period)
    expected = {event} if status in (Status.PLANNED, Status.CONFIRMED) else set()

    assert found(Event.objects.upcoming(TODAY)) == expected
    assert found(Event.objects.overdue(date(2020, 11, 1))) == expected


def test_an_undated_event_is_neither_upcoming_nor_over():
    EventFactory()

    for word in ("upcoming", "overdue"):
        assert found(getattr(Event.objects, word)(TODAY)) == set()


def test_the_plan_spans_its_dated_events():
    EventFactory(period=JULY_22)
    EventFactory(period=Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR))
    EventFactory()

    assert Event.objects.days_in_plan() == (date(2020, 7, 22), date(2020, 12, 31))


def test_an_empty_plan_spans_no_days():
    EventFactory()

    assert Event.objects.days_in_plan() == (None, None)


def test_a_step_of_unknown_day_was_known_by_the_next_dated_one():
    event = EventFactory(announced=announcement(date(2020, 1, 1)), period=JULY_22, published=True)
    changes.reschedule(event, announcement(None), FactChanges(NOVEMBER_10))
    changes.reaffirm(event, announcement(date(2020, 5, 1)))
    changes.reaffirm(event, announcement(date(2020, 9, 1)))

    known = {
        day: [step.number for step in event.changes.announced_by(day).order_by("number")]
        for day in (date(2020, 4, 30), date(2020, 5, 1), date(2020, 9, 1))
    }

    assert known == {
        date(2020, 4, 30): [1],
        date(2020, 5, 1): [1, 2, 3],
        date(2020, 9, 1): [1, 2, 3, 4],
    }
    assert [step.number for step in event.changes.newest_first()] == [4, 3, 2, 1]


def test_a_step_that_no_dated_one_follows_may_have_been_known_always():
    event = EventFactory(announced=announcement(date(2020, 5, 1)), period=JULY_22, published=True)
    changes.reschedule(event, announcement(None), FactChanges(NOVEMBER_10))

    for day, known in ((date(2020, 4, 30), [2]), (date(2020, 5, 1), [1, 2])):
        told = event.changes.announced_by(day).order_by("number")
        assert [step.number for step in told] == known


def test_of_two_steps_of_one_day_the_later_one_stands_first():
    day = date(2020, 5, 1)
    one, other = (
        EventFactory(announced=announcement(day), period=JULY_22, published=True) for _ in range(2)
    )
    changes.reaffirm(one, announcement(day))

    told = Change.objects.of_published().newest_first()

    assert [(step.event, step.number) for step in told] == [(other, 1), (one, 2), (one, 1)]


def test_steps_of_drafts_and_of_withdrawn_events_are_nobodys():
    public, *_others = (
        EventFactory(announced=announcement(date(2020, 5, 1)), **state)
        for state in ({"published": True}, {"withdrawn": True}, {})
    )

    assert [step.event for step in Change.objects.of_published()] == [public]
    assert Change.objects.count() == 3

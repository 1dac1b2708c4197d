"""The days that tell most of how a plan moved."""

from datetime import date

import pytest

from events.as_of.plan import end_is_open, main_event, telling_days
from events.dates import Period
from events.enums import Kind, Level
from tests.acting import changes
from tests.events.past_plan import JULY, NOVEMBER_10, known_events, planned, summit
from tests.events.stated import all_states, state_of
from tests.factories import announcement

pytestmark = pytest.mark.django_db

BEGIN, END = date(2019, 6, 15), date(2020, 11, 30)
HIGH = {"kind": Kind.SUMMIT, "level": Level.HEADS_OF_STATE}


def test_days_on_which_the_main_event_left_something_come_first():
    event = state_of(summit())
    for _number in range(3):
        planned()  # each announced on 1 January

    days = telling_days(known_events(), event, BEGIN, date(2020, 10, 28), 3)

    assert days == [
        date(2020, 1, 1),
        date(2020, 5, 27),
        date(2020, 9, 9),
        date(2020, 10, 28),
    ]


def test_without_a_main_event_the_busiest_days_are_told_within_the_time_asked_for():
    event, other = planned(), planned()
    for one in (event, other):
        changes.confirm(one, announcement(date(2020, 3, 1)))
    changes.postpone(event, announcement(date(2020, 4, 1)))

    days = telling_days(known_events(), None, date(2020, 2, 1), date(2020, 6, 1), 1)

    assert days == [date(2020, 3, 1), date(2020, 6, 1)]


def test_last_day_stands_once():
    planned()

    assert telling_days(known_events(), None, BEGIN, date(2020, 1, 1), 3) == [date(2020, 1, 1)]
    assert telling_days([], None, BEGIN, END, 3) == [END]


def test_main_event_that_waits_for_a_date_counts_by_the_one_that_it_left():
    planned(period=Period.on(date(2019, 7, 1)), **HIGH)
    waits = planned(period=JULY, **HIGH)
    after_the_term = planned(period=Period.on(date(2021, 7, 22)), **HIGH)
    for event in (waits, after_the_term):
        changes.postpone(event, announcement(date(2020, 5, 27)))

    main = main_event(all_states(), BEGIN, END)

    assert main is not None
    assert main.slug == waits.slug


def test_main_event_is_the_highest_and_the_latest_of_its_level():
    planned(level=Level.HEADS_OF_STATE, kind=Kind.MEETING, period=NOVEMBER_10)
    planned(period=JULY, **HIGH)
    latest = planned(period=NOVEMBER_10, **HIGH)
    cancelled = planned(period=NOVEMBER_10, **HIGH)
    changes.cancel(cancelled, announcement(None))
    planned(period=Period.on(date(2020, 12, 1)), **HIGH)  # after the term
    planned(period=NOVEMBER_10, level=Level.MINISTERS)

    main = main_event(all_states(), BEGIN, END)

    assert main is not None
    assert main.slug == latest.slug
    assert main_event([], BEGIN, END) is None


@pytest.mark.parametrize(
    ("last", "today", "is_open"),
    [
        (JULY.last, date(2020, 1, 1), False),
        (date(2020, 11, 10), date(2020, 1, 1), True),
        (date(2020, 11, 10), date(2020, 7, 24), False),
    ],
    ids=["on the last day", "on another day", "over"],
)
def test_term_has_no_end_until_its_summit_stands_on_the_last_day_or_is_over(
    last: date, today: date, is_open: bool
):
    planned(period=JULY, **HIGH)

    assert end_is_open(all_states(), BEGIN, last, today) is is_open

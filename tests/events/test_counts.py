from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from events.actions.changes import FactChanges
from events.calendar import Month
from events.counts import HERE, Stay, months_left, months_of, stay_of, stay_on
from events.dates import Period, Precision
from tests.acting import changes
from tests.events.stated import state_of
from tests.factories import EventFactory, announcement

OCTOBER = Month(2020, 10)
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)


@pytest.mark.parametrize(
    ("period", "stay"),
    [
        (Period.on(date(2020, 10, 1)), Stay.ON_A_DAY),
        (Period.on(date(2020, 9, 30), date(2020, 10, 1)), Stay.ON_A_DAY),
        (Period.on(date(2020, 10, 31), date(2020, 11, 1)), Stay.ON_A_DAY),
        (Period.in_month(2020, 10), Stay.WITHIN),
        (Period(date(2020, 10, 1), date(2020, 10, 10), Precision.PART_OF_MONTH), Stay.WITHIN),
        (YEAR, Stay.SOMETIME),
        (Period.on(date(2020, 11, 1)), None),
        (Period.in_month(2020, 9), None),
        (Period.undated(), None),
    ],
)
def test_date_stands_to_a_month_in_one_way(period, stay):
    assert stay_on(period, OCTOBER.first, OCTOBER.last) == stay


def test_of_a_single_day_only_exact_dates_tell_anything():
    day = date(2020, 10, 1)

    assert stay_on(Period.on(day), day, day, exact=True) == Stay.ON_A_DAY
    assert stay_on(YEAR, day, day, exact=True) is None


@pytest.mark.django_db
def test_event_that_moved_within_a_time_has_not_left_it():
    event = EventFactory(announced=announcement(), period=Period.on(date(2020, 9, 30)))
    for day in (date(2020, 10, 7), date(2020, 10, 29)):
        changes.reschedule(event, announcement(), FactChanges(period=Period.on(day)))

    state = state_of(event)

    assert stay_of(state, OCTOBER.first, OCTOBER.last) == Stay.ON_A_DAY
    assert stay_of(state, date(2020, 9, 1), date(2020, 10, 10)) == Stay.LEFT
    assert stay_of(state, date(2020, 11, 1), date(2020, 11, 30)) is None
    assert months_left(state) == {Month(2020, 9)}


DAYS = st.dates(date(2019, 1, 1), date(2021, 12, 31))


@st.composite
def periods(draw) -> Period:
    first, length = draw(DAYS), draw(st.integers(0, 80))
    if draw(st.booleans()):
        return Period.on(first, first + timedelta(days=length))
    return Period(first, first + timedelta(days=length), Precision.PART_OF_YEAR)


@given(period=periods())
def test_months_of_a_date_are_those_in_which_it_is_known_to_lie(period):
    months = [Month(year, number) for year in (2019, 2020, 2021, 2022) for number in range(1, 13)]

    assert list(months_of(period)) == [
        month for month in months if stay_on(period, month.first, month.last) in HERE
    ]


def test_endless_row_stands_in_no_more_months_than_the_portal_has():
    endless = list(months_of(Period.on(date(1, 1, 1), date(9999, 12, 31))))

    assert (endless[0], endless[1], endless[-1]) == (
        Month(1, 1),
        Month(1990, 1),
        Month(2099, 12),
    )
    assert OCTOBER in endless
    assert len(endless) == 1 + 110 * 12


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2020, 9, 30), date(2020, 11, 1), [Month(2020, 9), OCTOBER, Month(2020, 11)]),
        (date(2020, 10, 1), date(2020, 10, 31), [OCTOBER]),
        (date(1, 1, 1), date(1, 3, 1), [Month(1, 1)]),
        (date(9999, 11, 1), date(9999, 12, 31), [Month(9999, 11)]),
    ],
)
def test_event_stands_in_each_month_of_its_days(first, last, months):
    assert list(months_of(Period.on(first, last))) == months

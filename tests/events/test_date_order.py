"""Vague dates stand in one order, among values and in the database."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.django import TestCase

from events.date_order import sort_key
from events.dates import Period, Precision
from events.models import Event
from tests.events.random_periods import periods
from tests.factories import EventFactory

IN_ORDER = [
    Period.on(date(2020, 6, 30), date(2020, 7, 2)),
    Period(
        date(2020, 7, 1), date(2020, 7, 1), Precision.MINUTE, opens=time(9), zone="Europe/Moscow"
    ),
    Period.on(date(2020, 7, 31)),
    Period.in_month(2020, 7),
    Period.on(date(2020, 8, 1)),
    Period(date(2020, 7, 1), date(2020, 9, 30), Precision.QUARTER),
    Period.on(date(2020, 12, 31)),
    Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR),
    Period.undated(),
]
#: Few, so that many dates end together.
FEW_DAYS = st.dates(date(2020, 6, 28), date(2020, 7, 3))


def test_vague_dates_stand_after_the_exact_days_of_their_time_and_undated_last():
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(IN_ORDER))


@pytest.mark.django_db
def test_the_plan_is_ordered_as_its_periods_are():
    for period in reversed(IN_ORDER):
        EventFactory(period=period)

    assert [event.period for event in Event.objects.in_plan_order()] == IN_ORDER
    assert [event.period for event in Event.objects.all()] == IN_ORDER


class OrderTest(TestCase):
    @settings(max_examples=25)
    @given(st.lists(periods(FEW_DAYS), min_size=2, max_size=8))
    def test_whatever_the_dates_values_and_database_agree(self, some: list[Period]) -> None:
        for period in some:
            EventFactory(period=period)

        plan = [event.period for event in Event.objects.in_plan_order()]

        assert plan == sorted(some, key=sort_key)

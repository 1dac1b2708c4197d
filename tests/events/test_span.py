"""The months that the plan covers."""

from datetime import date

import pytest

from events.calendar import Month
from events.dates import Period, Precision
from events.models import Event
from events.span import Span, month_in_term, months_between, plan_span, term_span
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

TERM = Span(Month(2019, 6), Month(2020, 11))


def test_term_is_that_of_the_settings():
    assert term_span() == TERM


def test_plan_without_events_covers_the_term():
    assert plan_span(Event.objects.all()) == TERM


def test_plan_covers_its_events_before_and_after_the_term():
    EventFactory(period=Period.on(date(2019, 5, 31)))
    EventFactory(period=Period.on(date(2021, 9, 20)))
    EventFactory(period=Period.undated())

    assert plan_span(Event.objects.all()) == Span(Month(2019, 5), Month(2021, 9))


@pytest.mark.parametrize("year", [1, 1899, 1989, 2100, 2202, 9999])
def test_a_day_outside_the_years_of_the_portal_opens_no_month(year):
    event = EventFactory(period=Period.on(date(2021, 9, 20)))
    past_the_doors = EventFactory(period=Period.on(date(2021, 9, 20)))
    day = date(year, 7, 10)
    Event.objects.filter(pk=past_the_doors.pk).update(starts_on=day, ends_on=day)

    assert plan_span(Event.objects.all()) == Span(Month(2019, 6), Month.of(event.starts_on))


def test_bounds_of_a_vague_event_do_not_open_months_before_the_plan():
    EventFactory(period=Period(date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR))

    assert plan_span(Event.objects.all()) == TERM


def test_both_ends_belong_to_the_span():
    assert Month(2019, 6) in TERM
    assert Month(2020, 11) in TERM
    assert Month(2019, 5) not in TERM
    assert Month(2020, 12) not in TERM
    assert [TERM.has_year(year) for year in (2018, 2019, 2020, 2021)] == [False, True, True, False]


def test_nothing_lies_beside_the_ends():
    assert TERM.beside(Month(2019, 6), -1) is None
    assert TERM.beside(Month(2020, 11), 1) is None
    assert TERM.beside(Month(2019, 12), 1) == Month(2020, 1)
    assert Span(Month(1900, 1), Month(2199, 12)).beside(Month(2199, 12), 1) is None


def test_months_run_over_the_year():
    assert months_between(Month(2019, 11), Month(2020, 2)) == [
        Month(2019, 11),
        Month(2019, 12),
        Month(2020, 1),
        Month(2020, 2),
    ]
    assert len(TERM.months) == 18


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2019, 1, 1), Month(2019, 6)),
        (date(2020, 10, 28), Month(2020, 10)),
        (date(2026, 1, 1), Month(2020, 11)),
    ],
)
def test_month_to_open_lies_in_the_term(today, expected):
    assert month_in_term(today) == expected

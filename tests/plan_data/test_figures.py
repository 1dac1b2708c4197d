"""The outcome of the term in numbers: of what is public, and nothing else."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from tests.acting import changes
from tests.factories import DocumentFactory, EventFactory, announcement
from website.presenters.home import figures

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
SEPTEMBER = Period.on(date(2020, 9, 1))
TODAY = date(2021, 3, 1)


def moved_online_and_held(**state: bool) -> None:
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)), period=JULY, format=Format.IN_PERSON, **state
    )
    changes.reschedule(event, announcement(date(2020, 5, 1)), FactChanges(SEPTEMBER))
    changes.change_format(event, announcement(date(2020, 6, 1)), FactChanges(format=Format.ONLINE))
    changes.hold(event, announcement(date(2020, 9, 2)))


def test_only_what_is_public_is_counted():
    for state in ({"published": True}, {}, {"withdrawn": True}):
        moved_online_and_held(**state)
        DocumentFactory(adopted_on=date(2020, 9, 1), **state)

    assert [figure.number for figure in figures(TODAY)] == [1, 1, 1, 1]


def test_what_is_nought_is_left_out():
    moved_online_and_held()
    DocumentFactory(adopted_on=date(2020, 9, 1))

    assert figures(TODAY) == []


def test_event_of_a_year_that_only_touches_the_term_is_not_counted_in_it():
    year = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)
    for period in (year, SEPTEMBER, Period.in_month(2020, 10)):
        EventFactory(period=period, status=Status.HELD, published=True)

    assert [figure.number for figure in figures(TODAY)] == [2]

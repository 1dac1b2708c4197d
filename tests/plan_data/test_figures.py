"""The outcome of the term in numbers: of what is public, and nothing else."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from tests.acting import changes
from tests.factories import DocumentFactory, EventFactory, announcement
from website.presenters.figures import figures, held_besides

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


def held(*periods: Period) -> None:
    for period in periods:
        EventFactory(period=period, status=Status.HELD, published=True)


def test_held_events_that_the_figures_leave_out_are_said_beside_them():
    year = Period(date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR)
    held(SEPTEMBER, year, *[Period.on(date(2020, 11, day)) for day in (10, 11, 12)])
    held(Period.on(date(2019, 6, 13)))
    EventFactory(period=Period.on(date(2020, 12, 1)), published=True)

    besides = held_besides()

    assert [figure.number for figure in figures(TODAY)] == [2]
    assert besides is not None
    assert besides.sentence == (
        "1 more falls some time in 2019. 1 more was held before the Presidency."
        " 2 more were held after the Presidency."
    )
    assert (besides.whole.words, besides.whole.number) == ("Held in all: 6", 6)
    assert besides.whole.url == "/en/calendar/?status=held"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", "Ещё 2 состоялись после председательства. Всего состоялось: 3"),
        ("zh-hans", "另有2项在任期结束后举行。共举行3项"),
    ],
)
def test_every_language_says_what_the_figures_leave_out(front_page, code: str, said: str):
    held(SEPTEMBER, *[Period.on(date(2020, 11, day)) for day in (11, 12)])

    outcome = front_page("2021-03-01", code).one("section", **{"aria-labelledby": "outcomes"})

    assert said in outcome.text


def test_figures_of_all_that_was_held_need_no_remark():
    held(SEPTEMBER)

    assert held_besides() is None

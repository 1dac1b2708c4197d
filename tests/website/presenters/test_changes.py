"""How a step says what it did to the date: its days, its clock time, or both."""

from dataclasses import replace
from datetime import date, time

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from tests.acting import changes
from tests.events.clocks import AT_TEN, AT_TWO, TWO_DAYS, URALS
from tests.events.stated import steps_of
from tests.factories import CityFactory, EventFactory, announcement
from website.presenters.changes import HistoryEntry

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
OCTOBER = Period.on(date(2020, 10, 29))
TWO_DAYS_LATER = replace(AT_TWO, last=date(2020, 11, 26))


@pytest.mark.parametrize(
    ("old", "new", "rescheduled", "online", "relocated"),
    [
        (
            AT_TEN,
            AT_TWO,
            "New time",
            "Moved online, at a new time",
            "New place and time",
        ),
        (TWO_DAYS, AT_TWO, "Time set", "Moved online, at a new time", "New place and time"),
        (AT_TEN, TWO_DAYS, "Time no longer known", "Moved online", "New place"),
        (
            AT_TEN,
            TWO_DAYS_LATER,
            "New date",
            "Moved online, with a new date",
            "New place and date",
        ),
        (
            AT_TEN,
            replace(AT_TEN, words={"en": "at the forum"}),
            "Date in other words",
            "Moved online",
            "New place",
        ),
    ],
)
def test_headline_says_whether_the_days_or_the_hours_moved(
    old, new, rescheduled, online, relocated
):
    there = CityFactory(slug="kazan")

    def headline(writer, **values) -> str:
        event = EventFactory(announced=announcement(), period=old, format=Format.IN_PERSON)
        event.cities.add(CityFactory())
        writer(event, announcement(), FactChanges(period=new, **values))
        return steps_of(event)[-1].headline

    assert [
        headline(changes.reschedule),
        headline(changes.change_format, format=Format.ONLINE),
        headline(changes.relocate, cities=(there.slug,)),
    ] == [rescheduled, online, relocated]


def told(step: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(move.label, str(move.old), str(move.new)) for move in step.moves]


def test_date_of_equal_words_is_said_by_its_days():
    words = {"en": "at the forum"}
    event = EventFactory(announced=announcement(), period=replace(JULY, words=words))

    changes.reschedule(event, announcement(), FactChanges(period=replace(OCTOBER, words=words)))

    assert told(steps_of(event)[-1]) == [("Date", "22–23 July 2020", "29 October 2020")]


def test_words_of_another_language_are_no_change_in_this_one():
    event = EventFactory(announced=announcement(), period=JULY)

    changes.reschedule(
        event, announcement(), FactChanges(period=replace(JULY, words={"ru": "летом"}))
    )

    step, russian = steps_of(event)[-1], steps_of(event, "ru")[-1]
    assert (told(step), told(russian)) == (
        [],
        [("Дата", "22–23 июля 2020 г.", "летом")],
    )


def test_same_moment_by_another_clock_is_the_same_time_in_other_words():
    event = EventFactory(announced=announcement(), period=AT_TEN)

    changes.reschedule(
        event, announcement(), FactChanges(replace(AT_TEN, opens=time(12), zone=URALS))
    )

    step = steps_of(event)[-1]
    assert step.headline == "Date in other words"
    assert told(step) == [
        (
            "Date and time",
            "24–25 November 2020, opening at 10:00 Moscow time",
            "24–25 November 2020, opening at 12:00 Yekaterinburg time",
        )
    ]


def test_clock_time_that_is_set_later_is_no_move():
    event = EventFactory(announced=announcement(), period=TWO_DAYS)

    changes.reschedule(event, announcement(), FactChanges(AT_TEN))

    step = steps_of(event)[-1]
    assert (step.headline, told(step)) == (
        "Time set",
        [
            (
                "Date and time",
                "24–25 November 2020",
                "24–25 November 2020, opening at 10:00 Moscow time",
            )
        ],
    )


def test_clock_time_is_not_missed_where_the_day_is_not_known():
    event = EventFactory(announced=announcement(), period=AT_TEN)

    changes.reschedule(event, announcement(), FactChanges(Period.in_month(2020, 12)))

    assert told(steps_of(event)[-1]) == [
        (
            "Date and time",
            "24–25 November 2020, opening at 10:00 Moscow time",
            "December 2020",
        )
    ]

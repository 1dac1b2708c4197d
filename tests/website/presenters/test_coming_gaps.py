"""What is to come denies no day of an event, and a time without a day stands before what lies behind it."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from tests.acting import changes
from tests.factories import announcement
from tests.website.presenters.test_coming import (
    YEAR_2020,
    coming,
    event,
    listed,
    part_of_month,
    planned,
)
from website.presenters.agenda import AgendaSection

pytestmark = pytest.mark.django_db

FRIDAY = date(2020, 11, 6)
TUESDAY = date(2020, 11, 10)


def test_days_on_which_an_event_of_today_goes_on_are_not_called_empty():
    event("Forum", FRIDAY, date(2020, 11, 8))
    event("Summit", TUESDAY)

    assert listed(coming(FRIDAY)) == [
        "Today (Friday, 6 November · 1 event): Forum",
        "Next week (9–15 November · 1 event): Summit",
    ]


def test_empty_days_begin_behind_what_runs():
    event("Exercise", FRIDAY, TUESDAY)
    event("December", date(2020, 12, 4))

    assert listed(coming(FRIDAY))[1:] == [
        "nothing: 11–15 November 2020",
        "December 2020 (1 event): December",
    ]


def test_month_in_which_an_event_runs_is_not_called_empty():
    event("Over the new year", date(2020, 11, 30), date(2021, 1, 5))
    event("Over the spring", date(2021, 3, 3), date(2021, 4, 1))
    event("June", date(2021, 6, 1))

    assert listed(coming(FRIDAY))[1:] == [
        "nothing: 7–15 November 2020",
        "Later in November (1 event): Over the new year",
        "nothing: February 2021",
        "March 2021 (1 event): Over the spring",
        "nothing: May 2021",
        "June 2021 (1 event): June",
    ]


def test_date_that_an_event_left_leaves_its_days_empty():
    moved = event("Moved", FRIDAY, date(2020, 11, 8))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 12))))

    assert listed(coming(FRIDAY))[1] == "nothing: 7–8 November 2020"


@pytest.mark.parametrize(
    ("today", "period", "heading"),
    [
        (date(2020, 5, 27), Period.in_month(2020, 5), "May 2020 (1 event · Day not known)"),
        (date(2020, 12, 31), YEAR_2020, "Some time in 2020 (1 event · Month not known)"),
    ],
)
def test_time_without_a_day_stands_before_the_empty_days_behind_it(today, period, heading):
    planned("Some day", period)
    event("Summit", date(2021, 2, 2))

    shown = listed(coming(today))

    assert shown[1] == f"{heading}: Some day"
    behind = "1–7 June 2020" if today.month == 5 else "1–10 January 2021"
    assert shown[2] == f"nothing: {behind}"


def test_only_what_may_be_behind_next_week_is_called_later():
    planned("Its first ten days", part_of_month(date(2020, 11, 1), TUESDAY))
    planned("Its first days of the week", part_of_month(date(2020, 11, 9), TUESDAY))
    planned("Its next ten days", part_of_month(date(2020, 11, 11), date(2020, 11, 20)))
    planned("Its last ten days", part_of_month(date(2020, 11, 21), date(2020, 11, 30)))
    event("Next week", date(2020, 11, 18))
    event("Forum", date(2020, 11, 25))

    blocks = coming(TUESDAY).blocks

    assert listed(coming(TUESDAY)) == [
        "Today (Tuesday, 10 November · no events): ",
        "November 2020 (2 events · Day not known): Its first ten days, Its first days of the week",
        "Next week (16–22 November · 1 event): Next week",
        "November 2020 (1 event · Day not known): Its next ten days",
        "Later in November (2 events, 1 without a day): Forum, Its last ten days",
    ]
    anchors = [block.anchor for block in blocks if isinstance(block, AgendaSection)]
    assert anchors == ["today", "m202011", "next-week", "m202011-rest", "m202011-rest2"]


def test_part_of_a_month_that_is_not_known_to_be_in_a_month_denies_nothing_before_it():
    planned("In the autumn", Period(date(2020, 8, 1), date(2020, 12, 31), Precision.PART_OF_YEAR))

    assert "nothing: 7–15 November 2020" in listed(coming(FRIDAY))

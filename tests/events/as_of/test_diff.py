"""What is different in the plan between two days."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.as_of.diff import Sort, differences
from events.dates import Period
from events.enums import Format
from tests.acting import changes
from tests.events.as_of.differing import MAY_27, found
from tests.events.past_plan import (
    JULY,
    NOVEMBER,
    NOVEMBER_10,
    YEAR_2020,
    known_events,
    planned,
    summit,
)
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db


def in_may() -> Sort:
    return found(date(2020, 5, 1), date(2020, 5, 31)).sort


def test_a_new_event_is_added():
    EventFactory(announced=announcement(MAY_27), period=JULY, published=True)

    assert in_may() == Sort.ADDED


def test_an_event_without_a_date_is_postponed():
    changes.postpone(planned(), announcement(MAY_27))

    assert in_may() == Sort.POSTPONED


def test_an_event_called_off_is_cancelled():
    changes.cancel(planned(), announcement(MAY_27))

    assert in_may() == Sort.CANCELLED


def test_an_event_on_another_day_is_moved():
    changes.reschedule(planned(), announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    assert in_may() == Sort.MOVED


def test_a_postponed_event_with_a_date_again_is_moved():
    event = planned()
    changes.postpone(event, announcement(date(2020, 4, 1)))
    changes.reschedule(event, announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    assert in_may() == Sort.MOVED


def test_a_date_said_more_exactly_is_no_move():
    event = planned(period=NOVEMBER)
    changes.reschedule(event, announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    assert in_may() == Sort.SAID_MORE


def test_a_meeting_that_becomes_a_videoconference_moves_online():
    changes.change_format(
        planned(), announcement(MAY_27), FactChanges(format=Format.ONLINE, cities=())
    )

    assert in_may() == Sort.ONLINE


def test_an_event_in_another_city_is_relocated():
    changes.relocate(planned(), announcement(MAY_27), FactChanges(cities=(CityFactory().slug,)))

    assert in_may() == Sort.RELOCATED


def test_an_event_that_also_meets_online_has_a_new_format():
    changes.change_format(planned(), announcement(MAY_27), FactChanges(format=Format.HYBRID))

    assert in_may() == Sort.REFORMED


def test_an_event_that_took_place_is_held():
    event = planned(period=Period.on(date(2020, 5, 20)))
    changes.hold(event, announcement(MAY_27))

    assert in_may() == Sort.HELD


def test_an_event_whose_day_is_certain_is_confirmed():
    changes.confirm(planned(), announcement(MAY_27))

    assert in_may() == Sort.CONFIRMED


def test_an_event_said_again_is_confirmed():
    changes.reaffirm(planned(period=NOVEMBER), announcement(MAY_27))

    assert in_may() == Sort.CONFIRMED


def test_an_event_with_a_new_name_is_renamed():
    changes.rename(planned(), announcement(MAY_27), {"en": "New"})

    assert in_may() == Sort.RENAMED


def test_a_mistake_that_is_set_right_is_no_move():
    changes.correct(planned(), announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    assert in_may() == Sort.CORRECTED


def test_a_move_outweighs_that_the_event_was_held():
    event = planned()
    changes.reschedule(
        event, announcement(date(2020, 5, 2)), FactChanges(Period.on(date(2020, 5, 20)))
    )
    changes.hold(event, announcement(MAY_27))

    assert in_may() == Sort.MOVED


@pytest.mark.parametrize(
    ("first", "last", "changed"),
    [
        (date(2020, 5, 27), date(2020, 5, 27), True),
        (date(2020, 5, 1), date(2020, 5, 26), False),
        (date(2020, 5, 28), date(2020, 6, 30), False),
    ],
)
def test_both_days_are_included(first: date, last: date, changed: bool):
    changes.postpone(planned(), announcement(MAY_27))

    assert bool(differences(known_events(), first, last).dated) is changed


def test_an_event_that_moved_twice_is_told_from_its_first_date_to_its_last():
    summit()

    only = found(date(2020, 5, 1), date(2020, 10, 28))

    assert (only.change.old_period, only.change.new_period) == (JULY, NOVEMBER_10)
    assert (only.change.old_format, only.change.new_format) == (Format.IN_PERSON, Format.ONLINE)
    assert [step.number for step in only.steps] == [3, 4, 5]


def test_a_date_that_came_and_went_in_between_is_the_old_one():
    summit()

    only = found(date(2019, 6, 14), date(2020, 10, 28))

    assert (only.sort, only.change.old_period) == (Sort.MOVED, JULY)


def test_a_date_said_more_exactly_and_then_set_right_is_no_move():
    event = planned(period=YEAR_2020)
    changes.reschedule(event, announcement(date(2020, 5, 2)), FactChanges(period=JULY))
    changes.correct(event, announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    only = found(date(2020, 5, 1), date(2020, 5, 31))

    assert (only.sort, only.change.old_period, only.change.new_period) == (
        Sort.SAID_MORE,
        YEAR_2020,
        NOVEMBER_10,
    )


def test_a_date_that_was_set_right_before_it_moved_is_the_old_one():
    event = planned(period=YEAR_2020)
    may_20 = Period.on(date(2020, 5, 20))
    changes.reschedule(event, announcement(date(2020, 5, 2)), FactChanges(period=may_20))
    changes.correct(event, announcement(date(2020, 5, 3)), FactChanges(period=JULY))
    changes.reschedule(event, announcement(MAY_27), FactChanges(period=NOVEMBER_10))

    only = found(date(2020, 5, 1), date(2020, 5, 31))

    assert (only.sort, only.change.old_period, only.change.new_period) == (
        Sort.MOVED,
        JULY,
        NOVEMBER_10,
    )


def test_an_event_that_moved_away_and_back_has_not_moved():
    event = planned()
    changes.reschedule(event, announcement(date(2020, 5, 2)), FactChanges(period=NOVEMBER_10))
    changes.reschedule(event, announcement(MAY_27), FactChanges(period=JULY))

    only = found(date(2020, 5, 1), date(2020, 5, 31))

    assert only.sort != Sort.MOVED
    assert [step.number for step in only.steps] == [2, 3]


def test_the_reason_is_that_of_the_weightiest_step():
    event = planned()
    changes.postpone(event, announcement(date(2020, 5, 2), reason="The pandemic."))
    changes.reaffirm(event, announcement(MAY_27, reason="Still expected."))

    assert found(date(2020, 5, 1), date(2020, 5, 31)).telling.reason["en"] == "The pandemic."


def test_the_reason_of_a_new_date_is_that_of_the_step_that_left_the_old_one():
    event = planned(period=Period.in_month(2020, 3))
    pandemic = announcement(date(2020, 5, 2), reason="The pandemic.")
    changes.reschedule(event, pandemic, FactChanges(period=Period.in_month(2020, 5)))
    programme = announcement(date(2020, 5, 20), reason="The programme is out.")
    changes.reschedule(event, programme, FactChanges(period=Period.on(date(2020, 5, 22))))
    report = announcement(date(2020, 5, 25), reason="It took a day more.")
    changes.hold(event, report, FactChanges(period=Period.on(date(2020, 5, 22), date(2020, 5, 23))))

    assert found(date(2020, 5, 1), date(2020, 5, 31)).telling.reason["en"] == "The pandemic."


def test_the_reason_of_a_postponed_event_with_a_date_again_is_that_of_its_new_date():
    event = planned()
    changes.postpone(event, announcement(date(2020, 4, 1), reason="The pandemic."))
    again = announcement(MAY_27, reason="The date is fixed.")
    changes.reschedule(event, again, FactChanges(period=NOVEMBER_10))

    assert found(date(2020, 5, 1), date(2020, 5, 31)).telling.reason["en"] == "The date is fixed."

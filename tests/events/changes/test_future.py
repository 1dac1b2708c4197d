"""Nothing that lies in the future of whoever records it is recorded as a fact."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events import changes
from events.changes import PORTAL, Actor, Moves
from events.dates import Period, Precision
from events.history import Facts
from events.states import Status
from tests.events.changes.plans import refusal
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2020, 10, 28)
NOW = datetime(2020, 10, 28, 9, tzinfo=MOSCOW)
EDITOR = Actor("anna", NOW)
TOMORROW = Period.on(date(2020, 10, 29))
TOO_EARLY = "The event begins on 2020-10-29 and cannot be held before."


def said(on=None, by=EDITOR):
    return changes.Announcement(on=on, reason={"en": "A reason."}, by=by)


def planned(period=TOMORROW):
    return EventFactory(period=period, announced=announcement())


def at(opens, closes=None, zone="Europe/Moscow", day=TODAY):
    return Period(day, day, Precision.MINUTE, opens, closes, zone)


@pytest.mark.parametrize("on", [None, TODAY])
def test_an_event_of_tomorrow_is_not_held_today(on):
    assert refusal(changes.hold, planned(), said(on)) == TOO_EARLY


def test_an_event_is_not_held_on_a_day_to_come_that_differs_from_the_plan():
    event = planned(Period.on(TODAY))

    assert refusal(changes.hold, event, said(), Moves(TOMORROW)) == TOO_EARLY


@pytest.mark.parametrize(
    ("period", "is_taken"),
    [
        (Period.on(TODAY), True),
        (Period.on(TODAY, date(2020, 10, 30)), True),
        (Period.in_month(2020, 10), True),
        (Period.in_month(2020, 11), False),
        (at(time(9)), True),
        (at(time(9, 1)), False),
        # 8 in Moscow; 10 in Moscow; yesterday evening there is today here.
        (at(time(13), zone="Asia/Shanghai"), True),
        (at(time(15), zone="Asia/Shanghai"), False),
        (at(time(3), zone="America/New_York"), False),
        (at(time(20), zone="America/New_York", day=date(2020, 10, 27)), True),
    ],
)
def test_an_event_is_held_from_its_first_moment_on(period, is_taken):
    event = planned(period)
    if not is_taken:
        assert "cannot be held before" in refusal(changes.hold, event, said())
        return

    changes.hold(event, said())

    assert event.status == Status.HELD


def test_no_correction_says_that_what_is_to_come_was_held():
    event = planned()

    assert refusal(changes.correct, event, said(), status=Status.HELD) == TOO_EARLY


def test_no_correction_moves_a_held_event_into_the_future():
    event = planned(Period.on(TODAY))
    changes.hold(event, said())

    assert refusal(changes.correct, event, said(), Moves(TOMORROW)) == TOO_EARLY


@pytest.mark.parametrize("period", [TOMORROW, Period.on(TODAY), at(time(8), time(10))])
def test_what_is_not_over_does_not_lack_an_outcome(period):
    closed = refusal(changes.close_without_outcome, planned(period), by=EDITOR)
    corrected = refusal(changes.correct, planned(period), said(), status=Status.UNKNOWN_OUTCOME)

    assert closed == corrected == "The event is not over yet: its outcome is still to come."


@pytest.mark.parametrize("period", [Period.on(date(2020, 10, 27)), at(time(7), time(8))])
def test_what_is_over_may_lack_an_outcome(period):
    event = planned(period)

    changes.close_without_outcome(event, by=EDITOR)

    assert event.status == Status.UNKNOWN_OUTCOME


@pytest.mark.parametrize("status", [Status.HELD, Status.UNKNOWN_OUTCOME])
def test_no_outcome_is_established_before_its_time(status):
    with pytest.raises(changes.ChangeRefusedError):
        changes.establish(EventFactory(), Facts(status, TOMORROW), by=EDITOR)


@pytest.mark.parametrize(
    "writer",
    [
        lambda event, told: changes.cancel(event, told),
        lambda event, told: changes.postpone(event, told),
        lambda event, told: changes.reschedule(event, told, Moves(Period.on(date(2020, 11, 3)))),
        lambda event, told: changes.confirm(event, told),
        lambda event, told: changes.rename(event, told, {"en": "New"}),
        lambda event, told: changes.correct(event, told, Moves(Period.on(date(2020, 11, 3)))),
    ],
)
def test_no_announcement_lies_in_the_future(writer):
    told = refusal(writer, planned(), said(TOMORROW.first))

    assert told == "An announcement cannot lie in the future."


def test_a_new_date_of_what_was_held_already_is_no_new_outcome():
    event = planned()
    changes.hold(event, said(by=PORTAL))  # it stands there, past the doors

    changes.rename(event, said(), {"en": "New"})

    assert event.title_en == "New"

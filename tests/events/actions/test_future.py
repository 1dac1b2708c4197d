"""Nothing that lies in the future of whoever records it is recorded as a fact."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions import changes as writers
from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Status
from events.timeline import Facts
from publishing.permissions import Actor
from tests.acting import TESTS, WritersOf
from tests.events.actions.plans import refusal
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2020, 10, 28)
NOW = datetime(2020, 10, 28, 9, tzinfo=MOSCOW)
EDITOR = Actor.system("anna", NOW)
changes = WritersOf(writers, EDITOR)
TOMORROW = Period.on(date(2020, 10, 29))
TOO_EARLY = "The event begins on 29 October 2020 and cannot be held before."
UNTIL = "The event lasts until 30 October 2020 and cannot be recorded as held before that day."
RUNNING = Period.on(TODAY, date(2020, 10, 30))


def said(on=None):
    return changes.Announcement(on=on, reason={"en": "A reason."})


def planned(period=TOMORROW):
    return EventFactory(period=period, announced=announcement())


def until(last, zone="Europe/Moscow"):
    """From the morning of 20 October to the evening of `last`."""
    return Period(date(2020, 10, 20), last, Precision.MINUTE, time(9), time(18), zone)


def at(opens, closes=None, zone="Europe/Moscow", day=TODAY):
    return Period(day, day, Precision.MINUTE, opens, closes, zone)


@pytest.mark.parametrize("on", [None, TODAY])
def test_an_event_of_tomorrow_is_not_held_today(on):
    assert refusal(changes.hold, planned(), said(on)) == TOO_EARLY


def test_an_event_is_not_held_on_a_day_to_come_that_differs_from_the_plan():
    event = planned(Period.on(TODAY))

    assert refusal(changes.hold, event, said(), FactChanges(TOMORROW)) == TOO_EARLY


@pytest.mark.parametrize(
    ("period", "is_taken"),
    [
        (Period.on(TODAY), True),
        (Period.on(TODAY, date(2020, 10, 29)), False),
        (Period.on(date(2020, 10, 20), TODAY), True),
        (Period.on(date(2020, 10, 20), date(2099, 12, 31)), False),
        (Period.in_month(2020, 10), True),
        (Period.in_month(2020, 11), False),
        (at(time(9)), True),
        (at(time(9, 1)), False),
        # 8 in Moscow; 10 in Moscow; yesterday evening there is today here.
        (at(time(13), zone="Asia/Shanghai"), True),
        (at(time(15), zone="Asia/Shanghai"), False),
        (at(time(3), zone="America/New_York"), False),
        (at(time(20), zone="America/New_York", day=date(2020, 10, 27)), True),
        (until(TODAY), True),
        (until(date(2020, 10, 29)), False),
        (until(date(2020, 10, 29), zone="Asia/Tokyo"), False),
        (until(TODAY, zone="America/New_York"), True),
    ],
)
def test_an_event_is_held_from_its_last_day_on_and_a_vague_one_once_it_may_have_begun(
    period, is_taken
):
    event = planned(period)
    if not is_taken:
        assert "cannot be" in refusal(changes.hold, event, said())
        return

    changes.hold(event, said())

    assert event.status == Status.HELD


def test_who_holds_what_is_still_going_on_reads_from_which_day_on():
    assert refusal(changes.hold, planned(RUNNING), said()) == UNTIL


def test_a_report_of_the_opening_may_be_named_once_the_event_has_ended():
    event = planned(Period.on(date(2020, 10, 20), TODAY))

    changes.hold(event, said(date(2020, 10, 20)))

    assert event.changes.latest("number").announced_on == date(2020, 10, 20)


def test_what_ended_earlier_than_planned_is_held_with_its_true_last_day():
    event = planned(RUNNING)

    changes.hold(event, said(), FactChanges(Period.on(TODAY)))

    assert (event.status, event.ends_on) == (Status.HELD, TODAY)


def test_no_correction_says_that_what_is_to_come_was_held():
    event = planned()

    assert refusal(changes.correct, event, said(), status=Status.HELD) == TOO_EARLY


def test_no_correction_moves_a_held_event_into_the_future():
    event = planned(Period.on(TODAY))
    changes.hold(event, said())

    assert refusal(changes.correct, event, said(), FactChanges(TOMORROW)) == TOO_EARLY
    assert refusal(changes.correct, event, said(), FactChanges(RUNNING)) == UNTIL


def test_no_correction_takes_the_day_off_what_was_held():
    event = planned(Period.on(TODAY))
    changes.hold(event, said())

    told = refusal(changes.correct, event, said(), FactChanges(Period.undated()))

    assert told == "Give the date on which the event took place."


@pytest.mark.parametrize(
    ("language", "period", "told"),
    [
        (
            "en",
            Period.in_month(2020, 11),
            "The time of the event is November 2020: it cannot be held before.",
        ),
        ("ru", TOMORROW, "Мероприятие начинается 29 октября 2020 г. и не могло состояться раньше."),
        (
            "ru",
            Period.in_month(2020, 11),
            "Время проведения мероприятия — ноябрь 2020 г.: раньше оно не могло состояться.",
        ),
        (
            "ru",
            RUNNING,
            "Последний день мероприятия — 30 октября 2020 г.: раньше его нельзя отметить как состоявшееся.",
        ),
        ("zh-hans", TOMORROW, "活动于2020年10月29日开始，不能在此之前标为已举行。"),
        ("zh-hans", RUNNING, "活动持续至2020年10月30日，不能在此之前标为已举行。"),
        ("zh-hans", Period.in_month(2020, 11), "活动时间为2020年11月，不能在此之前标为已举行。"),
    ],
)
def test_refusal_is_a_whole_sentence_with_the_day_in_the_language(language, period, told):
    with translation.override(language):
        assert refusal(changes.hold, planned(period), said()) == told


@pytest.mark.parametrize("period", [TOMORROW, Period.on(TODAY), at(time(8), time(10))])
def test_what_is_not_over_does_not_lack_an_outcome(period):
    closed = refusal(changes.close_without_outcome, planned(period))
    corrected = refusal(changes.correct, planned(period), said(), status=Status.UNKNOWN_OUTCOME)

    assert closed == corrected == "The event is not over yet: its outcome is still to come."


@pytest.mark.parametrize("period", [Period.on(date(2020, 10, 27)), at(time(7), time(8))])
def test_what_is_over_may_lack_an_outcome(period):
    event = planned(period)

    changes.close_without_outcome(event)

    assert event.status == Status.UNKNOWN_OUTCOME


@pytest.mark.parametrize("status", [Status.HELD, Status.UNKNOWN_OUTCOME])
def test_no_outcome_is_established_before_its_time(status):
    with pytest.raises(changes.ChangeRefusedError):
        changes.establish(EventFactory(), Facts(status, TOMORROW))


@pytest.mark.parametrize(
    "writer",
    [
        lambda event, told: changes.cancel(event, told),
        lambda event, told: changes.postpone(event, told),
        lambda event, told: changes.reschedule(
            event, told, FactChanges(Period.on(date(2020, 11, 3)))
        ),
        lambda event, told: changes.confirm(event, told),
        lambda event, told: changes.rename(event, told, {"en": "New"}),
        lambda event, told: changes.correct(event, told, FactChanges(Period.on(date(2020, 11, 3)))),
    ],
)
def test_no_announcement_lies_in_the_future(writer):
    told = refusal(writer, planned(), said(TOMORROW.first))

    assert told == "An announcement cannot lie in the future."


def test_a_new_date_of_what_was_held_already_is_no_new_outcome():
    event = planned()
    changes.hold(event, said(), by=TESTS)  # it stands there, past the doors

    changes.rename(event, said(), {"en": "New"})

    assert event.title_en == "New"


@pytest.mark.parametrize("hour", [19, 17])
def test_last_day_begins_where_the_event_meets(hour):
    event = planned(until(date(2020, 10, 29), zone="Asia/Shanghai"))
    by = Actor.system(
        "anna", NOW.replace(hour=hour)
    )  # 17 in Moscow is 22 in Beijing, 19 is midnight
    if hour == 17:
        assert "cannot be" in refusal(changes.hold, event, said(), by=by)
        return

    changes.hold(event, said(), by=by)

    assert event.status == Status.HELD

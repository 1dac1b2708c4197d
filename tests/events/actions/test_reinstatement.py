"""What was cancelled takes place after all: a further step, and no erased one."""

from datetime import date

import pytest

from events.actions.changes import NOTHING, Announcement, FactChanges
from events.dates import Period
from events.enums import Status
from events.models import Event
from tests.acting import acting_on, changes, reinstatement
from tests.events.actions.plans import JULY, JULY_22, NOVEMBER_10, refusal
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db


def cancelled(**values) -> Event:
    event = EventFactory(announced=announcement(date(2020, 1, 20)), **values)
    changes.cancel(event, announcement(date(2020, 5, 27)))
    return event


@pytest.mark.parametrize("period", [JULY_22, JULY, Period.undated()])
def test_it_is_planned_again_on_the_date_that_it_had(period):
    event = cancelled(period=period)

    change = reinstatement.reinstate(event, announcement(date(2020, 6, 1)))

    assert (event.status, event.period, event.sequence) == (Status.PLANNED, period, 3)
    assert (change.kind, change.old_status, change.new_status) == (
        "reinstated",
        "cancelled",
        "planned",
    )
    assert [step.kind for step in event.changes.all()] == ["announced", "cancelled", "reinstated"]


def test_it_takes_place_on_another_date():
    event = cancelled(period=JULY_22)

    reinstatement.reinstate(event, announcement(date(2020, 9, 1)), FactChanges(NOVEMBER_10))

    assert event.period == NOVEMBER_10


def test_a_date_that_is_past_is_asked_for_anew():
    event = cancelled(period=JULY_22)
    problem = "Its date is past: give the date on which it takes place after all."

    by_announcement = refusal(reinstatement.reinstate, event, announcement(date(2020, 9, 1)))
    by_clock = refusal(
        reinstatement.reinstate, event, announcement(), NOTHING, by=acting_on(date(2020, 9, 1))
    )

    assert (by_announcement, by_clock) == (problem, problem)
    assert Event.objects.get().status == Status.CANCELLED


def test_it_may_take_place_after_all_until_its_last_day_is_over():
    event = cancelled(period=JULY_22)

    reinstatement.reinstate(event, announcement(JULY_22.last))

    assert event.status == Status.PLANNED


@pytest.mark.parametrize("status", [Status.PLANNED, Status.HELD, Status.UNKNOWN_OUTCOME])
def test_what_is_not_cancelled_is_not_taken_back(status):
    event = EventFactory(title_en="Summit", period=JULY_22, status=status)

    text = refusal(reinstatement.reinstate, event, announcement())

    assert text == "“Summit” is not cancelled: there is nothing to take back."


def test_somebody_must_have_said_so():
    event = cancelled(period=JULY_22)

    text = refusal(reinstatement.reinstate, event, Announcement())

    assert text == "Say why it takes place after all, or give the source."


def test_it_can_be_cancelled_again():
    event = cancelled(period=JULY_22)
    reinstatement.reinstate(event, announcement())

    changes.cancel(event, announcement())

    assert event.status == Status.CANCELLED


@pytest.mark.parametrize(
    ("act", "day"),
    [
        (changes.hold, date(2020, 7, 23)),
        (changes.postpone, date(2020, 5, 27)),
        (changes.cancel, date(2020, 5, 27)),
    ],
)
def test_first_step_on_record_is_undone_to_what_was_planned(act, day):
    event = EventFactory(period=JULY_22)
    change = act(event, announcement(day))

    reinstatement.undo(change, announcement(day))

    event.refresh_from_db()
    assert (event.status, event.period) == (Status.PLANNED, JULY_22)


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CONFIRMED])
def test_first_step_that_moved_the_date_is_undone_to_the_status_before(status):
    event = EventFactory(period=JULY_22, status=status)
    change = changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(NOVEMBER_10))

    reinstatement.undo(change, announcement(date(2020, 5, 28)))

    event.refresh_from_db()
    assert (event.status, event.period) == (status, JULY_22)

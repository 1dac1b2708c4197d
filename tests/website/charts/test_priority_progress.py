"""The line of a priority, counted from the plan and from nothing else."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Status
from events.models import Event
from tests.acting import changes
from tests.events.moved import JULY_22, NOVEMBER_10
from tests.events.stated import all_states
from tests.factories import EventFactory, announcement
from website.charts.priorities import Station, promise_line

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)


def line(documents: int = 0) -> dict[str, Station]:
    stations = promise_line(all_states(), TODAY, documents=documents)
    return {station.code: station for station in stations}


def moved() -> Event:
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.reschedule(event, announcement(), FactChanges(period=NOVEMBER_10))
    return event


def test_steps_stand_in_their_order():
    assert list(line()) == ["promised", "planned", "moved", "held", "documents"]


def test_empty_plan_has_no_marks():
    assert [list(station.marks) for station in line().values()] == [[]] * 5


def test_every_event_is_counted_once_where_it_stands():
    moved()
    EventFactory(period=JULY_22, status=Status.HELD)
    EventFactory(period=NOVEMBER_10)

    told = line(documents=2)

    assert (told["planned"].number, told["planned"].words) == (3, "events in the plan")
    assert (told["moved"].number, told["moved"].words) == (1, "event moved")
    assert (told["held"].number, told["held"].words) == (1, "event took place")
    assert (told["documents"].number, told["documents"].words) == (2, "documents adopted")


def test_event_that_left_two_dates_is_one_event():
    event = moved()
    changes.reschedule(event, announcement(), FactChanges(period=Period.on(date(2020, 12, 1))))

    assert line()["moved"].number == 1


def test_moves_name_what_waits_and_what_was_called_off():
    changes.postpone(EventFactory(announced=announcement(), period=JULY_22), announcement())
    changes.cancel(EventFactory(announced=announcement(), period=JULY_22), announcement())

    assert line()["moved"].remark == "1 waits for a new date, 1 cancelled"


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ({"period": NOVEMBER_10}, "1 still expected"),
        ({}, "1 still expected"),
        ({"period": Period.on(date(2020, 10, 27))}, "1 still expected"),
        ({"period": Period.on(date(2020, 10, 21))}, "1 not yet reported"),
        ({"period": JULY_22, "status": Status.UNKNOWN_OUTCOME}, "1 with outcome unknown"),
        ({"period": JULY_22, "status": Status.HELD}, ""),
    ],
)
def test_what_was_not_held_is_told_as_it_is_known(values, remark):
    EventFactory(**values)

    assert line()["held"].remark == remark


def test_outlines_are_drawn_for_what_moved():
    moved()

    told = line()

    assert (len(told["planned"].marks), told["planned"].moved) == (1, False)
    assert (len(told["moved"].marks), told["moved"].moved) == (1, True)


def test_very_many_are_counted_and_not_all_drawn(monkeypatch):
    monkeypatch.setattr("website.charts.priorities.MOST_MARKS", 2)
    for _number in range(3):
        EventFactory()

    planned = line()["planned"]

    assert (planned.number, len(planned.marks)) == (3, 2)

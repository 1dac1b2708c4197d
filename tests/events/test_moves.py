"""What the steps of a history moved."""

from datetime import date, time

import pytest

from events.dates import Period, Precision
from events.enums import ChangeKind, Format, Status
from events.history import Move, moving_steps
from events.timeline import ChangeState, Facts, moved_facts

MAY = Period.in_month(2020, 5)
JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.in_month(2020, 11)
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def july_at(hour: int) -> Period:
    days = (date(2020, 7, 22), date(2020, 7, 23))
    return Period(*days, Precision.MINUTE, time(hour), None, "Europe/Moscow")


MOSCOW = Facts(Status.PLANNED, JULY, Format.IN_PERSON, ("moscow",))


def history(*steps: tuple[ChangeKind, Facts]) -> list[ChangeState]:
    """Return the steps of an event announced as MOSCOW, and of what became of it."""
    states, before = [], Facts()
    for number, (kind, after) in enumerate(((ChangeKind.ANNOUNCED, MOSCOW), *steps), start=1):
        facts = moved_facts(kind, before, after, first=number == 1)
        states.append(ChangeState("summit", number, kind, **facts))
        before = after
    return states


def facts(**values: object) -> Facts:
    return Facts(**{**vars(MOSCOW), **values})  # type: ignore[arg-type]


UNDATED = facts(status=Status.POSTPONED, period=Period.undated())


@pytest.mark.parametrize(
    ("kind", "after", "moves"),
    [
        (ChangeKind.CANCELLED, facts(status=Status.CANCELLED), [Move.CANCELLED]),
        (ChangeKind.POSTPONED, UNDATED, [Move.POSTPONED]),
        (ChangeKind.POSTPONED, facts(status=Status.POSTPONED, period=NOVEMBER), [Move.POSTPONED]),
        (ChangeKind.RESCHEDULED, facts(period=NOVEMBER_10), [Move.DATE_CHANGED]),
        (ChangeKind.HELD, facts(status=Status.HELD, period=NOVEMBER_10), [Move.HELD_OTHERWISE]),
        (ChangeKind.FORMAT_CHANGED, facts(format=Format.ONLINE, cities=()), [Move.MOVED_ONLINE]),
        (ChangeKind.FORMAT_CHANGED, facts(format=Format.ONLINE), [Move.MOVED_ONLINE]),
        (ChangeKind.FORMAT_CHANGED, facts(format=Format.HYBRID), [Move.FORMAT_CHANGED]),
        (ChangeKind.RELOCATED, facts(cities=("sochi",)), [Move.PLACE_CHANGED]),
        (ChangeKind.RELOCATED, facts(cities=()), [Move.PLACE_GONE]),
        (
            ChangeKind.FORMAT_CHANGED,
            facts(period=NOVEMBER_10, format=Format.ONLINE, cities=()),
            [Move.DATE_CHANGED, Move.MOVED_ONLINE],
        ),
    ],
)
def test_each_kind_of_step_moves_what_it_left(kind: ChangeKind, after: Facts, moves: list[Move]):
    (moving,) = moving_steps(history((kind, after)))

    assert (list(moving.moves), moving.is_departure, moving.step.number) == (moves, True, 2)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (ChangeKind.CONFIRMED, facts(status=Status.CONFIRMED)),
        (ChangeKind.HELD, facts(status=Status.HELD)),
        (ChangeKind.FORMAT_CHANGED, facts(format=Format.UNKNOWN)),
        (ChangeKind.CORRECTED, facts(period=NOVEMBER_10, cities=("sochi",))),
        (ChangeKind.RENAMED, MOSCOW),
    ],
)
def test_what_leaves_nothing_behind_moves_nothing(kind: ChangeKind, after: Facts):
    assert moving_steps(history((kind, after))) == []


def test_only_what_follows_a_departure_is_told():
    named = facts(status=Status.CONFIRMED, venue={"en": "Hall 1"})
    steps = history(
        (ChangeKind.CONFIRMED, named),
        (ChangeKind.POSTPONED, facts(status=Status.POSTPONED, period=Period.undated())),
        (ChangeKind.RESCHEDULED, facts(period=NOVEMBER)),
        (ChangeKind.RESCHEDULED, facts(period=NOVEMBER_10)),
        (ChangeKind.HELD, facts(status=Status.HELD, period=NOVEMBER_10)),
    )

    moving = [(one.step.number, one.moves) for one in moving_steps(steps)]

    assert moving == [(3, (Move.POSTPONED,)), (5, (Move.DATE_SET,))]


def test_other_hours_of_the_same_days_are_no_other_date():
    steps = [(ChangeKind.RESCHEDULED, facts(period=july_at(hour))) for hour in (14, 16)]

    (moving,) = moving_steps(history(*steps))

    assert (moving.step.number, moving.moves) == (3, (Move.TIME_CHANGED,))


def test_another_hall_is_told():
    named, renamed = facts(venue={"en": "Hall 1"}), facts(venue={"en": "Hall 2"})
    steps = history((ChangeKind.RELOCATED, named), (ChangeKind.RELOCATED, renamed))

    (moving,) = moving_steps(steps)

    assert (moving.step.number, moving.moves) == (3, (Move.VENUE_CHANGED,))


def test_return_to_one_place_is_no_move_online():
    online = facts(format=Format.ONLINE, cities=())

    steps = [(ChangeKind.FORMAT_CHANGED, after) for after in (online, MOSCOW)]

    moving = moving_steps(history(*steps))

    assert [one.moves for one in moving] == [(Move.MOVED_ONLINE,), (Move.MOVED_TO_A_PLACE,)]

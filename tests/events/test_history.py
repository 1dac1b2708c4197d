"""What an event's steps tell: dates left behind, moves online, what was known by a day."""

from dataclasses import replace
from datetime import date, time

import pytest

from events.actions.changes import Announcement, FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from events.history import History, Slot, followed, moving_steps
from events.models import Event
from events.timeline import Facts, known_on
from tests.acting import changes
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)
JULY = Period.in_month(2020, 7)
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
AUTUMN = Period(date(2020, 9, 1), date(2020, 11, 30), Precision.PART_OF_YEAR)
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def announced(period: Period = JULY_22, **facts: object) -> Event:
    return EventFactory(announced=announcement(), period=period, **facts)


def left(event: Event) -> list[Period]:
    return [slot.period for slot in event.history().left]


def test_an_event_without_steps_has_left_nothing():
    history = EventFactory(period=JULY_22).history()

    assert history == History((), (), False, False, ())
    assert (history.last_left, history.previous_starts, history.rescheduled) == (
        None,
        [],
        False,
    )


def test_every_date_left_is_remembered_with_its_place_and_format():
    CityFactory(slug="moscow")
    saint_petersburg = CityFactory(slug="saint-petersburg")
    event = announced(cities=[saint_petersburg], format=Format.IN_PERSON)
    changes.relocate(event, announcement(), FactChanges(AUTUMN, cities=("moscow",)))
    changes.postpone(event, announcement())
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10, Format.ONLINE))

    history = event.history()

    assert history.left == (
        Slot(JULY_22, ("saint-petersburg",), "in_person"),
        Slot(AUTUMN, ("moscow",), "in_person"),
    )
    assert history.last_left == history.left[-1]


def test_date_is_left_with_the_place_that_it_was_planned_with_not_with_what_came_out_on_the_same_day():
    """A videoconference of May to September was never planned: that it met online was told with its day."""
    event = announced(JULY, cities=[CityFactory(slug="omsk")], format=Format.IN_PERSON)
    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    changes.hold(event, announcement(NOVEMBER_10.first), FactChanges(NOVEMBER_10))

    assert event.history().left == (Slot(JULY, ("omsk",), "in_person"),)


def test_date_is_left_with_the_place_that_it_had_on_a_day_before():
    event = announced(JULY, cities=[CityFactory(slug="omsk")], format=Format.IN_PERSON)
    online = FactChanges(format=Format.ONLINE, cities=())
    changes.change_format(event, announcement(date(2020, 6, 1)), online)
    changes.reschedule(event, announcement(date(2020, 6, 2)), FactChanges(NOVEMBER_10))

    assert event.history().left == (Slot(JULY, (), "online"),)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (Format.UNKNOWN, (), True),
        (Format.UNKNOWN, ("omsk",), False),
        (Format.ONLINE, (), False),
        (Format.IN_PERSON, ("omsk",), True),
    ],
)
def test_event_moves_online_from_a_place_whose_format_nobody_told(before, after, moved):
    """Led from its city it may have been online from the first, unless people were to meet there."""
    event = announced(cities=[CityFactory(slug="omsk")], format=before)
    if before == Format.ONLINE:
        changes.relocate(event, announcement(), FactChanges(cities=(CityFactory().slug,)))
    else:
        changes.change_format(
            event, announcement(), FactChanges(format=Format.ONLINE, cities=after)
        )

    assert event.history().moved_online is moved


def test_a_date_said_more_exactly_is_no_move():
    event = announced(YEAR)
    changes.reschedule(event, announcement(), FactChanges(JULY))
    changes.confirm(event, announcement(), FactChanges(JULY_22))

    assert left(event) == []


def test_a_clock_time_that_becomes_known_is_no_move():
    opening = Period(
        JULY_22.first, JULY_22.last, Precision.MINUTE, opens=time(14), zone="Europe/Moscow"
    )
    event = announced()
    changes.confirm(event, announcement(), FactChanges(opening))

    assert left(event) == []


def test_other_words_for_the_same_days_are_no_move():
    event = announced(Period(JULY.first, JULY.last, Precision.MONTH, words={"en": "mid-summer"}))
    changes.reschedule(event, announcement(), FactChanges(JULY))

    assert left(event) == []


def test_a_date_made_vaguer_is_left():
    event = announced()
    changes.reschedule(event, announcement(), FactChanges(JULY))

    assert left(event) == [JULY_22]


def test_a_correction_is_no_move():
    event = announced()
    changes.correct(event, announcement(), FactChanges(NOVEMBER_10, Format.ONLINE))

    assert left(event) == []
    assert event.history().moved_online is False


def test_what_a_correction_takes_back_never_moved_the_event():
    event = announced()
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))
    changes.postpone(event, announcement())
    changes.correct(event, announcement(), FactChanges(NOVEMBER_10), Status.PLANNED)

    assert left(event) == [JULY_22]
    assert [one.step.number for one in moving_steps(event.history().steps)] == [2]


def test_a_correction_to_something_new_takes_nothing_back():
    event = announced()
    changes.postpone(event, announcement())
    changes.correct(event, announcement(), FactChanges(NOVEMBER_10), Status.PLANNED)

    assert left(event) == [JULY_22]


def test_a_move_before_anything_else_was_recorded_is_taken_back_too():
    event = EventFactory()
    changes.establish(event, Facts(period=JULY_22, format=Format.IN_PERSON))
    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE))
    changes.correct(event, announcement(), FactChanges(format=Format.IN_PERSON))

    assert event.history().moved_online is False


def test_the_first_exact_days_left_are_previous_starts_without_repeats():
    event = announced()
    for period in (NOVEMBER_10, JULY_22, AUTUMN, NOVEMBER_10):
        changes.reschedule(event, announcement(), FactChanges(period))

    history = event.history()

    assert left(event) == [JULY_22, NOVEMBER_10, JULY_22]
    assert history.previous_starts == ["2020-07-22", "2020-11-10"]


def test_a_vague_date_that_was_left_had_no_first_day():
    event = announced(JULY)
    for period in (AUTUMN, JULY_22, NOVEMBER_10):
        changes.reschedule(event, announcement(), FactChanges(period))

    history = event.history()

    assert left(event) == [JULY, AUTUMN, JULY_22]
    assert history.previous_starts == ["2020-07-22"]
    assert history.previous_start_dates == [date(2020, 7, 22)]


@pytest.mark.parametrize("later", [Period.undated(), AUTUMN])
def test_an_event_is_rescheduled_once_it_has_another_date(later):
    event = announced()
    changes.postpone(event, announcement(), later)
    waiting = event.history().rescheduled
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))

    assert waiting is later.is_dated
    assert event.history().rescheduled is True


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (Format.IN_PERSON, Format.ONLINE, True),
        (Format.HYBRID, Format.ONLINE, True),
        (Format.UNKNOWN, Format.ONLINE, False),
        (Format.ONLINE, Format.IN_PERSON, False),
        (Format.IN_PERSON, Format.HYBRID, False),
    ],
)
def test_an_event_moved_online_when_people_were_to_meet(before, after, moved):
    event = announced(format=before)
    changes.change_format(event, announcement(), FactChanges(format=after))

    assert event.history().moved_online is moved


def test_a_place_left_for_another_makes_an_event_relocated():
    CityFactory(slug="sochi")
    event = announced(cities=[CityFactory(slug="moscow")])
    changes.relocate(event, announcement(), FactChanges(cities=("sochi",)))

    history = event.history()

    assert (history.relocated, history.left_cities) == (True, ("moscow",))


def test_each_place_that_was_left_is_a_former_one_until_an_event_is_back():
    for slug in ("sochi", "kazan"):
        CityFactory(slug=slug)
    event = announced(cities=[CityFactory(slug="moscow")])
    changes.relocate(event, announcement(), FactChanges(cities=("sochi",)))
    changes.relocate(event, announcement(), FactChanges(cities=("kazan",)))

    history = event.history()

    assert history.places_left_for({"kazan"}, Format.IN_PERSON) == {"moscow", "sochi"}
    assert history.places_left_for({"moscow"}, Format.IN_PERSON) == {"sochi"}


def test_a_place_left_for_none_is_remembered_and_no_relocation():
    event = announced(cities=[CityFactory(slug="moscow")], format=Format.IN_PERSON)
    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE, cities=()))

    history = event.history()

    assert (history.relocated, history.left_cities) == (False, ("moscow",))


def test_a_place_that_becomes_known_is_no_relocation():
    CityFactory(slug="moscow")
    event = announced()
    changes.relocate(event, announcement(), FactChanges(cities=("moscow",)))

    history = event.history()

    assert (history.relocated, history.left_cities) == (False, ())


def test_the_steps_give_the_facts_again():
    CityFactory(slug="sochi")
    event = announced(JULY, venue={"en": "Hall"})
    changes.confirm(event, announcement(), FactChanges(JULY_22, cities=("sochi",)))
    changes.change_format(event, announcement(), FactChanges(NOVEMBER_10, Format.ONLINE, (), {}))
    changes.hold(event, announcement())

    assert followed(event.changes.all())[-1] == event.facts()
    assert event.facts() == Facts(Status.HELD, NOVEMBER_10, Format.ONLINE)


def test_without_steps_there_are_no_facts_to_follow():
    assert followed([]) == []


def test_a_step_counts_from_the_day_of_its_announcement():
    days = [date(2019, 6, 14), date(2020, 3, 19), date(2020, 9, 4)]
    event = EventFactory(announced=announcement(days[0]), period=JULY)
    changes.postpone(event, announcement(days[1]))
    changes.reschedule(event, announcement(days[2]), FactChanges(NOVEMBER_10))

    steps = list(event.changes.all())

    assert known_on(steps) == days
    statuses = [facts.status for facts in followed(steps)]
    assert statuses == [Status.PLANNED, Status.POSTPONED, Status.PLANNED]


def test_a_step_of_unknown_day_was_public_by_the_next_dated_one():
    event = EventFactory(announced=announcement(), period=JULY)
    changes.postpone(event, announcement(), AUTUMN)
    changes.reaffirm(event, announcement(date(2020, 9, 4)))

    assert known_on(list(event.changes.all())) == [date(2020, 9, 4)] * 3


def test_a_step_of_unknown_day_was_public_by_the_exact_day_that_it_set():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.hold(event, announcement(date(2020, 7, 25)))

    assert known_on(list(event.changes.all())) == [date(2020, 7, 22), date(2020, 7, 25)]


def test_a_step_of_some_day_in_a_month_was_public_by_its_end_and_by_the_next_step():
    event = EventFactory(announced=in_some_month(date(2020, 3, 1)), period=JULY)
    changes.postpone(event, in_some_month(date(2020, 4, 1)))
    changes.reschedule(event, announcement(date(2020, 4, 10)), FactChanges(AUTUMN))

    assert known_on(list(event.changes.all())) == [
        date(2020, 3, 31),
        date(2020, 4, 10),
        date(2020, 4, 10),
    ]


def in_some_month(day: date) -> Announcement:
    return replace(announcement(day), precision=Precision.MONTH)


def test_a_step_of_unknown_day_with_no_later_one_is_known_from_the_beginning():
    event = EventFactory(announced=announcement(), period=JULY)

    assert known_on(list(event.changes.all())) == [None]


def test_facts_are_read_from_the_event():
    sochi, moscow = CityFactory(slug="sochi"), CityFactory(slug="moscow")
    event = EventFactory(
        period=JULY_22,
        status=Status.CONFIRMED,
        format=Format.HYBRID,
        cities=[sochi, moscow],
        venue={"ru": "Зал"},
    )

    assert event.facts() == Facts(
        Status.CONFIRMED, JULY_22, Format.HYBRID, ("moscow", "sochi"), {"ru": "Зал"}
    )


def test_an_event_begins_with_no_facts():
    assert EventFactory().facts() == Facts()


def test_what_stood_in_a_draft_before_it_was_announced_was_told_to_nobody():
    draft, public = EventFactory(period=JULY_22), EventFactory(period=JULY_22, published=True)
    for event in (draft, public):
        changes.announce(event, announcement(), FactChanges(NOVEMBER_10))

    assert (left(draft), left(public)) == ([], [JULY_22])

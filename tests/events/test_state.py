"""What an event is: answered once, for all who say it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from tests.acting import changes
from tests.events.announced import JULY, announced
from tests.events.clocks import timed
from tests.events.stated import state_of
from tests.factories import (
    CityFactory,
    CountryFactory,
    EventFactory,
    announcement,
)
from website.exports.ical.calendar import slot_of

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")

NOVEMBER = Period.in_month(2020, 11)

NOVEMBER_10 = Period.on(date(2020, 11, 10))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.PLANNED, True),
        (Status.CONFIRMED, True),
        (Status.POSTPONED, False),
        (Status.CANCELLED, False),
        (Status.HELD, False),
        (Status.UNKNOWN_OUTCOME, False),
    ],
)
def test_only_planned_and_confirmed_events_are_expected(status, expected):
    exact = status != Status.POSTPONED  # waits for a day

    event = EventFactory(period=JULY if exact else NOVEMBER, status=status)

    assert state_of(event).is_expected is expected


def test_event_is_coming_to_the_end_of_its_last_day_and_without_a_date():
    event, undated = state_of(announced()), state_of(announced(period=Period.undated()))

    assert event.is_coming(date(2020, 7, 23))
    assert not event.is_coming(date(2020, 7, 24))
    assert undated.is_coming(date(2020, 7, 24))


def test_event_is_live_by_its_clock_alone():
    clocked = timed(date(2020, 7, 22), time(10), time(12))
    event, day_alone = state_of(announced(period=clocked)), state_of(announced())
    at = {hour: datetime(2020, 7, 22, hour, tzinfo=MOSCOW) for hour in (9, 10, 11, 12)}

    assert [event.is_live(moment) for moment in at.values()] == [False, True, True, False]
    assert not day_alone.is_live(at[11])


def test_cancelled_event_is_not_live():
    clocked = timed(date(2020, 7, 22), time(10), time(12))
    event = announced(period=clocked)
    changes.cancel(event, announcement(date(2020, 7, 1)))

    assert not state_of(event).is_live(datetime(2020, 7, 22, 11, tzinfo=MOSCOW))


def test_fate_of_a_left_date_is_what_became_of_the_event():
    moved, postponed, cancelled = announced(), announced(), announced()
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    changes.postpone(postponed, announcement())
    changes.cancel(cancelled, announcement())

    fates = [state_of(event).fate for event in (moved, postponed, cancelled)]

    assert fates == ["moved", "postponed", "cancelled"]


def test_countries_are_the_chair_and_those_of_its_cities():
    russia, china = CountryFactory(slug="russia"), CountryFactory(slug="china")
    city = CityFactory(slug="beijing", country=china)
    event = state_of(EventFactory(chair=russia, cities=[city]))

    assert event.countries({"beijing": "china", "moscow": "russia"}) == {"russia", "china"}
    assert state_of(EventFactory()).countries({}) == set()


def test_meeting_that_went_online_has_left_its_city_and_that_it_is_led_from():
    city, office = CityFactory(slug="chelyabinsk"), CityFactory(slug="moscow")
    event = announced(cities=[city])
    changes.change_format(
        event, announcement(), FactChanges(format=Format.ONLINE, cities=(office.slug,))
    )

    state = state_of(event)

    assert state.has_moved_online
    assert state.left_places == {"chelyabinsk", "moscow"}


def test_meeting_that_is_in_person_again_has_not_moved_online():
    event = announced(cities=[CityFactory(slug="chelyabinsk")])
    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    changes.change_format(
        event, announcement(), FactChanges(format=Format.IN_PERSON, cities=("chelyabinsk",))
    )

    state = state_of(event)

    assert not state.has_moved_online
    assert state.left_places == set()


def test_relocated_meeting_has_left_its_first_city():
    CityFactory(slug="sochi")
    event = announced(cities=[CityFactory(slug="chelyabinsk")])
    changes.relocate(event, announcement(), FactChanges(cities=("sochi",)))

    assert state_of(event).left_places == {"chelyabinsk"}


def test_calendars_show_a_postponed_event_on_its_last_exact_day():
    event = announced()
    changes.postpone(event, announcement(), NOVEMBER)

    assert slot_of(state_of(event)) == JULY


def test_calendars_show_no_event_without_any_exact_day():
    assert slot_of(state_of(announced(period=NOVEMBER))) is None


def test_sources_of_the_steps_are_not_told_twice():
    event = announced(sources=["https://own.example/", "https://source.example/"])

    assert state_of(event).own_sources(date(2021, 1, 1)) == ("https://own.example/",)


def test_source_whose_address_names_a_later_day_is_not_told_before_it():
    urls = ["https://news.example/2020/06/17/forum", "https://own.example/20200618/1.html"]
    event = announced(sources=[*urls, "https://own.example/202006171"])

    told = [state_of(event).own_sources(date(2020, 6, day)) for day in (16, 17, 18)]

    assert [len(sources) for sources in told] == [1, 2, 3]


def test_day_that_a_step_has_set_is_no_longer_only_planned():
    event = announced(period=JULY)
    before = state_of(event).is_only_planned(datetime(2020, 6, 1, tzinfo=MOSCOW))
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))

    after = state_of(event).is_only_planned(datetime(2020, 6, 1, tzinfo=MOSCOW))

    assert (before, after) == (True, False)

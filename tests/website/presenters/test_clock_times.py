"""Clock times of an event go by the clocks of the place where it meets."""

from datetime import date, time

import pytest
from django.utils import translation

from events.dates import Period
from places.models import PlaceNames
from tests.events.clocks import AT_TEN, AT_TWO, NOVEMBER_24, NOVEMBER_25, URALS, moved, timed
from tests.events.stated import state_of
from tests.factories import CityFactory, EventFactory
from website.presenters.dates import clock_time, clock_time_of, say_date, say_slot

pytestmark = pytest.mark.django_db


def said(period: Period, *cities: object, language: str = "en") -> str:
    event = state_of(EventFactory(period=period, cities=cities))
    with translation.override(language):
        clock = clock_time(event.period, event.cities, PlaceNames.read())
    return clock.said if clock else ""


def test_clock_is_named_after_the_city_in_its_zone_not_after_the_first():
    moscow = CityFactory(name_en="Moscow", time_zone="Europe/Moscow")
    chelyabinsk = CityFactory(name_en="Chelyabinsk", time_zone=URALS)

    assert said(timed(NOVEMBER_24, time(14), zone=URALS), moscow, chelyabinsk) == (
        "14:00 Chelyabinsk time"
    )


def test_clock_without_a_city_in_its_zone_is_named_as_the_language_names_the_zone():
    moscow = CityFactory(name_en="Moscow", time_zone="Europe/Moscow")

    assert said(timed(NOVEMBER_24, time(14), zone=URALS), moscow) == "14:00 Yekaterinburg time"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.on(NOVEMBER_24), ""),
        (timed(NOVEMBER_24, time(14)), "14:00 Moscow time"),
        (timed(NOVEMBER_24, time(14), time(16)), "14:00–16:00 Moscow time"),
        (timed(NOVEMBER_24, time(14), last=NOVEMBER_25), "opening at 14:00 Moscow time"),
        (
            timed(NOVEMBER_24, time(14), time(12), last=NOVEMBER_25),
            "24 November, 14:00 – 25 November, 12:00 Moscow time",
        ),
    ],
)
def test_closing_is_said_beside_the_opening_only_where_it_is_of_the_same_day(period, expected):
    assert said(period) == expected


def test_opening_is_told_to_machines_with_its_offset():
    clock = clock_time(timed(NOVEMBER_24, time(14), zone=URALS), (), PlaceNames())

    assert clock.iso == "2020-11-24T14:00+05:00"


def test_date_that_was_left_goes_by_the_clocks_of_the_place_that_was_left():
    chelyabinsk = CityFactory(slug="chelyabinsk", name_en="Chelyabinsk", time_zone=URALS)
    there = timed(NOVEMBER_24, time(10), zone=URALS)
    event = moved(there, Period.on(date(2020, 12, 1)), cities=[chelyabinsk])
    event.cities.clear()
    event, names = state_of(event), PlaceNames.read()
    (slot,) = event.history.left

    assert clock_time_of(slot, event.cities, names).said == "10:00 Chelyabinsk time"
    assert say_slot(slot, event.cities, names) == "24 November 2020, 10:00 Chelyabinsk time"


def test_naming_the_clock_asks_nothing_of_the_database(django_assert_num_queries):
    event = state_of(moved(AT_TEN, AT_TWO, cities=[CityFactory(time_zone="Europe/Moscow")]))
    names = PlaceNames.read()

    with django_assert_num_queries(0):
        say_date(event.period, event.cities, names)
        say_slot(event.history.left[0], event.cities, names)

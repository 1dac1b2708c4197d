from datetime import date
from decimal import Decimal
from itertools import combinations
from math import hypot

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from events.plan_memory import states_of
from places.models import City
from tests.acting import changes
from tests.factories import CityFactory, EventFactory, announcement
from website.charts.base import text_width
from website.charts.map import HEIGHT, WIDTH, PlaceMap, distance, graticule, place_map, project

pytestmark = pytest.mark.django_db

MOSCOW = {"latitude": Decimal("55.75"), "longitude": Decimal("37.62")}
NEW_YORK = {"latitude": Decimal("40.71"), "longitude": Decimal("-74.01")}
JULY = Period.in_month(2020, 7)


def drawn(language: str = "en", today: date = date(2020, 7, 1)) -> PlaceMap:
    with translation.override(language):
        return place_map(states_of(Event.objects.all()), City.objects.with_country(), today)


def held_in(city: City, **values) -> Event:
    return EventFactory(
        period=JULY, status=Status.HELD, format=Format.IN_PERSON, cities=[city], **values
    )


def test_city_is_named_with_the_marks_of_print():
    held_in(CityFactory(name_en="Xi'an", **MOSCOW))

    assert [str(place.name) for place in drawn().places] == ["Xi’an"]


def test_city_counts_what_was_held_there_in_person():
    city = CityFactory(name_en="Moscow", **MOSCOW)
    held_in(city)
    held_in(city)

    (place,) = drawn().places

    assert (str(place.name), place.held, place.state, place.counts) == (
        "Moscow",
        2,
        "held",
        "2 events",
    )


def test_more_meetings_make_a_larger_dot():
    city, other = CityFactory(**MOSCOW), CityFactory()
    held_in(city)
    held_in(city)
    held_in(other)

    radii = {place.held: place.radius for place in drawn().listed}

    assert radii[2] > radii[1]


def test_city_of_an_expected_event_is_a_ring():
    EventFactory(period=JULY, format=Format.IN_PERSON, cities=[CityFactory(**MOSCOW)])

    (place,) = drawn().places

    assert (place.held, place.expected, place.state) == (0, 1, "expected")


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2020, 7, 31), "expected"), (date(2020, 8, 1), "unreported")],
)
def test_nothing_is_expected_whose_time_is_over(today, state):
    EventFactory(period=JULY, format=Format.IN_PERSON, cities=[CityFactory(**MOSCOW)])

    (place,) = drawn(today=today).places

    assert (place.state, place.counts) == (state, "1 event")


def test_what_is_postponed_is_a_dashed_ring_before_its_old_day_and_after():
    waiting = EventFactory(
        announced=announcement(None),
        period=JULY,
        format=Format.IN_PERSON,
        cities=[CityFactory(**MOSCOW)],
    )
    changes.postpone(waiting, announcement(None))

    places = [place for day in (1, 31) for place in drawn(today=date(2020, 8, day)).places]

    assert [(place.state, place.counts) for place in places] == [("moved", "1 event")] * 2
    assert all(place.ring == place.radius > 0 for place in places)


def test_ring_goes_round_the_dot_of_a_city_that_others_have_left():
    city = CityFactory(**MOSCOW)
    held_in(city)
    event = EventFactory(
        announced=announcement(None), period=JULY, format=Format.IN_PERSON, cities=[city]
    )
    changes.change_format(event, announcement(None), FactChanges(format=Format.ONLINE, cities=()))

    told = drawn()

    (place,) = told.places
    assert (place.state, place.counts) == ("held", "2 events, 1 of them moved elsewhere or online")
    assert place.ring > place.radius
    assert told.states == {"held", "moved"}


def test_important_city_is_named_before_others():
    """Words of the less important one would stand where alone those of the other have room."""
    busy = CityFactory(name_en="Busy", latitude=Decimal(54), longitude=Decimal(68))
    for number in range(8):
        held_in(busy)
        held_in(
            CityFactory(
                name_en=f"Quiet {number}",
                latitude=Decimal(53 + number % 3),
                longitude=Decimal(66 + number // 3),
            )
        )

    told = drawn()

    (place,) = [place for place in told.places if str(place.name) == "Busy"]
    assert place.label is not None
    assert told.has_nameless


def test_city_that_lost_a_meeting_to_the_internet_is_dashed():
    city = CityFactory(**MOSCOW)
    event = EventFactory(
        announced=announcement(None), period=JULY, format=Format.IN_PERSON, cities=[city]
    )
    changes.change_format(event, announcement(None), FactChanges(format=Format.ONLINE, cities=()))

    (place,) = drawn().places

    assert (place.state, place.counts) == ("moved", "1 event, moved elsewhere or online")


def test_event_that_was_online_from_the_beginning_is_on_no_map():
    EventFactory(
        period=JULY, format=Format.ONLINE, status=Status.HELD, cities=[CityFactory(**MOSCOW)]
    )

    assert drawn().listed == ()


def test_cancelled_event_is_on_no_map():
    event = EventFactory(period=JULY, format=Format.IN_PERSON, cities=[CityFactory(**MOSCOW)])
    changes.cancel(event, announcement(None))

    assert drawn().listed == ()


def test_city_outside_the_view_is_listed_and_not_drawn():
    held_in(CityFactory(name_en="New York", **NEW_YORK))

    told = drawn()

    assert [str(place.name) for place in told.listed] == ["New York"]
    assert told.places == ()
    assert told.outside == list(told.listed)


def test_busiest_city_is_listed_first():
    quiet, busy = CityFactory(name_en="Quiet"), CityFactory(name_en="Busy")
    held_in(quiet)
    held_in(busy)
    held_in(busy)

    assert [str(place.name) for place in drawn().listed] == ["Busy", "Quiet"]


@pytest.mark.parametrize("label", ["label", "phone_label"])
def test_names_on_the_map_do_not_touch(label: str):
    for number in range(12):
        held_in(
            CityFactory(
                name_en=f"Long name of city {number}",
                latitude=Decimal(45 + number % 4),
                longitude=Decimal(60 + number // 4),
            )
        )

    labels = [getattr(place, label) for place in drawn().places if getattr(place, label)]

    assert len(labels) > 1
    for one, other in combinations(labels, 2):
        assert abs(one.y - other.y) > 16 or abs(one.x - other.x) > 100


def test_name_of_a_phone_stands_beside_its_dot_and_that_with_a_note_around_it():
    held_in(CityFactory(name_en="Moscow", **MOSCOW))

    (place,) = drawn().places

    assert place.label is not None
    assert place.phone_label is not None
    assert (place.label.anchor, place.phone_label.anchor) == ("start", "start")
    assert place.label.y < place.y + 2 < place.phone_label.y


def test_name_near_the_edge_of_the_map_keeps_inside_it():
    held_in(CityFactory(name_en="Town", latitude=Decimal("55"), longitude=Decimal("77")))
    held_in(CityFactory(name_en="Shanghai", latitude=Decimal("31.2"), longitude=Decimal("127")))
    held_in(CityFactory(name_en="Neighbour", latitude=Decimal("31.2"), longitude=Decimal("122")))

    (place,) = [place for place in drawn().places if str(place.name) == "Shanghai"]

    assert place.phone_label is not None
    width = text_width("Shanghai", 21)
    assert place.x + width / 2 > WIDTH
    assert place.phone_label.x + width / 2 <= WIDTH


def test_each_name_is_nearest_to_its_own_dot():
    for number in range(12):
        held_in(
            CityFactory(
                name_en=f"City {number}",
                latitude=Decimal(45 + 2 * (number % 4)),
                longitude=Decimal(60 + 4 * (number // 4)),
            )
        )

    told = drawn()

    named = [place for place in told.places if place.label]
    assert len(named) > 1
    for place in named:
        spot = (place.label.x, place.label.y - 8) * 2
        assert min(told.places, key=lambda one: distance(one, spot)) == place


def test_dots_do_not_cover_each_other():
    for latitude, longitude in (("55.75", "37.62"), ("55.57", "36.70"), ("55.57", "36.70")):
        held_in(CityFactory(latitude=Decimal(latitude), longitude=Decimal(longitude)))

    places = drawn().places

    assert len(places) == 3
    for one, other in combinations(places, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def test_map_says_what_its_dots_show_and_whether_one_is_nameless():
    held_in(CityFactory(**MOSCOW))
    named = drawn()
    held_in(CityFactory(name_en="A name that is much too long for the map " * 2, **MOSCOW))

    assert (named.states, named.has_nameless) == ({"held"}, False)
    assert drawn().has_nameless is True


def test_names_are_those_of_the_language():
    held_in(CityFactory(name_ru="Москва", **MOSCOW))

    (place,) = drawn("ru").places

    assert str(place.name) == "Москва"


def test_map_takes_as_many_queries_for_three_cities_as_for_one():
    held_in(CityFactory(**MOSCOW))
    with CaptureQueriesContext(connection) as for_one:
        drawn()
    held_in(CityFactory(**MOSCOW))
    held_in(CityFactory(**MOSCOW))

    with CaptureQueriesContext(connection) as for_three:
        drawn()

    assert len(for_three) == len(for_one)


@pytest.mark.parametrize(
    ("north", "east"),
    [(55.75, 37.62), (28.62, 77.21), (39.91, 116.4), (66.53, 66.61), (48.46, 135.1)],
)
def test_host_cities_of_the_term_lie_in_the_view(north, east):
    x, y = project(north, east)

    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_north_is_up_and_east_is_right():
    moscow, delhi, beijing = project(55.75, 37.62), project(28.62, 77.21), project(39.91, 116.4)

    assert moscow[1] < beijing[1] < delhi[1]
    assert moscow[0] < delhi[0] < beijing[0]


def test_other_side_of_the_globe_is_not_drawn():
    assert project(-46, -102) == (-1, -1)


def test_grid_stays_near_the_view():
    numbers = [float(part) for part in graticule().replace("M", " ").split()]

    assert min(numbers) >= -60
    assert max(numbers) <= WIDTH + 60

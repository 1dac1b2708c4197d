"""The words for asking the plan by outcome, body, priority, place; and for its steps."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.facets.registry import FACETS
from events.models import Change, Event
from events.plan_memory import read_states
from tests.acting import changes
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)
YESTERDAY = date(2020, 10, 27)
TOMORROW = date(2020, 10, 29)
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
JULY = Period.in_month(2020, 7)
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def found(events: object) -> set[Event]:
    return set(events)


def test_events_are_asked_by_what_became_of_them():
    held = EventFactory(period=JULY_22, status=Status.HELD)
    postponed = EventFactory(status=Status.POSTPONED)
    EventFactory()

    assert found(Event.objects.held()) == {held}
    assert found(Event.objects.postponed()) == {postponed}


def test_facets_take_any_of_their_slugs_and_count_an_event_once():
    council, forum = BodyFactory(slug="council"), BodyFactory(slug="forum")
    security, economy = PriorityFactory(slug="security"), PriorityFactory(slug="economy")
    sochi, moscow = CityFactory(slug="sochi"), CityFactory(slug="moscow")
    event = EventFactory(
        bodies=[council, forum], priorities=[security, economy], cities=[sochi, moscow]
    )
    EventFactory()

    assert list(Event.objects.of_bodies(["council", "forum"])) == [event]
    assert list(Event.objects.of_priorities(["security", "economy"])) == [event]
    assert list(Event.objects.in_cities(["sochi", "moscow"])) == [event]


def test_city_finds_what_meets_there_and_what_was_to():
    moscow = CityFactory(slug="moscow")
    CityFactory(slug="kubinka")
    there = {"announced": announcement(), "cities": [moscow], "format": Format.IN_PERSON}
    stays, online, elsewhere, led = (EventFactory(**there) for _number in range(4))
    changes.change_format(online, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    changes.relocate(elsewhere, announcement(), FactChanges(cities=("kubinka",)))
    changes.change_format(led, announcement(), FactChanges(format=Format.ONLINE))
    from_the_beginning = EventFactory(cities=[moscow], format=Format.ONLINE)

    assert found(Event.objects.in_cities(["moscow"])) == {stays, online, elsewhere, led}
    assert found(Event.objects.in_cities(["kubinka"])) == {elsewhere}
    assert from_the_beginning not in Event.objects.in_cities(["moscow", "kubinka"])


def test_city_is_asked_for_by_as_many_queries_for_one_event_as_for_three():
    moscow = CityFactory(slug="moscow")
    used = []
    for number in (1, 2):
        for _number in range(number):
            event = EventFactory(announced=announcement(), cities=[moscow], format=Format.IN_PERSON)
            online = FactChanges(format=Format.ONLINE, cities=())
            changes.change_format(event, announcement(), online)
        with CaptureQueriesContext(connection) as queries:
            assert Event.objects.in_cities(["moscow"]).count() == number * (number + 1) // 2
        used.append(len(queries))

    assert used == [5, 5]


def test_facets_of_nothing_find_nothing():
    EventFactory()

    for word in ("of_bodies", "of_priorities", "in_cities", "of_countries"):
        assert found(getattr(Event.objects, word)([])) == set()


def test_a_country_has_the_events_that_it_chairs_and_those_in_its_cities():
    russia = CountryFactory(slug="russia")
    kazan, sochi = CityFactory(country=russia), CityFactory(country=russia)
    chaired = EventFactory(chair=russia)
    hosted = EventFactory(cities=[kazan, sochi])
    both = EventFactory(chair=russia, cities=[kazan])
    EventFactory(chair=CountryFactory(slug="china"))

    assert sorted(Event.objects.of_countries(["russia"]), key=lambda event: event.pk) == [
        chaired,
        hosted,
        both,
    ]


def test_a_state_needs_no_query_of_its_own(django_assert_num_queries):
    for _ in range(3):
        EventFactory(
            announced=announcement(),
            chair=CountryFactory(),
            bodies=[BodyFactory(published=True)],
            priorities=[PriorityFactory(published=True)],
            cities=[CityFactory()],
        )

    with django_assert_num_queries(7):
        for state in read_states(Event.objects.all()):
            assert state.chair
            assert [len(links) for links in (state.bodies, state.priorities, state.cities)] == [
                1
            ] * 3
            assert [step.number for step in state.history.steps] == [1]


def test_steps_of_drafts_are_not_public():
    public = EventFactory(announced=announcement(), published=True).changes.get()
    EventFactory(announced=announcement())
    EventFactory(announced=announcement(), withdrawn=True)

    assert list(Change.objects.of_published()) == [public]


def test_event_that_has_two_of_the_values_asked_for_is_found_once():
    ufa, omsk = CityFactory(slug="ufa"), CityFactory(slug="omsk")
    both = EventFactory(cities=[ufa, omsk], published=True)

    for facet in (FACETS["city"], replace(FACETS["city"], narrow=None)):
        assert list(facet.narrowed(Event.objects.all(), ["ufa", "omsk"])) == [both]


def test_body_that_is_a_draft_brings_its_events_to_nothing_above_it():
    council = BodyFactory(slug="council", published=True)
    BodyFactory(slug="group", parent=council, published=True)
    BodyFactory(slug="draft", parent=council)

    brings = FACETS["body"].brings
    assert brings
    assert brings() == {"council": {"council"}, "group": {"group", "council"}}

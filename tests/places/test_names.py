"""Places are named by their slugs, in the reader's language."""

import pytest
from django.utils import translation

from places.models import City, PlaceNames
from tests.factories import CityFactory, CountryFactory

pytestmark = pytest.mark.django_db


def test_places_are_named_in_the_active_language_at_the_time():
    russia = CountryFactory(slug="russia", name_en="Russia", name_ru="Россия")
    CityFactory(slug="moscow", name_en="Moscow", name_ru="Москва", country=russia)
    names = PlaceNames.read()

    said = []
    for code in ("en", "ru"):
        with translation.override(code):
            said.append((names.city("moscow"), str(names.country("russia"))))

    assert said == [("Moscow", "Russia"), ("Москва", "Россия")]


def test_place_that_has_gone_since_is_no_error():
    names = PlaceNames()

    assert (names.city("astana"), names.country("kazakhstan")) == ("astana", None)
    assert names.rows(["astana"]) == []
    assert names.in_zone("Asia/Almaty", ["astana"]) == ""


def test_clock_is_named_by_the_first_city_that_goes_by_it():
    CityFactory(slug="moscow", name_en="Moscow", time_zone="Europe/Moscow")
    CityFactory(slug="ufa", name_en="Ufa", time_zone="Asia/Yekaterinburg")
    CityFactory(slug="perm", name_en="Perm", time_zone="Asia/Yekaterinburg")

    names = PlaceNames.read()

    assert names.in_zone("Asia/Yekaterinburg", ["moscow", "perm", "ufa"]) == "Perm"
    assert names.in_zone("Asia/Shanghai", ["moscow", "perm"]) == ""


def test_countries_of_all_cities_are_read_in_one_query(django_assert_num_queries):
    china, russia = CountryFactory(slug="china"), CountryFactory(slug="russia")
    CityFactory(slug="beijing", country=china)
    CityFactory(slug="moscow", country=russia)
    CityFactory(slug="ufa", country=russia)

    with django_assert_num_queries(1):
        names = PlaceNames.read()
        assert names.country_of == {"beijing": "china", "moscow": "russia", "ufa": "russia"}
        assert [city.country for city in names.rows(["ufa", "beijing"])] == [russia, china]


def test_names_of_some_cities_take_no_query_of_their_own(django_assert_num_queries):
    CityFactory(slug="moscow", name_en="Moscow")

    with django_assert_num_queries(1):
        assert PlaceNames(City.objects.all()).listed(["moscow", "moscow"]) == "Moscow, Moscow"


@pytest.mark.parametrize(("code", "said"), [("en", "Xi’an"), ("zh-hans", "西安")])
def test_cities_are_named_with_the_marks_of_print(code: str, said: str):
    CityFactory(slug="xian", name_en="Xi'an", name_zh_hans="西安", time_zone="Asia/Shanghai")
    names = PlaceNames.read()

    with translation.override(code):
        assert names.listed(["xian"]) == names.in_zone("Asia/Shanghai", ["xian"]) == said

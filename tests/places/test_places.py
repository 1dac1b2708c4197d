"""Countries and cities: what they hold, refuse and tell."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from places.models import City, Country
from places.public_document import city_document, country_document
from tests.factories import CityFactory, CountryFactory

pytestmark = pytest.mark.django_db


def test_a_country_tells_its_name_in_the_language_of_the_reader():
    country = CountryFactory(name_en="India", name_ru="Индия", name_zh_hans="")

    with translation.override("ru"):
        assert str(country) == "Индия"
    with translation.override("zh-hans"):
        assert str(country) == "India"


def test_places_are_known_by_their_names():
    assert str(CityFactory(name_en="Sochi")) == "Sochi"


def test_a_country_has_a_page_in_each_language():
    country = CountryFactory(slug="india")

    with translation.override("ru"):
        assert country.get_absolute_url() == "/ru/countries/india/"


def test_a_country_has_one_of_the_known_roles():
    CountryFactory()

    with pytest.raises(IntegrityError, match="country_role_known"), transaction.atomic():
        Country.objects.update(role="host")


@pytest.mark.parametrize(
    "degrees",
    [
        {"latitude": Decimal("90.00001")},
        {"latitude": Decimal("-90.00001")},
        {"longitude": Decimal("180.00001")},
        {"longitude": Decimal("-180.00001")},
    ],
)
def test_a_city_lies_on_the_globe(degrees):
    CityFactory()

    with pytest.raises(IntegrityError, match="city_on_the_globe"), transaction.atomic():
        City.objects.update(**degrees)


def test_the_poles_and_the_date_line_are_on_the_globe():
    CityFactory()

    assert City.objects.update(latitude=-90, longitude=180) == 1


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "localtime", "Factory", "posixrules", " "])
def test_a_city_is_in_an_iana_time_zone(zone):
    city = CityFactory(time_zone=zone)

    with pytest.raises(ValidationError) as refusal:
        city.full_clean()

    assert refusal.value.message_dict == {
        "time_zone": [f"“{zone}” is not an IANA time zone. Write one like Europe/Moscow."]
    }


def test_a_country_with_cities_cannot_be_deleted():
    city = CityFactory()

    with pytest.raises(ProtectedError):
        city.country.delete()


def test_cities_come_with_their_countries_in_one_query(django_assert_num_queries):
    for _ in range(3):
        CityFactory()

    with django_assert_num_queries(1):
        assert [city.country.slug for city in City.objects.with_country()]


def test_the_document_of_a_country_names_it_in_every_language():
    country = CountryFactory(
        slug="india",
        code="IN",
        name_en="India",
        name_ru="Индия",
        name_zh_hans="",
        member_since=2017,
        source_url="https://source.example/",
    )

    assert country_document(Country.objects.with_role().get(pk=country.pk)) == {
        "slug": "india",
        "code": "IN",
        "name": {"en": "India", "ru": "Индия", "zh-hans": None},
        "role": "member",
        "member_since": 2017,
        "source": "https://source.example/",
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "absent"},
    }


def test_the_document_of_a_city_tells_where_it_lies():
    city = CityFactory(
        slug="sochi",
        name_en="Sochi",
        name_ru="Сочи",
        name_zh_hans="索契",
        latitude=Decimal("43.59917"),
        longitude=Decimal("39.72569"),
        country=CountryFactory(slug="russia"),
    )

    assert city_document(city) == {
        "slug": "sochi",
        "name": {"en": "Sochi", "ru": "Сочи", "zh-hans": "索契"},
        "country": "russia",
        "latitude": 43.59917,
        "longitude": 39.72569,
        "time_zone": "Europe/Moscow",
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "public"},
    }

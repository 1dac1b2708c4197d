import pytest

from places.models import City, Role
from tests.factories import CityFactory, CountryFactory

pytestmark = pytest.mark.django_db


def test_capitals_are_those_of_member_states_that_are_there():
    CityFactory(slug="bishkek", country=CountryFactory(role=Role.MEMBER))
    CityFactory(slug="tashkent", country=CountryFactory(role=Role.OTHER))
    CityFactory(slug="osh", country=CountryFactory(role=Role.MEMBER))

    assert [city.slug for city in City.objects.capitals_of_members()] == ["bishkek"]

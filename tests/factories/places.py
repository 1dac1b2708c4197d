from decimal import Decimal
from itertools import product
from string import ascii_uppercase

import factory
from babel import Locale

from places.models import City, Country, Role
from tests.factories.base import RecordedFactory

#: Of no country that there is: tests name those themselves.
FREE_CODES = sorted(
    set(map("".join, product(ascii_uppercase, repeat=2))) - {*Locale("en").territories}
)
#: Of countries that are copied from test to test (tests/made_once.py): no new one has the same.
KEPT_CODES: set[str] = set()


def free_code(number: int) -> str:
    """Return one of the free codes. There are some four hundred: later tests have the first ones again."""
    codes = [code for code in FREE_CODES if code not in KEPT_CODES]
    return codes[number % len(codes)]


class CountryFactory(RecordedFactory):
    class Meta:
        model = Country

    slug = factory.Sequence(lambda n: f"country-{n}")
    code = factory.Sequence(free_code)
    name_en = factory.LazyAttribute(lambda row: f"Country {row.code}")
    name_ru = factory.LazyAttribute(lambda row: f"Страна {row.code}")
    name_zh_hans = factory.LazyAttribute(lambda row: f"国家{row.code}")
    role = Role.MEMBER


class CityFactory(RecordedFactory):
    class Meta:
        model = City

    slug = factory.Sequence(lambda n: f"city-{n}")
    name_en = factory.LazyAttribute(lambda row: f"City of {row.slug}")
    name_ru = factory.LazyAttribute(lambda row: f"Город {row.slug}")
    name_zh_hans = factory.LazyAttribute(lambda row: f"城市{row.slug}")
    latitude = Decimal("55.75222")
    longitude = Decimal("37.61556")
    time_zone = "Europe/Moscow"
    country = factory.SubFactory(CountryFactory)

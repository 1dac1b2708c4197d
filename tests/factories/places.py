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


class CountryFactory(RecordedFactory):
    class Meta:
        model = Country

    slug = factory.Sequence(lambda n: f"country-{n}")
    code = factory.Sequence(lambda n: FREE_CODES[n % len(FREE_CODES)])
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

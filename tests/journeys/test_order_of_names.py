"""Countries and cities stand in the order of the reader's language, whatever the database.

Bodies do not: theirs is the order of the organisation.
"""

import re
from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from events.enums import Format
from tests.factories import CityFactory, CountryFactory, EventFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db

#: In English, Russian and Chinese; each list in an order that is none of the three.
COUNTRIES = (
    ("Türkiye", "Турция", "土耳其"),
    ("Mongolia", "Монголия", "蒙古国"),
    ("Azerbaijan", "Азербайджан", "阿塞拜疆"),
    ("Turkmenistan", "Туркменистан", "土库曼斯坦"),
    ("Yemen", "Йемен", "也门"),
    ("Iran", "Иран", "伊朗"),
)
CITIES = (
    ("Yelnya", "Ельня", "叶利尼亚"),
    ("Dushanbe", "Душанбе", "杜尚别"),
    ("Zhukovo", "Жуково", "茹科沃"),
    ("Yolka", "Ёлка", "约尔卡"),
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["Azerbaijan", "Iran", "Mongolia", "Türkiye", "Turkmenistan", "Yemen"]),
        ("ru", ["Азербайджан", "Иран", "Йемен", "Монголия", "Туркменистан", "Турция"]),
        ("zh-hans", ["阿塞拜疆", "蒙古国", "土耳其", "土库曼斯坦", "也门", "伊朗"]),
    ],
)
def test_countries(client: Client, code: str, expected: list[str]):
    for english, russian, chinese in COUNTRIES:
        CountryFactory(name_en=english, name_ru=russian, name_zh_hans=chinese)

    page = page_of(client.get(f"/{code}/countries/"))

    names = {name for country in COUNTRIES for name in country}
    assert [link.text for link in page.one("main").all("a") if link.text in names] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["Dushanbe", "Yelnya", "Yolka", "Zhukovo"]),
        ("ru", ["Душанбе", "Ёлка", "Ельня", "Жуково"]),
        ("zh-hans", ["杜尚别", "茹科沃", "叶利尼亚", "约尔卡"]),
    ],
)
def test_cities_of_a_filter(client: Client, code: str, expected: list[str]):
    cities = [CityFactory(name_en=en, name_ru=ru, name_zh_hans=zh) for en, ru, zh in CITIES]
    day = Period.on(date(2020, 10, 29))
    EventFactory(period=day, format=Format.IN_PERSON, cities=cities, published=True)

    page = page_of(client.get(f"/{code}/calendar/"))

    (choice, *_more) = page.all("select", name="city")
    _any, *options = (re.split("[ （]", option.text)[0] for option in choice.all("option"))
    assert options == expected

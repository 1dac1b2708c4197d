from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from events.enums import Format, Status
from places.models import Country, Role
from tests.factories import BodyFactory, CityFactory, CountryFactory, EventFactory
from tests.markup import page_of
from tests.pages import attributes, terms, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def names(response) -> list[str]:
    return texts(response, "li", within="name-columns")


def test_countries_are_grouped_by_role(client):
    CountryFactory(name_en="Mongolia", role=Role.OBSERVER)
    CountryFactory(name_en="India", role=Role.MEMBER)
    CountryFactory(name_en="Austria", role=Role.OTHER)

    response = client.get("/en/countries/")

    assert texts(response, "h2", within="role-groups") == [
        "Member states",
        "Observer states",
        "Other host countries",
    ]
    assert names(response) == ["India", "Mongolia", "Austria"]


def test_countries_are_named_in_their_own_languages_too(client):
    CountryFactory(code="IN", slug="india", name_en="India", name_zh_hans="印度", role=Role.MEMBER)
    CountryFactory(code="KZ", name_en="Kazakhstan", role=Role.MEMBER)
    CountryFactory(code="CN", slug="china", name_en="China", name_zh_hans="中国", role=Role.MEMBER)
    CountryFactory(code="PK", name_en="Pakistan", role=Role.MEMBER)

    assert names(client.get("/en/countries/")) == [
        "China 中国",
        "India भारत",
        "Kazakhstan Қазақстан",
        "Pakistan پاکستان",
    ]
    urdu = page_of(client.get("/en/countries/")).one("span", lang="ur")
    assert urdu["dir"] == "rtl"
    assert "中国 中国" not in " ".join(names(client.get("/zh-hans/countries/")))
    assert "भारत" in page_of(client.get("/zh-hans/countries/india/")).one("main").text


def test_countries_and_their_cities_lead_to_their_events(client):
    india = CountryFactory(slug="india", name_en="India", role=Role.MEMBER)
    CountryFactory(name_en="Mongolia", role=Role.MEMBER)
    delhi = CityFactory(slug="delhi", name_en="Delhi", country=india)
    CityFactory(name_en="Agra", country=india)
    EventFactory(chair=india, published=True)
    EventFactory(cities=[delhi], format=Format.IN_PERSON, period=JULY, published=True)

    listed = page_of(client.get("/en/countries/")).one("ul", cls="name-columns")
    there = page_of(client.get("/en/countries/india/")).one("dl", cls="fact-list")

    assert [line.text for line in listed.all("li")] == ["India 2 events", "Mongolia"]
    assert listed.all("a")[1]["href"] == "/en/calendar/?country=india"
    cities = [(link["href"], link.text) for link in there.all("a")]
    assert cities == [("/en/calendar/?city=delhi", "Delhi")]
    page = page_of(client.get("/en/calendar/?country=india")).one("main")
    assert "Shown: 2 events" in page.text


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["China", "Kazakhstan", "Uzbekistan"]),
        ("ru", ["Казахстан", "Китай", "Узбекистан"]),
        ("zh-hans", ["哈萨克斯坦", "乌兹别克斯坦", "中国"]),
    ],
)
def test_countries_stand_in_the_order_of_the_language(client, language, order):
    for english, russian, chinese in (
        ("Uzbekistan", "Узбекистан", "乌兹别克斯坦"),
        ("China", "Китай", "中国"),
        ("Kazakhstan", "Казахстан", "哈萨克斯坦"),
    ):
        CountryFactory(name_en=english, name_ru=russian, name_zh_hans=chinese)

    assert names(client.get(f"/{language}/countries/")) == order


def test_cities_are_on_the_map_and_in_words(client):
    city = CityFactory(name_en="Moscow")
    EventFactory(
        period=JULY, status=Status.HELD, format=Format.IN_PERSON, cities=[city], published=True
    )
    EventFactory(period=JULY, status=Status.HELD, format=Format.IN_PERSON, cities=[CityFactory()])

    response = client.get("/en/countries/")

    assert texts(response, "li", within="place-list") == ["Moscow 1 event"]
    assert len(attributes(response, "circle", "place", within="place-map")) == 1


def test_without_a_host_city_there_is_no_map(client):
    CountryFactory()

    response = client.get("/en/countries/")

    assert attributes(response, "svg", "place-map") == []


def test_words_below_the_map_explain_the_signs_that_it_shows(client):
    city = CityFactory(name_en="Moscow", latitude="55.75", longitude="37.62")
    abroad = CityFactory(name_en="New York", latitude="40.71", longitude="-74.01")
    EventFactory(period=NOVEMBER, format=Format.IN_PERSON, cities=[city, abroad], published=True)

    response = client.get("/en/countries/")

    assert texts(response, "li", within="mark-key") == [
        "Meetings still expected",
        "Outside the map: New York",
        "Coordinates: GeoNames, CC BY 4.0",
    ]


def test_country_without_events_offers_nothing_to_take_along(client):
    host, guest = CityFactory().country, CountryFactory()
    EventFactory(period=JULY, cities=[host.cities.get()], published=True)

    offered = [
        len(attributes(client.get(country.get_absolute_url()), "p", "subscribe-forms"))
        for country in (host, guest)
    ]

    assert offered == [1, 0]


def test_name_missing_in_a_language_is_marked_with_its_own(client):
    CountryFactory(name_en="India", name_zh_hans="")

    response = client.get("/zh-hans/countries/")

    assert attributes(response, "span", within="name-columns") == [
        {"lang": "en"},
        {"class": "text-mark"},
    ]
    assert texts(response, "a", within="name-columns") == ["India 英语"]


def test_list_takes_as_many_queries_for_three_as_for_one(client):
    _hosting()
    client.get("/en/countries/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/en/countries/")
    _hosting()
    _hosting()
    client.get("/en/countries/")  # the plan is read anew

    with CaptureQueriesContext(connection) as for_three:
        client.get("/en/countries/")

    assert len(for_three) == len(for_one)


def test_country_has_its_name_in_every_language(client):
    country = CountryFactory(name_en="Russia", name_ru="Россия", name_zh_hans="俄罗斯")

    response = client.get(f"/en/countries/{country.slug}/")

    assert text(response, "h1") == "Russia"
    assert text(response, "p", "page-head-lead") == "Россия · 俄罗斯"
    assert [name["lang"] for name in attributes(response, "span", within="page-head-lead")] == [
        "ru",
        "zh-Hans",
    ]


def test_country_lists_what_it_chairs_and_what_it_hosts(client):
    country = CountryFactory()
    EventFactory(title_en="Chaired", period=NOVEMBER, chair=country, published=True)
    EventFactory(
        title_en="Hosted",
        period=JULY,
        status=Status.HELD,
        cities=[CityFactory(country=country)],
        published=True,
    )
    EventFactory(title_en="Elsewhere", period=NOVEMBER, published=True)
    EventFactory(title_en="Draft", period=NOVEMBER, chair=country)

    response = client.get(f"/en/countries/{country.slug}/")

    assert texts(response, "h2", within="section-head") == ["Coming up", "Past and moved events"]
    assert texts(response, "h3", within="event-list") == ["Chaired", "Hosted"]


def test_facts_stand_beside_the_page(client):
    country = CountryFactory(role=Role.MEMBER, member_since=2001)
    city = CityFactory(name_en="Tashkent", country=country)
    CityFactory(name_en="Bukhara", country=country)
    BodyFactory(name_en="RATS", seat=city, published=True)
    BodyFactory(name_en="Draft", seat=city)

    response = client.get(f"/en/countries/{country.slug}/")

    assert terms(response, "fact-list") == {
        "Role during the Presidency": "Member state",
        "Member since": "2001",
        "Cities of the plan": "BukharaTashkent",
        "Bodies with their seat here": "RATS",
    }


def test_country_without_events_says_so(client):
    country = CountryFactory()

    response = client.get(f"/en/countries/{country.slug}/")

    assert text(response, "p", "soft", within="stack").startswith("No event of the plan")


def test_unknown_country_is_not_found(client):
    assert client.get("/en/countries/atlantis/").status_code == 404


def test_page_takes_as_many_queries_for_three_of_everything_as_for_one(client):
    country = _hosting()
    address = f"/en/countries/{country.slug}/"
    client.get(address)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    _hosting(country)
    _hosting(country)
    client.get(address)  # the plan is read anew

    with CaptureQueriesContext(connection) as for_three:
        client.get(address)

    assert len(for_three) == len(for_one)


def _hosting(country: Country | None = None) -> Country:
    """Return `country`, or a new one, with one more city, body and meeting."""
    country = country or CountryFactory()
    city = CityFactory(country=country)
    BodyFactory(seat=city, published=True)
    EventFactory(
        period=JULY, status=Status.HELD, format=Format.IN_PERSON, cities=[city], published=True
    )
    return country

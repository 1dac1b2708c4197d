"""The list of hosts, the page of each, and where other pages lead to them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bodies.enums import BodyKind
from events.dates import Period
from events.enums import Format
from events.models import EventHost
from hosts.enums import HostKind, HostRole
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    announcement,
)
from tests.pages import attributes, breadcrumb, jsonld, terms, text, texts
from tests.website.taking import READERS

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


@pytest.fixture(autouse=True)
def late_october(settings) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"


def held(host, **values):
    return EventFactory(hosts=[host], published=True, **{"period": JULY, **values})


def links(response, within="") -> list[str]:
    return [a["href"] for a in attributes(response, "a", within=within) if "href" in a]


# --- the list ---------------------------------------------------------------------------


def test_hosts_are_listed_by_kind_with_their_events(client):
    ministry = HostFactory(name_en="Ministry of Zebras", short_name_en="Zebras")
    held(HostFactory(name_en="Department", parent=ministry))
    EventFactory(hosts=[ministry])
    held(HostFactory(name_en="Chamber", kind=HostKind.BUSINESS))
    HostFactory(name_en="University", kind=HostKind.ACADEMIA)

    response = client.get("/en/hosts/")

    assert texts(response, "h2", within="role-groups") == [
        "Federal executive bodies",
        "Business circles",
        "Science and education",
    ]
    assert texts(response, "li", within="name-list") == [
        "Department · 1 event",
        "Zebras · 1 event",
        "Chamber · 1 event",
        "University",
    ]
    assert [a for a in links(response, within="section-head") if "?" in a] == [
        "/en/calendar/?host_kind=federal_executive_body",
        "/en/calendar/?host_kind=business",
    ]


def test_event_of_a_host_and_of_one_below_it_is_one(client):
    ministry = HostFactory(name_en="Ministry")
    department = HostFactory(name_en="Department", parent=ministry)
    EventFactory(hosts=[ministry, department], published=True)

    response = client.get("/en/hosts/")

    assert texts(response, "li", within="name-list") == [
        "Department · 1 event",
        "Ministry · 1 event",
    ]


def test_state_and_body_lead_to_their_own_pages(client):
    russia = CountryFactory(slug="russia")
    HostFactory(kind=HostKind.STATE, country=russia)
    HostFactory(kind=HostKind.SCO_BODY, body=BodyFactory(slug="secretariat", published=True))
    HostFactory(slug="office", kind=HostKind.SCO_BODY, body=BodyFactory(slug="draft"))

    response = client.get("/en/hosts/")

    assert sorted(links(response, within="name-list")) == [
        "/en/bodies/secretariat/",
        "/en/countries/russia/",
        "/en/hosts/office/",
    ]


def test_list_without_hosts_says_so(client):
    assert "No host is recorded here yet." in client.get("/en/hosts/").content.decode()


@pytest.mark.parametrize("address", ["/en/hosts/", "/en/hosts/ministry/"])
def test_number_of_queries_does_not_grow(client, address):
    ministry = HostFactory(slug="ministry", parent=HostFactory())
    used = []
    for number in (1, 2):
        for _number in range(number):
            held(ministry)
            held(HostFactory(parent=ministry, country=CountryFactory()), period=NOVEMBER)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        used.append(len(queries))

    assert used[0] == used[1]


# --- the page ---------------------------------------------------------------------------


def test_page_shows_the_public_events_of_the_host_and_of_those_below_it(client):
    ministry = HostFactory(slug="ministry")
    held(ministry, title_en="Forum")
    held(ministry, title_en="Session", period=NOVEMBER)
    held(HostFactory(parent=ministry), title_en="Seminar")
    held(HostFactory(), title_en="Elsewhere")
    EventFactory(hosts=[ministry], title_en="Draft", period=JULY)
    EventFactory(hosts=[ministry], title_en="Gone", period=JULY, withdrawn=True)

    response = client.get("/en/hosts/ministry/")

    assert texts(response, "h2", within="stack") == [
        "Coming up",
        "Held, or moved",
        "Events of those below it",
    ]
    assert texts(response, "h3", within="event-list") == ["Session", "Forum", "Seminar"]
    assert "Draft" not in response.content.decode()
    assert "Gone" not in response.content.decode()


def test_page_tells_the_facts_of_the_host(client):
    russia = CountryFactory(name_en="Russia")
    ministry = HostFactory(slug="ministry", name_en="Ministry")
    HostFactory(
        slug="department",
        name_en="Department of Trade",
        short_name_en="Deptrade",
        parent=ministry,
        country=russia,
        website="https://www.trade.example/",
    )

    response = client.get("/en/hosts/department/")

    assert text(response, "h1") == "Department of Trade"
    assert text(response, "p", "eyebrow") == "Federal executive body"
    assert terms(response, "fact-list") == {
        "Short name": "Deptrade",
        "Kind": "Federal executive body",
        "Part of": "Ministry",
        "Country": "Russia",
        "Website": "trade.example (another site)",
    }
    assert breadcrumb(response) == [
        ("Home", "http://testserver/en/"),
        ("Hosts", "http://testserver/en/hosts/"),
        ("Deptrade", "http://testserver/en/hosts/department/"),
    ]
    below = client.get("/en/hosts/ministry/")
    assert texts(below, "a", within="name-list") == ["Deptrade"]
    assert terms(below, "fact-list") == {"Kind": "Federal executive body"}


def test_page_tells_search_engines_of_the_host(client):
    ministry = HostFactory(slug="ministry", name_en="Ministry")
    HostFactory(
        slug="department",
        name_en="Department",
        short_name_en="Dept",
        parent=ministry,
        website="https://trade.example/",
    )

    assert jsonld(client.get("/en/hosts/department/")) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": "http://testserver/en/hosts/department/",
        "url": "http://testserver/en/hosts/department/",
        "name": "Department",
        "alternateName": "Dept",
        "parentOrganization": {
            "@type": "Organization",
            "@id": "http://testserver/en/hosts/ministry/",
            "name": "Ministry",
        },
        "sameAs": "https://trade.example/",
    }


def test_page_of_a_state_leads_to_the_country_and_that_of_a_body_to_the_body(client):
    HostFactory(slug="state", kind=HostKind.STATE, country=CountryFactory(slug="russia"))
    HostFactory(slug="office", body=BodyFactory(slug="secretariat", published=True))

    for language in ("en", "ru", "zh-hans"):
        state, office = (client.get(f"/{language}/hosts/{slug}/") for slug in ("state", "office"))
        assert (state.status_code, state["Location"]) == (302, f"/{language}/countries/russia/")
        assert (office.status_code, office["Location"]) == (302, f"/{language}/bodies/secretariat/")


def test_host_whose_body_is_not_public_has_a_page(client):
    HostFactory(slug="office", name_en="Office", body=BodyFactory(slug="secret"))

    response = client.get("/en/hosts/office/")

    assert text(response, "h1") == "Office"
    assert "secret" not in response.content.decode()


def test_unknown_host_is_not_found_and_the_nearest_is_offered(client):
    HostFactory(slug="ministry")

    response = client.get("/en/hosts/minstry/")

    assert response.status_code == 404
    assert "/en/hosts/ministry/" in links(response)


@pytest.mark.parametrize("ending", ["csv", "json", "atom", "xlsx"])
def test_events_of_a_host_and_of_those_below_it_can_be_taken_along(client, ending):
    ministry = HostFactory(slug="ministry")
    held(ministry, slug="forum")
    held(HostFactory(parent=ministry), slug="seminar", period=NOVEMBER)
    held(HostFactory(), slug="elsewhere")
    EventFactory(hosts=[ministry], period=JULY)

    answer = client.get(f"/en/hosts/ministry/calendar.{ending}")

    assert answer.status_code == 200
    for read in READERS[ending]:
        assert read(answer.content) == ["forum", "seminar"]


def test_calendar_of_a_host_names_it(client):
    host = HostFactory(slug="ministry", name_en="Ministry", short_name_en="Min")
    held(host, slug="forum")

    calendar = client.get("/en/hosts/ministry/calendar.ics").content.decode()

    assert "NAME;LANGUAGE=en:Russia’s SCO Presidency: Min\r\n" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("slug", "page", "found_at"),
    [
        ("ministry", "hosts/ministry/", "hosts/ministry/"),
        ("state", "countries/russia/", "hosts/state/"),
        ("office", "bodies/secretariat/", "hosts/office/"),
    ],
)
def test_calendar_of_a_host_leads_straight_to_its_page(client, slug, page, found_at):
    state = CountryFactory(slug="russia")
    body = BodyFactory(slug="secretariat", published=True)
    held(HostFactory(slug="ministry"))
    held(HostFactory(slug="state", kind=HostKind.STATE, country=state))
    held(HostFactory(slug="office", body=body))

    lines = client.get(f"/ru/hosts/{slug}/calendar.ics").content.decode().split("\r\n")
    feed = client.get(f"/ru/hosts/{slug}/calendar.json").json()

    ours = "http://testserver/ru/"
    assert [line for line in lines if line.startswith(("URL:" + ours, "SOURCE"))][:2] == [
        f"SOURCE;VALUE=URI:{ours}{found_at}calendar.ics",
        f"URL:{ours}{page}",
    ]
    assert feed["page"] == f"{ours}{page}"


# --- other pages ------------------------------------------------------------------------


def facts(client, event, language="en"):
    return terms(client.get(f"/{language}/events/{event.slug}/"), "fact-list")


def test_event_links_its_hosts_by_their_roles_in_the_place_of_the_words(client):
    ministry = HostFactory(slug="ministry", name_en="Ministry of Trade", short_name_en="Mintrade")
    regions = HostFactory(name_en="Region"), HostFactory(name_en="City")
    office = HostFactory(name_en="Office")
    event = EventFactory(slug="forum", host_en="The ministry and others", published=True)
    roles = (HostRole.CO_HOST, HostRole.HOST, HostRole.ORGANISER, HostRole.CO_HOST)
    for number, (host, role) in enumerate(
        zip((regions[0], ministry, office, regions[1]), roles, strict=True)
    ):
        EventHost.objects.create(event=event, host=host, role=role, position=number)

    response = client.get("/en/events/forum/")

    told = terms(response, "fact-list")
    assert told["Host"] == "Mintrade"
    assert told["Co-hosts"].split() == ["Region", "City"] or told["Co-hosts"] == "RegionCity"
    assert told["Organiser"] == "Office"
    assert "The ministry and others" not in response.content.decode()
    assert "/en/hosts/ministry/" in links(response, within="fact-list")


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Hosts"), ("ru", "Принимающие стороны"), ("zh-hans", "主办方")]
)
def test_roles_are_said_in_the_language_of_the_page(client, language, label):
    event = EventFactory(hosts=[HostFactory(), HostFactory()], published=True)

    assert label in facts(client, event, language)


def test_words_of_the_host_show_where_no_host_is_linked(client):
    assert facts(client, EventFactory(host_en="Not stated", published=True))["Host"] == "Not stated"


def test_organisers_of_an_event_are_its_hosts(client):
    moscow = CityFactory()
    event = EventFactory(
        slug="forum",
        host_en="Words",
        hosts=[
            HostFactory(name_en="Ministry of Trade", website="https://trade.example/"),
            HostFactory(slug="region", name_en="Region"),
        ],
        announced=announcement(date(2020, 1, 20)),
        period=NOVEMBER,
        format=Format.IN_PERSON,
        cities=[moscow],
        published=True,
    )

    told = jsonld(client.get(f"/en/events/{event.slug}/"))

    assert told["organizer"] == [
        {"@type": "Organization", "name": "Ministry of Trade", "url": "https://trade.example/"},
        {"@type": "Organization", "name": "Region", "url": "http://testserver/en/hosts/region/"},
    ]


def test_body_shows_what_it_hosts_beside_its_meetings(client):
    body = BodyFactory(slug="secretariat", published=True)
    host = HostFactory(body=body)
    held(host, title_en="Marathon")
    held(host, title_en="Session", bodies=[body])
    EventFactory(hosts=[host], title_en="Draft")

    response = client.get("/en/bodies/secretariat/")

    assert "Other events that it hosts" in texts(response, "h2")
    assert texts(response, "h3", within="event-list") == ["Session", "Marathon"]
    assert "Draft" not in response.content.decode()


def test_country_shows_its_hosts_and_what_the_state_hosts_elsewhere(client):
    russia = CountryFactory(slug="russia")
    state = HostFactory(kind=HostKind.STATE, country=russia, name_en="State")
    held(state, title_en="Abroad", cities=[CityFactory()])
    HostFactory(name_en="Ministry", country=russia)

    response = client.get("/en/countries/russia/")

    assert texts(response, "h3", within="event-list") == ["Abroad"]
    assert texts(response, "a", within="name-columns") == ["Ministry"]


def test_partner_organisers_are_named(client):
    partners = BodyFactory(slug="partners", kind=BodyKind.PARTNER, published=True)
    held(HostFactory(slug="city", name_en="City"), bodies=[partners])
    EventFactory(hosts=[HostFactory(name_en="Hidden")], bodies=[partners])

    response = client.get("/en/bodies/partners/")

    assert texts(response, "a", within="name-list") == ["City"]


@pytest.mark.parametrize("address", ["/en/", "/en/bodies/", "/en/about/", "/en/calendar/"])
def test_hosts_are_led_to(client, address):
    assert "/en/hosts/" in links(client.get(address))


def test_calendars_of_hosts_that_hold_public_events_are_offered(client):
    ministry = HostFactory(slug="ministry", name_en="Ministry")
    held(HostFactory(slug="department", name_en="Department", parent=ministry))
    EventFactory(hosts=[HostFactory(slug="idle")])

    found = [link for link in links(client.get("/en/subscribe/")) if link.endswith("calendar.ics")]

    assert [link for link in found if link.startswith("http:") and "/hosts/" in link] == [
        "http://testserver/en/hosts/department/calendar.ics",
        "http://testserver/en/hosts/ministry/calendar.ics",
    ]

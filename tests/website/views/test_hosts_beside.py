"""Hosts on the pages of events, bodies and countries."""

from datetime import date

import pytest

from bodies.models import BodyKind
from events.enums import Format
from events.models import EventHost
from hosts.models import HostKind, HostRole
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    announcement,
)
from tests.pages import jsonld, terms, texts
from tests.website.views.hosted import NOVEMBER, held, links

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


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

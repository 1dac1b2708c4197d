"""The list of hosts, and the page of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hosts.models import HostKind
from tests.factories import (
    BodyFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
)
from tests.pages import breadcrumb, jsonld, terms, text, texts
from tests.website.views.hosted import JULY, NOVEMBER, held, links

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


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
        "Zebras · no events · 1 with all below",
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


def test_number_of_a_host_without_a_page_leads_to_just_its_events(client):
    held(
        HostFactory(slug="russia", name_en="Russia", kind=HostKind.STATE, country=CountryFactory())
    )
    held(HostFactory(slug="chamber", name_en="Chamber"))

    response = client.get("/en/hosts/")

    assert [link for link in links(response, within="name-list") if "?" in link] == [
        "/en/calendar/?host=russia"
    ]
    assert texts(client.get("/en/calendar/?host=russia"), "p", "filter-shown") == [
        "Shown: 1 event held by “Russia”, July 2020. Clear the filter"
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
        "Past and moved events",
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

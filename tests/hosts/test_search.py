"""The search finds hosts, and events by their hosts."""

import pytest

from hosts.models import HostKind
from publishing import records
from search.finding import find
from tests.acting import workflow
from tests.factories import BodyFactory, CountryFactory, EventFactory, HostFactory
from tests.pages import attributes, texts

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.usefixtures("index_follows")]


def found(text: str) -> list[str]:
    answer = find(text).results
    return sorted(f"{hit.kind}/{hit.key}" for hit in answer.hits) if answer.all_words else []


def test_host_and_its_events_are_found_by_each_of_its_names():
    host = HostFactory(
        slug="ministry",
        name_en="Ministry of Zebras",
        short_name_ru="Минзебр",
        name_zh_hans="斑马部",
    )
    EventFactory(slug="forum", hosts=[host], published=True)
    EventFactory(slug="draft", hosts=[host])

    for words in ("zebras", "Минзебр", "斑马"):
        assert found(words) == ["event/forum", "host/ministry"], words


def test_event_follows_the_new_name_of_its_host():
    host = HostFactory(slug="ministry", name_en="Ministry")
    EventFactory(slug="forum", hosts=[host], published=True)

    host.name_en = "Ministry of Zebras"
    host.save()
    records.record(host)

    assert found("zebras") == ["event/forum", "host/ministry"]


def test_host_that_is_a_public_body_is_found_as_that():
    body = BodyFactory(slug="secretariat", name_en="Zebra Secretariat")
    HostFactory(slug="office", name_en="Zebra Secretariat", body=body)

    assert found("zebra") == ["host/office"]

    workflow.publish(body)

    assert found("zebra") == ["body/secretariat"]

    workflow.withdraw(body)

    assert found("zebra") == ["host/office"]


def test_page_shows_a_host_under_the_address_of_what_it_is(client):
    HostFactory(slug="ministry", name_en="Ministry of Zebras")
    zebra = CountryFactory(slug="zebra")
    HostFactory(kind=HostKind.STATE, country=zebra, name_en="State of Zebras")

    response = client.get("/en/search/?q=zebras")

    links = [link["href"] for link in attributes(response, "a", within="search-results")]
    assert sorted(link for link in links if "/en/" in link) == [
        "/en/countries/zebra/",
        "/en/hosts/ministry/",
    ] or {"/en/countries/zebra/", "/en/hosts/ministry/"} <= {
        a["href"] for a in attributes(response, "a") if "href" in a
    }
    assert "Host" in " ".join(texts(response, "main"))

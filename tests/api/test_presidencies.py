"""Presidencies: each is told of, and what belongs to one can be asked for."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from presidencies.models import Presidency
from tests.acting import presidency_actions
from tests.factories import (
    ArticleFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)
from tests.factories.presidencies import PresidencyFactory

pytestmark = pytest.mark.django_db

CURRENT, CLOSED = "russia-2019-2020", "lakes-2031"
MAKE = {
    "events": EventFactory,
    "news": ArticleFactory,
    "priorities": PriorityFactory,
    "documents": DocumentFactory,
}


@pytest.fixture
def lakes() -> Presidency:
    capital = CityFactory(slug="poseidonia", country=CountryFactory(slug="atlantis"))
    return PresidencyFactory(
        slug=CLOSED,
        country=capital.country,
        capital=capital,
        promise_en="Seven.",
        promised_events=7,
    )


def slugs(client: Client, address: str) -> set[str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return {item["slug"] for item in answer.json()["results"]}


def test_list_holds_all_presidencies(client: Client, lakes):
    assert slugs(client, "/api/v1/presidencies/") == {CURRENT, CLOSED}


def test_document_tells_the_term(client: Client, lakes):
    told = client.get(f"/api/v1/presidencies/{CLOSED}/").json()

    names = ("state", "begins", "ends", "time_zone", "country", "capital", "promised_events")
    assert {name: told[name] for name in names} == {
        "state": "closed",
        "begins": "2031-01-01",
        "ends": "2031-12-31",
        "time_zone": "Atlantic/Azores",
        "country": "atlantis",
        "capital": "poseidonia",
        "promised_events": 7,
    }
    assert told["title"]["ru"] == "Председательство Атлантиды в Лиге озёр 2031"
    assert told["promise"] == {"en": "Seven.", "ru": None, "zh-hans": None}
    assert told["promise_source"] is None


def test_handover_is_told(client: Client, lakes):
    presidency_actions.make_current(lakes)

    told = client.get("/api/v1/presidencies/").json()["results"]
    assert {item["slug"]: item["state"] for item in told} == {CURRENT: "closed", CLOSED: "current"}


def test_draft_translation_is_not_told(client: Client, lakes):
    Presidency.objects.filter(slug=CLOSED).update(translation_states={"ru": {"draft": True}})

    told = client.get(f"/api/v1/presidencies/{CLOSED}/").json()

    assert (told["title"]["ru"], told["translations"]["ru"]) == (None, "absent")


def test_unknown_presidency_is_not_found(client: Client):
    assert client.get("/api/v1/presidencies/mars/").status_code == 404


@pytest.mark.parametrize("address", ["", f"{CLOSED}/"])
def test_unchanged_answer_is_not_sent_again(client: Client, lakes, address: str):
    first = client.get(f"/api/v1/presidencies/{address}")

    again = client.get(f"/api/v1/presidencies/{address}", headers={"If-None-Match": first["ETag"]})
    Presidency.objects.filter(slug=CLOSED).update(promised_events=8)
    later = client.get(f"/api/v1/presidencies/{address}", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, later.status_code) == (304, 200)


def test_parameters_are_refused(client: Client):
    assert client.get("/api/v1/presidencies/?limit=1").status_code == 400


@pytest.mark.parametrize("kind", MAKE)
def test_list_is_narrowed_to_presidencies(client: Client, lakes, kind: str):
    ours = Presidency.objects.get(slug=CURRENT)
    for slug, owner in (("ours", ours), ("theirs", lakes)):
        MAKE[kind](slug=slug, presidency=owner, published=True)
    MAKE[kind](slug="draft", presidency=lakes)

    address = f"/api/v1/{kind}/?presidency="
    assert slugs(client, f"/api/v1/{kind}/") == {"ours", "theirs"}
    assert slugs(client, f"{address}{CLOSED}") == {"theirs"}
    assert slugs(client, f"{address}{CURRENT}") == {"ours"}
    assert slugs(client, f"{address}{CURRENT}&presidency={CLOSED}") == {"ours", "theirs"}


@pytest.mark.parametrize("kind", MAKE)
def test_unknown_presidency_is_refused(client: Client, lakes, kind: str):
    answer = client.get(f"/api/v1/{kind}/?presidency=mars")

    assert answer.status_code == 400
    assert answer.json()["parameters"] == [
        {
            "name": "presidency",
            "detail": "“mars” is not known here.",
            "allowed": [CLOSED, CURRENT],
        }
    ]


def test_lists_of_what_belongs_to_none_do_not_take_it(client: Client):
    assert client.get(f"/api/v1/bodies/?presidency={CURRENT}").status_code == 400


def test_other_filters_hold_beside_it(client: Client, lakes):
    ours = Presidency.objects.get(slug=CURRENT)
    for slug, owner in (("ours", ours), ("theirs", lakes)):
        EventFactory(slug=slug, presidency=owner, published=True, kind="forum")
    EventFactory(slug="session", presidency=lakes, published=True, kind="session")

    assert slugs(client, f"/api/v1/events/?presidency={CLOSED}&kind=forum") == {"theirs"}


def test_list_takes_the_same_queries_for_any_number(client: Client, lakes):
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            client.get("/api/v1/presidencies/")
        return len(taken)

    two = queries()
    for year in (2032, 2033):
        PresidencyFactory(begins=date(year, 1, 1), ends=date(year, 12, 31))

    assert queries() == two

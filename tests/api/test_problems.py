"""What is refused, and how."""

import pytest
from django.test import Client

from api.v1 import pagination
from events.enums import Status
from publishing.models import PublicRecord
from tests.factories import BodyFactory, EventFactory

pytestmark = pytest.mark.django_db

LONG = "9" * 9_000


def refused(client: Client, address: str, status: int = 400) -> dict:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    return problem


def test_unknown_code_is_refused_with_all_that_are_known(client: Client):
    problem = refused(client, "/api/v1/events/?status=done")

    assert problem["parameters"] == [
        {"name": "status", "detail": "“done” is not known here.", "allowed": list(Status.values)}
    ]
    assert problem["title"] == "Bad Request"
    assert problem["detail"] == "status: “done” is not known here."


def test_unknown_slug_is_refused_with_the_public_ones(client: Client):
    BodyFactory(slug="rats", published=True)
    BodyFactory(slug="draft")

    problem = refused(client, "/api/v1/events/?body=rts")

    assert problem["parameters"][0]["allowed"] == ["rats"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/events/?statu=held",
        "/api/v1/news/?status=held",
        "/api/v1/?a=1",
        "/api/v1/schema/?a",
    ],
)
def test_unknown_parameter_is_refused(client: Client, address: str):
    (wrong,) = refused(client, address)["parameters"]

    assert wrong["detail"] == "There is no such parameter here."


def test_detail_knows_no_parameters(client: Client):
    EventFactory(slug="summit", published=True)

    (wrong,) = refused(client, "/api/v1/events/summit/?lang=ru")["parameters"]

    assert wrong["allowed"] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("after=-1", "after"),
        ("after=abc", "after"),
        ("after=1.5", "after"),
        ("after=%D9%A3", "after"),  # an Arabic digit
        ("after=9223372036854775808", "after"),
        (f"after={LONG}", "after"),
        ("after=", "after"),
        ("after=1&after=2", "after"),
        ("after=%00", "after"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=all", "limit"),
        ("withdrawn=yes", "withdrawn"),
        ("updated_since=yesterday", "updated_since"),
        ("updated_since=2020-05-26", "updated_since"),
        ("updated_since=2020-05-26T12:00:00", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B03:00", "updated_since"),
        ("updated_since=9999-12-31T23:59:59-03:00", "updated_since"),
        (f"updated_since={LONG}", "updated_since"),
        ("from=0001-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("from=2020-13-01", "from"),
        ("from=2020-02-30", "from"),
        ("from=20200101", "from"),
        ("from=2020-W10-1", "from"),
        ("from=%00", "from"),
        ("from=2020-07-02&to=2020-07-01", "from"),
        ("body=%00", "body"),
        ("body=rats%00", "body"),
        (f"body={LONG}", "body"),
        ("city=%F0%9F%8F%99", "city"),
        ("country=%FF", "country"),
        ("priority=", "priority"),
        ("format=json", "format"),
        (f"kind={LONG}", "kind"),
    ],
)
def test_impossible_value_is_refused_by_name(client: Client, query: str, name: str):
    (wrong,) = refused(client, f"/api/v1/events/?{query}")["parameters"]

    assert wrong["name"] == name


@pytest.mark.parametrize(
    "name",
    [
        "after",
        "limit",
        "updated_since",
        "withdrawn",
        "from",
        "to",
        "body",
        "city",
        "kind",
        "status",
    ],
)
def test_empty_value_is_said_to_be_empty(client: Client, name: str):
    (wrong,) = refused(client, f"/api/v1/events/?{name}=")["parameters"]

    assert (wrong["name"], wrong["detail"]) == (name, "It is empty.")


def test_every_wrong_parameter_is_named_at_once(client: Client):
    problem = refused(client, "/api/v1/events/?status=done&limit=0")

    assert {wrong["name"] for wrong in problem["parameters"]} == {"status", "limit"}


def test_long_value_is_not_sent_back(client: Client):
    assert len(client.get(f"/api/v1/events/?kind={LONG}").content) < 2_000
    assert len(client.get(f"/api/v1/events/?{LONG}=1").content) < 2_000


def test_query_longer_than_the_portal_takes_is_refused(client: Client):
    refused(client, f"/api/v1/events/?kind={'a' * 10_001}")


def test_too_many_parameters_are_refused(client: Client):
    refused(client, f"/api/v1/events/?{'&'.join(f'a{n}' for n in range(1_001))}")


def test_host_that_is_not_ours_is_refused(client: Client):
    answer = client.get("/api/v1/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v2/",
        "/api/v1/nothing/",
        "/api/v1/events/unknown/",
        "/api/v1/events/%00/",
        "/api/v1/events/summit/changes/1/",
        f"/api/v1/events/{'a' * 10_000}/",
        "/api/v1/events/ш/",
    ],
)
def test_address_of_nothing_is_not_found(client: Client, address: str):
    problem = refused(client, address, 404)

    assert problem["detail"] == "There is nothing public at this address."


def test_address_without_its_slash_leads_to_the_right_one(client: Client):
    answer = client.get("/api/v1/events?limit=1")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/events/?limit=1")


def test_fault_of_ours_tells_nothing(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args):
        raise RuntimeError("a secret")

    monkeypatch.setattr(pagination, "page_of", fail)
    client.raise_request_exception = False

    problem = refused(client, "/api/v1/events/", 500)

    assert problem == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "The portal failed; its keepers are told.",
    }


def test_fault_of_ours_reaches_those_who_watch(client: Client, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("a secret")

    monkeypatch.setattr(pagination, "page_of", fail)

    with pytest.raises(RuntimeError, match="a secret"):
        client.get("/api/v1/events/")

    assert "Internal Server Error: /api/v1/events/" in caplog.text


def test_record_of_nobody_leaks_nothing(client: Client):
    EventFactory(slug="draft", title_en="A secret plan")
    BodyFactory(published=True)

    answers = [
        client.get(f"/api/v1/events/{query}") for query in ("", "?after=1", "?status=planned")
    ]

    assert PublicRecord.objects.filter(kind="events").count() == 0
    assert [answer.json()["results"] for answer in answers] == [[], [], []]

"""Rules of one thing, its changes, and the root."""

from datetime import date

import orjson
import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from publishing.models import PublicRecord
from tests.acting import changes, workflow
from tests.factories import ArticleFactory, CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))


def test_thing_is_its_stored_document_behind_its_record(client: Client):
    EventFactory(slug="summit", published=True, period=JULY)
    record = PublicRecord.objects.get(kind="events", key="summit", is_latest=True)

    answer = client.get("/api/v1/events/summit/")

    item = answer.json()
    assert item.pop("record") == record.number
    assert item.pop("recorded_at") == record.recorded_at.isoformat().replace("+00:00", "Z")
    assert item == orjson.loads(record.document)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_draft_is_not_found(client: Client):
    EventFactory(slug="draft")

    assert client.get("/api/v1/events/draft/").status_code == 404
    assert client.get("/api/v1/events/draft/changes/").status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/events/gone/", "/api/v1/events/gone/changes/"])
def test_withdrawn_thing_is_gone(client: Client, address: str):
    EventFactory(slug="gone", withdrawn=True)

    answer = client.get(address)

    assert answer.status_code == 410
    assert answer.json() == {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": "This has been withdrawn by its editors.",
        "record": PublicRecord.objects.get(kind="events", key="gone", is_latest=True).number,
    }


def test_thing_of_another_kind_is_not_found(client: Client):
    CityFactory(slug="moscow")

    assert client.get("/api/v1/countries/moscow/").status_code == 404


def test_thing_is_sent_again_only_after_its_own_change(client: Client):
    article = ArticleFactory(slug="moved", published=True)
    first = client.get("/api/v1/news/moved/")
    asked = {"If-None-Match": first.headers["ETag"]}

    ArticleFactory(published=True)
    unchanged = client.get("/api/v1/news/moved/", headers=asked)
    workflow.withdraw(article)
    withdrawn = client.get("/api/v1/news/moved/", headers=asked)

    assert unchanged.status_code == 304
    assert withdrawn.status_code == 410


def test_changes_are_the_steps_of_the_event_oldest_first(client: Client):
    event = EventFactory(
        slug="summit",
        published=True,
        period=JULY,
        announced=announcement(date(2020, 1, 20)),
        confirmed=announcement(date(2020, 2, 1)),
    )
    changes.reschedule(
        event,
        announcement(date(2020, 5, 26), reason="The epidemic."),
        FactChanges(period=Period.on(date(2020, 11, 10))),
    )

    page = client.get("/api/v1/events/summit/changes/").json()

    assert [step["kind"] for step in page["results"]] == ["announced", "confirmed", "rescheduled"]
    moved = page["results"][-1]
    assert moved["time"]["old"]["first"] == "2020-07-22"
    assert moved["time"]["new"]["first"] == "2020-11-10"
    assert moved["reason"] == {"en": "The epidemic.", "ru": None, "zh-hans": None}
    assert page["next"] is None
    assert page["results"] == client.get("/api/v1/events/summit/").json()["changes"]


def test_root_leads_to_every_list(client: Client):
    doors = client.get("/api/v1/").json()

    assert doors["events"] == "http://testserver/api/v1/events/"
    assert list(doors) == [
        "presidencies",
        "events",
        "decisions",
        "news",
        "priorities",
        "themes",
        "bodies",
        "hosts",
        "countries",
        "cities",
        "documents",
        "schema",
    ]
    assert {client.get(address).status_code for address in doors.values()} == {200}

"""Rules of every list: pages, tombstones, order, conditions."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.test import Client

from events.models import Event
from publishing import records
from publishing.models import PublicRecord
from tests.acting import workflow
from tests.append_only import records_told
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = {
    "events": EventFactory,
    "news": ArticleFactory,
    "priorities": PriorityFactory,
    "themes": ThemeFactory,
    "bodies": BodyFactory,
    "documents": DocumentFactory,
}


def events(client: Client, query: str = "") -> dict:
    answer = client.get(f"/api/v1/events/{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def slugs(page: dict) -> list[str]:
    return [item["slug"] for item in page["results"]]


@pytest.mark.parametrize("kind", FACTORIES)
def test_list_holds_what_is_public_and_nothing_else(client: Client, kind: str):
    FACTORIES[kind](slug="public", published=True)
    FACTORIES[kind](slug="draft")
    FACTORIES[kind](slug="withdrawn", withdrawn=True)

    page = client.get(f"/api/v1/{kind}/").json()

    assert slugs(page) == ["public"]
    assert page["next"] is None


@pytest.mark.parametrize(
    ("kind", "factory"),
    [("countries", CountryFactory), ("cities", CityFactory), ("hosts", HostFactory)],
)
def test_reference_data_is_always_public(client: Client, kind: str, factory):
    factory(slug="somewhere")

    assert slugs(client.get(f"/api/v1/{kind}/").json()) == ["somewhere"]


def test_item_is_the_stored_document_behind_its_record(client: Client):
    event = EventFactory(published=True)
    record = PublicRecord.objects.get(kind="events", key=event.slug, is_latest=True)

    (item,) = events(client)["results"]

    assert list(item)[:3] == ["record", "recorded_at", "slug"]
    assert item.pop("record") == record.number
    assert datetime.fromisoformat(item.pop("recorded_at")) == record.recorded_at
    assert item == orjson.loads(record.document)


def test_unrecorded_edit_stays_unseen(client: Client):
    event = EventFactory(published=True, title_en="Announced")

    Event.objects.filter(pk=event.pk).update(title_en="Being written")

    assert events(client)["results"][0]["title"]["en"] == "Announced"


def test_missing_language_is_null_and_no_fallback(client: Client):
    EventFactory(published=True, title_en="Summit", title_ru="Саммит", title_zh_hans="")

    (item,) = events(client)["results"]

    assert item["title"] == {"en": "Summit", "ru": "Саммит", "zh-hans": None}


def test_pages_hold_everything_once(client: Client):
    EventFactory.create_batch(5, published=True)

    first = events(client, "?limit=2")
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()

    found = [*slugs(first), *slugs(second), *slugs(third)]
    assert [len(page["results"]) for page in (first, second, third)] == [2, 2, 1]
    assert sorted(found) == sorted(Event.objects.values_list("slug", flat=True))
    assert third["next"] is None


def test_full_last_page_has_no_next(client: Client):
    EventFactory.create_batch(2, published=True)

    assert events(client, "?limit=2")["next"] is None


def test_next_keeps_the_filters(client: Client):
    EventFactory.create_batch(3, published=True, kind="forum")
    EventFactory(published=True, kind="summit")

    first = events(client, "?kind=forum&limit=2")

    assert len(slugs(client.get(first["next"]).json())) == 1


def test_item_that_changes_between_pages_is_seen_again_and_none_is_lost(client: Client):
    first_event, *others = EventFactory.create_batch(4, published=True)
    first = events(client, "?limit=2")
    first_event.title_en = "Renamed"
    first_event.save()
    records.record(first_event)

    second = client.get(first["next"]).json()

    assert slugs(second) == [others[1].slug, others[2].slug]
    last = client.get(second["next"]).json()
    assert slugs(last) == [first_event.slug]


def test_updated_since_includes_the_moment_itself(client: Client):
    event = EventFactory(published=True)
    moment = datetime(2020, 5, 26, 12, tzinfo=UTC)
    records_told(moment, key=event.slug)

    at = events(client, "?updated_since=2020-05-26T12:00:00Z")
    same_elsewhere = events(client, "?updated_since=2020-05-26T15:00:00%2B03:00")

    assert slugs(at) == slugs(same_elsewhere) == [event.slug]


def test_what_was_being_written_when_somebody_asked_is_not_missed(client: Client):
    event = EventFactory(published=True)
    dated = datetime(2020, 5, 26, 12, tzinfo=UTC)
    records_told(dated, key=event.slug)

    hour_later, later = (
        (dated + timedelta(hours=1, microseconds=more)).isoformat().replace("+00:00", "Z")
        for more in (0, 1)
    )

    assert slugs(events(client, f"?updated_since={hour_later}")) == [event.slug]
    assert slugs(events(client, f"?updated_since={later}")) == []


def test_recorded_at_can_be_sent_back_as_it_is(client: Client):
    event = EventFactory(published=True)
    (item,) = events(client)["results"]

    assert slugs(events(client, f"?updated_since={item['recorded_at']}")) == [event.slug]


@pytest.mark.parametrize(
    "query",
    [
        "limit=1",
        "limit=500",
        "after=0",
        "updated_since=1900-01-01T00:00:00Z",
        "updated_since=2199-12-31T23:59:59Z",
    ],
)
def test_bounds_themselves_are_taken(client: Client, query: str):
    answer = client.get(f"/api/v1/news/?{query}")

    assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_empty_list(client: Client):
    assert events(client) == {
        "results": [],
        "next": None,
        "newest_record": 0,
        "newest_mark": "",
        "epoch": "",
    }


def test_list_is_sent_again_only_after_a_change(client: Client):
    event = EventFactory(published=True)
    first = client.get("/api/v1/events/")
    asked = {"If-None-Match": first.headers["ETag"]}

    unchanged = client.get("/api/v1/events/", headers=asked)
    workflow.withdraw(event)
    changed = client.get("/api/v1/events/", headers=asked)

    assert first.headers["ETag"].startswith("W/")
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
        assert unchanged.headers[name] == first.headers[name]
    assert (changed.status_code, changed.json()["results"]) == (200, [])


def test_wrong_query_is_refused_whatever_the_client_holds(client: Client):
    first = client.get("/api/v1/events/")
    asked = {"If-None-Match": first.headers["ETag"]}

    assert client.get("/api/v1/events/?stauts=held", headers=asked).status_code == 400


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("kind", [*FACTORIES, "countries", "cities", "hosts"])
def test_number_of_queries_does_not_grow_with_the_list(
    client: Client, django_assert_num_queries, kind: str
):
    factory = {
        **FACTORIES,
        "countries": CountryFactory,
        "cities": CityFactory,
        "hosts": HostFactory,
    }[kind]
    for rows in (1, 3):
        factory.create_batch(rows, **({"published": True} if kind in FACTORIES else {}))

        with django_assert_num_queries(2):
            assert client.get(f"/api/v1/{kind}/").status_code == 200

"""After the restore of an older copy numbers are given again; nobody mistakes one for the other."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from publishing import records
from publishing.models import PublicRecord, RecordCounter
from tests.append_only import RECORDS
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/events/"


def place(client: Client) -> dict[str, object]:
    page = client.get(ADDRESS).json()
    return {name: page[name] for name in ("newest_record", "newest_mark", "epoch")}


def restored_to(number: int) -> None:
    """Put the record back to where a copy of the database had it."""
    with RECORDS.lifted(connection):
        PublicRecord.objects.filter(number__gt=number).delete()
        for record in PublicRecord.objects.filter(is_latest=False).order_by("-number"):
            others = PublicRecord.objects.filter(kind=record.kind, key=record.key, is_latest=True)
            if not others.exists():
                PublicRecord.objects.filter(pk=record.pk).update(is_latest=True)
    RecordCounter.objects.update(value=number)


def renamed(event: EventFactory, title: str) -> None:
    event.title_en = title
    event.save()
    records.record(event)


def refused(client: Client, query: str) -> dict[str, object]:
    response = client.get(f"{ADDRESS}{query}")
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    problem = response.json()
    assert "Copy the list anew, without `after`." in problem["detail"]
    return {name: problem[name] for name in ("newest_record", "newest_mark", "epoch")}


def test_list_says_where_the_record_stands(client: Client):
    EventFactory(published=True)
    newest = PublicRecord.objects.newest_first().first()

    assert place(client) == {
        "newest_record": newest.number,
        "newest_mark": newest.mark,
        "epoch": RecordCounter.objects.get().epoch,
    }


def test_history_of_an_event_says_the_same(client: Client):
    event = EventFactory(published=True)

    told = client.get(f"{ADDRESS}{event.slug}/changes/").json()

    assert told == {"results": told["results"], "next": None, **place(client)}


def test_number_above_the_newest_is_told_to_start_anew(client: Client):
    EventFactory(published=True)
    now = place(client)
    newest = int(str(now["newest_record"]))

    assert client.get(f"{ADDRESS}?after={newest}").json()["results"] == []
    assert refused(client, f"?after={newest + 1}") == now
    assert refused(client, f"?after={2**63 - 1}") == now


def test_other_lists_refuse_it_too(client: Client):
    assert client.get("/api/v1/news/?after=1").status_code == 410


def test_number_that_was_given_again_is_refused_by_its_mark(client: Client):
    event = EventFactory(published=True)
    renamed(event, "Seen by a partner")
    seen = place(client)
    cursor = f"?after={seen['newest_record']}&mark={seen['newest_mark']}"
    assert client.get(ADDRESS + cursor).status_code == 200

    restored_to(int(str(seen["newest_record"])) - 1)
    renamed(event, "Something else")

    assert place(client)["newest_record"] == seen["newest_record"]
    assert refused(client, cursor) == place(client)


def test_number_from_before_the_restored_copy_goes_on(client: Client):
    event = EventFactory(published=True)
    early = place(client)
    renamed(event, "Seen by nobody")

    restored_to(int(str(early["newest_record"])))
    records.renew_epoch()
    renamed(event, "Something else")

    query = f"?after={early['newest_record']}&mark={early['newest_mark']}"
    told = client.get(ADDRESS + query).json()
    assert [item["title"]["en"] for item in told["results"]] == ["Something else"]
    assert told["epoch"] != early["epoch"]


def test_next_page_is_bound_to_its_history(client: Client):
    EventFactory.create_batch(3, published=True)
    first = client.get(f"{ADDRESS}?limit=1").json()
    last = PublicRecord.objects.get(number=first["results"][-1]["record"])

    assert f"after={last.number}&mark={last.mark}" in first["next"]
    second = client.get(first["next"]).json()
    assert client.get(second["next"]).json()["next"] is None
    with RECORDS.lifted(connection):
        PublicRecord.objects.filter(pk=last.pk).update(mark="00000000")
    assert client.get(first["next"]).status_code == 410


@pytest.mark.parametrize("query", ["?mark=0a1b2c3d", "?mark=0a1b2c3d&after=0"])
def test_mark_without_its_number_is_refused(client: Client, query: str):
    response = client.get(ADDRESS + query)

    assert (response.status_code, response.json()["parameters"]) == (
        400,
        [{"name": "mark", "detail": "Give it with `after`, above 0."}],
    )


@pytest.mark.parametrize("mark", ["", "x", "0A1B2C3D", "0a1b2c3", "%00", "0" * 200])
def test_mark_that_is_none_is_refused_by_name(client: Client, mark: str):
    response = client.get(f"{ADDRESS}?after=1&mark={mark}")

    assert response.status_code == 400
    assert [one["name"] for one in response.json()["parameters"]] == ["mark"]


@pytest.mark.parametrize("address", ["", "{slug}/", "{slug}/changes/"])
def test_old_tag_is_never_that_of_other_content(client: Client, address: str):
    event = EventFactory(published=True)
    whole = ADDRESS + address.format(slug=event.slug)
    renamed(event, "Seen by a partner")
    tag = client.get(whole).headers["ETag"]
    assert client.get(whole, headers={"If-None-Match": tag}).status_code == 304

    restored_to(records.newest_number() - 1)
    renamed(event, "Something else")

    assert client.get(whole, headers={"If-None-Match": tag}).status_code == 200

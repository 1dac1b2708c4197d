"""What was withdrawn: told to those who follow, and to nobody else."""

import pytest
from django.test import Client

from tests.acting import workflow
from tests.api.test_lists import FACTORIES, events, slugs
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_later_page_of_a_plain_list_has_no_tombstones(client: Client):
    rows = EventFactory.create_batch(3, published=True)
    first = events(client, "?limit=1")
    workflow.withdraw(rows[1])

    second = client.get(first["next"]).json()

    assert slugs(second) == [rows[2].slug]
    assert second["next"] is None


def test_plain_list_passes_over_what_was_withdrawn_on_every_page(client: Client):
    rows = EventFactory.create_batch(4, published=True)
    workflow.withdraw(rows[1])

    page, found = events(client, "?limit=1"), []
    while True:
        found += page["results"]
        if page["next"] is None:
            break
        page = client.get(page["next"]).json()

    assert [item["slug"] for item in found] == [rows[0].slug, rows[2].slug, rows[3].slug]
    assert not any("withdrawn" in item for item in found)


def test_mirror_follows_by_the_newest_record(client: Client):
    stays, goes = EventFactory.create_batch(2, published=True)
    newest = events(client)["newest_record"]
    assert events(client, f"?after={newest}")["results"] == []

    workflow.withdraw(goes)
    added = EventFactory(published=True)
    page = events(client, f"?after={newest}")

    tombstone, item = page["results"]
    assert tombstone == {
        "record": newest + 1,
        "recorded_at": tombstone["recorded_at"],
        "slug": goes.slug,
        "withdrawn": True,
    }
    assert item["slug"] == added.slug
    assert page["newest_record"] == item["record"] == newest + 2
    assert slugs(events(client)) == [stays.slug, added.slug]


def test_mirror_of_a_filtered_list_is_told_of_every_withdrawal(client: Client):
    forum = EventFactory(published=True, kind="forum")
    newest = events(client, "?kind=forum")["newest_record"]
    workflow.withdraw(forum)

    page = events(client, f"?kind=forum&after={newest}")

    assert [item["withdrawn"] for item in page["results"]] == [True]


def test_tombstones_can_be_refused_and_asked_for(client: Client):
    EventFactory(slug="goes", withdrawn=True)

    assert slugs(events(client, "?after=1&withdrawn=false")) == []
    assert slugs(events(client, "?withdrawn=true")) == ["goes"]


@pytest.mark.parametrize("kind", FACTORIES)
def test_client_that_asks_since_a_time_is_told_of_withdrawals(client: Client, kind: str):
    FACTORIES[kind](slug="goes", withdrawn=True)

    page = client.get(f"/api/v1/{kind}/?updated_since=2019-06-14T00:00:00Z").json()
    refused = client.get(
        f"/api/v1/{kind}/?updated_since=2019-06-14T00:00:00Z&withdrawn=false"
    ).json()

    assert [(item["slug"], item["withdrawn"]) for item in page["results"]] == [("goes", True)]
    assert refused["results"] == []


def test_thing_published_again_is_no_tombstone(client: Client):
    event = EventFactory(withdrawn=True)
    workflow.publish(event)

    assert slugs(events(client, "?after=1")) == [event.slug]
    assert "withdrawn" not in events(client, "?after=1")["results"][0]

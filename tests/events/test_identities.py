"""What calendars and feeds know events and articles by: it outlives their addresses."""

import json
from datetime import date
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from events.models import Event
from news.models import Article
from tests.calendars import properties
from tests.events.past_plan import TODAY
from tests.factories import ArticleFactory, EventFactory
from tests.website.exports.ical.entries import confirmed_in_july, file_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

REFUSAL = "an identity stays as it is"
AS_TOLD = {
    "uid": "summit@sco-presidency-2020",
    "feed_id": "tag:sco-presidency-2020,2020:events/summit",
}


def atom_ids(client: Client, address: str) -> list[str]:
    entries = ET.fromstring(client.get(address).content).iter("{http://www.w3.org/2005/Atom}entry")  # noqa: S314 (our own feed)
    return [entry.findtext("{http://www.w3.org/2005/Atom}id", "") for entry in entries]


def json_ids(client: Client, address: str) -> list[str]:
    return [item["id"] for item in json.loads(client.get(address).content)["items"]]


def identities(client: Client) -> dict[str, object]:
    """Return all that a subscriber knows the one event and the one article by."""
    told = properties(file_of(Event.objects.get()))
    rss = feedparser.parse(client.get("/ru/news.rss").content)
    return {
        "uid": told["UID"],
        "sequence": told["SEQUENCE"],
        "calendar": properties(client.get("/zh-hans/calendar.ics").content)["UID"],
        "events": atom_ids(client, "/en/calendar.atom"),
        "steps": atom_ids(client, "/en/calendar/changes.atom"),
        "steps as JSON": json_ids(client, "/en/calendar/changes.json"),
        "news": atom_ids(client, "/en/news.atom"),
        "news as JSON": json_ids(client, "/en/news.json"),
        "news as RSS": [entry.id for entry in rss.entries],
    }


def test_subscriber_notices_no_change_of_an_address(client: Client):
    confirmed_in_july(slug="summit")
    ArticleFactory(slug="moved", published=True, published_on=date(2020, 5, 26))
    before = identities(client)

    Event.objects.update(slug="summit-of-heads-of-state")
    Article.objects.update(slug="summit-is-moved")

    assert identities(client) == before
    assert before == {
        "uid": ":summit@sco-presidency-2020",
        "sequence": ":2",
        "calendar": ":summit@sco-presidency-2020",
        "events": ["tag:sco-presidency-2020,2020:events/summit/en"],
        "steps": [f"tag:sco-presidency-2020,2020:events/summit/steps/{n}" for n in (2, 1)],
        "steps as JSON": [f"tag:sco-presidency-2020,2020:events/summit/steps/{n}" for n in (2, 1)],
        "news": ["tag:sco-presidency-2020,2020:news/moved/en"],
        "news as JSON": ["tag:sco-presidency-2020,2020:news/moved/en"],
        "news as RSS": ["tag:sco-presidency-2020,2020:news/moved/ru"],
    }


def test_identity_stays_when_the_installation_is_called_otherwise(settings):
    event = EventFactory(slug="summit")

    settings.CALENDAR_UID_DOMAIN = "another"
    event.slug = "summit-of-heads-of-state"
    event.save()

    event.refresh_from_db()
    assert {name: getattr(event, name) for name in AS_TOLD} == AS_TOLD


def test_address_that_was_left_gives_its_next_owner_an_identity_of_its_own():
    first = EventFactory(slug="summit")
    Event.objects.update(slug="first-summit")

    second = EventFactory(slug="summit")
    Event.objects.filter(pk=second.pk).update(slug="second-summit")
    third = EventFactory(slug="summit")

    assert [event.uid for event in (first, second, third)] == [
        "summit@sco-presidency-2020",
        "summit-2@sco-presidency-2020",
        "summit-3@sco-presidency-2020",
    ]
    assert [event.feed_id.rpartition("/")[2] for event in (first, second, third)] == [
        "summit",
        "summit-2",
        "summit-3",
    ]


def test_rows_that_are_written_together_have_identities():
    (event,) = Event.objects.bulk_create([EventFactory.build(slug="summit")])

    assert Event.objects.values(*AS_TOLD).get(pk=event.pk) == AS_TOLD


@pytest.mark.parametrize(
    ("factory", "column"),
    [(EventFactory, "uid"), (EventFactory, "feed_id"), (ArticleFactory, "feed_id")],
)
def test_database_refuses_to_alter_an_identity_or_to_give_it_twice(factory, column):
    row, other = factory(), factory()
    rows = type(row).objects.filter(pk=row.pk)
    before = rows.values().get()

    for value in ("another", "", getattr(other, column)):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            rows.update(**{column: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**{column: before[column]})

    assert rows.values().get() == before


def test_nobody_is_asked_for_an_identity():
    asked = {"uid", "feed_id"}

    for model in (Event, Article):
        editable = {field.name for field in model._meta.fields if field.editable}
        assert editable.isdisjoint(asked)
    assert asked <= {field.name for field in Event._meta.fields}

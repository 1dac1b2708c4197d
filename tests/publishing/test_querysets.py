from datetime import UTC, datetime, timedelta

import pytest

from bodies.models import Body
from events.models import Event
from publishing.models import PublicRecord
from tests.factories import BodyFactory, EventFactory, PriorityFactory

pytestmark = pytest.mark.django_db


def test_each_state_of_publication_has_its_word():
    draft, published, withdrawn = (
        BodyFactory(),
        BodyFactory(published=True),
        BodyFactory(withdrawn=True),
    )

    assert list(Body.objects.published()) == [published]
    assert list(Body.objects.drafts()) == [draft]
    assert list(Body.objects.withdrawn()) == [withdrawn]


def test_nothing_is_public_where_there_is_nothing():
    assert list(Body.objects.published()) == []


def test_records_are_asked_by_kind_life_number_and_key():
    def told(number: int, key: str, document: str = "{}", **values: object) -> PublicRecord:
        return PublicRecord.objects.create(
            number=number,
            kind=str(values.pop("kind", "events")),
            key=key,
            document=document,
            withdrawn=not document,
            **values,
        )

    told(1, "summit", is_latest=False)
    summit, tombstone, body = (
        told(2, "summit"),
        told(3, "forum", ""),
        told(4, "rats", kind="bodies"),
    )

    assert list(PublicRecord.objects.latest_of("events")) == [summit, tombstone]
    assert list(PublicRecord.objects.latest_of("events").living()) == [summit]
    assert list(PublicRecord.objects.after(3)) == [body]
    assert list(PublicRecord.objects.latest_of("events").of_keys(["forum", "none"])) == [tombstone]


def test_records_since_a_moment_include_that_of_the_moment():
    moment = datetime(2020, 5, 26, 12, tzinfo=UTC)
    second = timedelta(seconds=1)
    for number, recorded_at in enumerate((moment - second, moment, moment + second), start=1):
        PublicRecord.objects.create(
            number=number, kind="events", key=str(number), document="{}", recorded_at=recorded_at
        )

    found = PublicRecord.objects.recorded_since(moment).order_by("number")

    assert [record.number for record in found] == [2, 3]


def test_links_to_what_is_hidden_are_not_loaded(django_assert_num_queries):
    shown, draft = BodyFactory(published=True), BodyFactory()
    goal, hidden = PriorityFactory(published=True), PriorityFactory(withdrawn=True)
    EventFactory(bodies=[draft, shown], priorities=[hidden, goal])
    EventFactory(bodies=[draft])

    with django_assert_num_queries(3):
        events = list(Event.objects.with_public("bodies", "priorities").order_by("pk"))

    assert [(event.public_bodies, event.public_priorities) for event in events] == [
        ([shown], [goal]),
        ([], []),
    ]

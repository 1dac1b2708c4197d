"""What the database itself refuses, whoever writes."""

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from bodies.models import Body
from documents.models import Document
from events.models import Event
from news.models import Article
from priorities.models import Priority
from publishing.models import PublicRecord, RecordCounter
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)

pytestmark = pytest.mark.django_db

#: What SQLite says before it looks at what is unique: its REPLACE would delete the row that stood there.
STAY = "Public records stay as they were told"

PUBLISHABLE = [
    (Priority, PriorityFactory),
    (Body, BodyFactory),
    (Event, EventFactory),
    (Article, ArticleFactory),
    (Document, DocumentFactory),
]


def refused(name: str, rows: models.QuerySet, **values: object) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize(("model", "factory"), PUBLISHABLE)
def test_publication_is_one_of_the_known_states(model, factory):
    factory()

    refused(
        f"{model._meta.model_name}_publication_known",
        model.objects.all(),
        publication="secret",
        published_at=timezone.now(),
    )


@pytest.mark.parametrize("publication", ["published", "withdrawn"])
@pytest.mark.parametrize(("model", "factory"), PUBLISHABLE)
def test_what_was_public_knows_since_when(model, factory, publication):
    factory()

    refused(
        f"{model._meta.model_name}_published_at_set",
        model.objects.all(),
        publication=publication,
        published_at=None,
    )


def test_an_item_has_one_latest_record():
    PublicRecord.objects.create(number=1, kind="events", key="summit", document="{}")

    # SQLite names the columns of a unique index, not the index.
    with (
        pytest.raises(IntegrityError, match=rf"publicrecord_one_latest|publicrecord\.kind|{STAY}"),
        transaction.atomic(),
    ):
        PublicRecord.objects.create(number=2, kind="events", key="summit", document="{}")


def test_no_two_records_have_a_number():
    PublicRecord.objects.create(number=1, kind="events", key="summit", document="{}")

    with pytest.raises(IntegrityError, match=f"number|{STAY}"), transaction.atomic():
        PublicRecord.objects.create(number=1, kind="events", key="forum", document="{}")


@pytest.mark.parametrize(("document", "withdrawn"), [("", False), ("{}", True)])
def test_a_record_is_a_text_or_a_tombstone(document, withdrawn):
    with (
        pytest.raises(IntegrityError, match="publicrecord_text_or_tombstone"),
        transaction.atomic(),
    ):
        PublicRecord.objects.create(
            number=1, kind="events", key="summit", document=document, withdrawn=withdrawn
        )


def test_records_and_their_counter_tell_what_they_are():
    record = PublicRecord(number=7, kind="events", key="summit")

    assert (str(record), str(RecordCounter(value=7))) == ("7 events/summit", "7")

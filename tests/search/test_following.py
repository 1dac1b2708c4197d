"""The index follows what was told, and never stops whoever tells it."""

import logging

import pytest
from django.db import DatabaseError, transaction

from events.dates import Period
from events.enums import Status
from presidencies.models import StandingPage
from publishing import outbox
from publishing.models import OutboxMessage, PublicRecord
from search import index, sources
from search.finding import find
from search.models import Entry
from tests.acting import changes, workflow
from tests.factories import ArticleFactory, BodyFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _found_at_once() -> None:
    """Not here: these tests commit."""


def found(text: str) -> list[str]:
    return sorted(f"{hit.kind}/{hit.key}" for hit in find(text).results.hits)


def test_index_follows_when_the_transaction_is_over():
    with transaction.atomic():
        EventFactory(slug="e", title_en="Zebra talks", published=True)
        inside = (found("zebra"), OutboxMessage.objects.count())

    assert inside == ([], 1)
    assert (found("zebra"), OutboxMessage.objects.count()) == (["event/e"], 0)


def test_nothing_is_due_of_what_was_taken_back():
    with transaction.atomic():
        EventFactory(title_en="Zebra talks", published=True)
        transaction.set_rollback(True)

    assert (found("zebra"), OutboxMessage.objects.count()) == ([], 0)


def test_what_was_withdrawn_is_shown_to_nobody_before_the_index_follows(client, monkeypatch):
    event = EventFactory(slug="e", title_en="Zebra talks", published=True)
    EventFactory(slug="f", title_en="Zebra walks", published=True)

    monkeypatch.setattr(transaction, "on_commit", lambda *args, **options: None)
    workflow.withdraw(event)

    assert found("zebra") == ["event/e", "event/f"]
    page = client.get("/en/search/?q=zebra").content.decode()
    assert ("/en/events/f/" in page, "/en/events/e/" in page, "Zebra talks" in page) == (
        True,
        False,
        False,
    )


def test_fault_of_the_analysis_stops_nobody_and_is_caught_up_with(monkeypatch, caplog):
    event = EventFactory(
        slug="e",
        title_en="Zebra talks",
        period=Period.in_month(2020, 7),
        announced=announcement(),
        published=True,
    )

    def broken(*anything: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR, "search.index"):
        patched.setattr(sources, "weigh", broken)
        changes.cancel(event, announcement())

    assert event.status == Status.CANCELLED
    assert '"status":"cancelled"' in PublicRecord.objects.latest_of("events").get().document
    assert [record.getMessage() for record in caplog.records] == [
        "The search cannot follow: events/e."
    ]
    assert (found("cancelled"), OutboxMessage.objects.count()) == ([], 1)

    ArticleFactory(slug="n", published=True)

    assert (found("cancelled"), OutboxMessage.objects.count()) == (["event/e"], 0)


def test_fault_of_one_entry_leaves_the_others_found(monkeypatch):
    weigh = sources.weigh

    def broken_for_events(parts, languages):
        found = list(parts)
        if any("Zebra" in str(part) for part in found):
            raise ZeroDivisionError
        return weigh(found, languages)

    monkeypatch.setattr(sources, "weigh", broken_for_events)
    with transaction.atomic():
        EventFactory(slug="e", title_en="Zebra talks", published=True)
        EventFactory(slug="f", title_en="Lion talks", published=True)

    assert found("lion") == ["event/f"]
    assert [due.key for due in OutboxMessage.objects.all()] == ["e"]


def test_more_than_is_followed_at_once_is_followed_in_parts(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_AT_ONCE", 2)
    with transaction.atomic():
        for slug in "abcde":
            EventFactory(slug=slug, title_en="Zebra talks", published=True)

    assert found("zebra") == [f"event/{slug}" for slug in "abcde"]
    assert OutboxMessage.objects.count() == 0


def test_fault_of_the_database_leaves_all_due_and_the_next_change_finds_it(monkeypatch):
    def broken(*anything: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(index, "_different", broken)
        EventFactory(slug="e", title_en="Zebra talks", published=True)
        assert [due.key for due in OutboxMessage.objects.all()] == ["e"]

    EventFactory(slug="f", title_en="Zebra walks", published=True)

    assert (found("zebra"), OutboxMessage.objects.count()) == (["event/e", "event/f"], 0)


def test_entry_stays_while_its_new_words_cannot_be_analysed_and_goes_with_the_event(monkeypatch):
    event = EventFactory(slug="e", title_en="Zebra talks", published=True)

    def broken(*anything: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sources, "weigh", broken)
    article = ArticleFactory(slug="n", events=[event], published=True)
    assert found("zebra") == ["event/e"]

    workflow.withdraw(event)

    assert found("zebra") == []
    assert {due.key for due in OutboxMessage.objects.all()} == {article.slug}


def test_each_entry_is_analysed_once(monkeypatch):
    analysed, weigh = [], sources.weigh
    body = BodyFactory(slug="body", name_en="Council of Zebras")
    EventFactory(slug="e", bodies=[body], published=True)
    ArticleFactory(slug="n", bodies=[body], published=True)
    monkeypatch.setattr(
        sources, "weigh", lambda *told: analysed.append(weigh(*told)) or analysed[-1]
    )

    workflow.publish(body)

    assert len(analysed) == 3
    assert found("zebras") == ["body/body", "event/e", "news/n"]


def test_rebuilding_settles_what_is_due(monkeypatch):
    StandingPage.objects.all().delete()
    OutboxMessage.objects.create(listener="search", kind="events", key="gone")
    EventFactory(slug="e", published=True)

    index.rebuild(lambda kind: None)

    assert (Entry.objects.count(), OutboxMessage.objects.count()) == (1, 0)

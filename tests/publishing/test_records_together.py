"""Many writers, one pass of records at the end."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing import records
from publishing.models import PublicRecord
from tests.acting import workflow
from tests.factories import ArticleFactory, BodyFactory, CountryFactory, PriorityFactory
from tests.publishing.test_records import numbers
from tests.recording import last_told

pytestmark = pytest.mark.django_db


def test_what_is_recorded_together_is_recorded_once_and_in_its_order():
    first, second, draft = BodyFactory(), BodyFactory(), BodyFactory()

    with transaction.atomic(), records.together():
        for body in (second, first):
            workflow.publish(body)
        for name in ("A better name", "The best name"):
            second.name_en = name
            second.save()
            records.record(second)
        records.record(draft)
        meanwhile = numbers()

    assert meanwhile == []
    latest = PublicRecord.objects.order_by("number").values_list("number", "key", "withdrawn")
    assert list(latest) == [(1, second.slug, False), (2, first.slug, False)]
    assert last_told("bodies", second.slug)["name"]["en"] == "The best name"
    assert list(records.discrepancies()) == []


def fail_after_publishing(body):
    workflow.publish(body)
    BodyFactory(published=True)
    raise ZeroDivisionError


def test_what_was_undone_meanwhile_is_not_recorded():
    kept, undone = BodyFactory(), BodyFactory()

    with transaction.atomic(), records.together():
        workflow.publish(kept)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            fail_after_publishing(undone)

    assert list(PublicRecord.objects.values_list("key", flat=True)) == [kept.slug]


def test_who_records_together_within_another_leaves_it_to_that():
    body = BodyFactory()

    with transaction.atomic(), records.together():
        with records.together():
            workflow.publish(body)
        within = numbers()

    assert (within, numbers()) == ([], [1])


def test_a_withdrawal_together_leaves_one_tombstone():
    body = BodyFactory(published=True)

    with transaction.atomic(), records.together():
        workflow.withdraw(body)

    assert [(row.number, row.withdrawn) for row in PublicRecord.objects.order_by("number")] == [
        (1, False),
        (2, True),
    ]


def test_number_of_queries_of_records_together_does_not_grow():
    def cost(count):
        bodies = [BodyFactory() for _ in range(count)]
        type(bodies[0]).objects.update(publication="published", published_at=timezone.now())
        with transaction.atomic(), CaptureQueriesContext(connection) as queries, records.together():
            for body in bodies:
                records.record(body)
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    records.take_turn()  # the first one ever makes the counter
    assert cost(1) == cost(5) > 0


def test_things_of_several_kinds_are_recorded_in_one_pass_each_under_its_own_kind():
    body, priority = BodyFactory(slug="trade"), PriorityFactory(slug="trade", published=True)
    draft = ArticleFactory(slug="trade")
    priority.title_en = "Trade and more"
    priority.save()

    with transaction.atomic(), records.together():
        workflow.publish(body)
        records.record(priority)
        records.record(draft)
        records.record(CountryFactory(slug="trade"))

    told = PublicRecord.objects.order_by("number").values_list("number", "kind", "is_latest")
    assert list(told) == [
        (1, "priorities", False),
        (2, "bodies", True),
        (3, "priorities", True),
        (4, "countries", True),
    ]
    assert list(records.discrepancies()) == []


def test_of_many_rows_so_many_at_once_are_recorded(monkeypatch):
    bodies = [BodyFactory(slug=f"body-{number}") for number in range(3)]
    priority = PriorityFactory()
    for row in (*bodies, priority):
        rows = type(row).objects.filter(pk=row.pk)
        rows.update(publication="published", published_at=timezone.now())
    monkeypatch.setattr(records, "MOST_AT_ONCE", 2)

    keys = {body.pk: body.slug for body in bodies}
    records.record_rows(
        {
            records.kind_of(bodies[0]): keys,
            records.kind_of(priority): {priority.pk: priority.slug},
        }
    )

    told = PublicRecord.objects.order_by("number").values_list("kind", "key")
    assert list(told) == [
        *(("bodies", body.slug) for body in bodies),
        ("priorities", priority.slug),
    ]

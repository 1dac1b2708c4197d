"""Nobody alters or deletes a step of a history. ADR 0002."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from events.actions.decisions import cancelling
from events.models import AddedReason, Change, Decision, Event
from tests.acting import decisions, reasons
from tests.append_only import ADDED_REASONS, CHANGES, DECISIONS, run_sql
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db


@pytest.fixture
def change() -> Change:
    event = EventFactory(announced=announcement(date(2020, 1, 20)))
    return event.changes.get()


def delete_events_by_sql() -> None:
    run_sql("DELETE FROM events_event")
    connection.check_constraints()


def save(change: Change) -> None:
    change.source_url = "https://forged.example/"
    change.save()


ATTEMPTS = {
    "saving": save,
    "updating one column": lambda change: change.save(update_fields=["announced_on"]),
    "updating a queryset": lambda change: Change.objects.update(kind="held"),
    "bulk_update": lambda change: Change.objects.bulk_update([change], ["kind"]),
    "bulk_create over it": lambda change: Change.objects.bulk_create(
        [change], update_conflicts=True, update_fields=["kind"], unique_fields=["id"]
    ),
    "deleting": lambda change: change.delete(),
    "deleting a queryset": lambda change: Change.objects.all().delete(),
    "UPDATE": lambda change: run_sql("UPDATE events_change SET kind = 'held'"),
    "DELETE": lambda change: run_sql("DELETE FROM events_change"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_step_cannot_be_altered_or_deleted(change, attempt: Callable[[Change], object]):
    before = Change.objects.values().get()

    with pytest.raises(IntegrityError, match=CHANGES.message), transaction.atomic():
        attempt(change)

    assert Change.objects.values().get() == before


@pytest.mark.postgresql
def test_the_record_cannot_be_truncated(change):
    connection.check_constraints()  # else PostgreSQL refuses for another reason

    with pytest.raises(IntegrityError, match=CHANGES.message), transaction.atomic():
        run_sql("TRUNCATE events_change CASCADE")

    assert Change.objects.count() == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("column", ["id", "number"])
def test_a_step_cannot_be_replaced(change, column):
    names = [field.column for field in Change._meta.local_concrete_fields]
    values = [("'held'" if name == "kind" else name) for name in names]
    if column == "number":
        values[names.index("id")] = "id + 1"

    with pytest.raises(IntegrityError, match=CHANGES.message), transaction.atomic():
        run_sql(
            f"REPLACE INTO events_change ({', '.join(names)}) "  # noqa: S608 (our own columns)
            f"SELECT {', '.join(values)} FROM events_change"
        )

    assert Change.objects.get().kind == "announced"


def test_an_event_with_a_history_cannot_be_deleted(change):
    with pytest.raises(ProtectedError):
        change.event.delete()

    assert Event.objects.count() == 1


def test_not_even_sql_deletes_an_event_with_a_history(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_events_by_sql()

    assert Event.objects.count() == 1


def test_an_event_without_a_history_can_be_deleted():
    EventFactory().delete()

    assert Event.objects.count() == 0


# --- decisions, and reasons that are added later ----------------------------------------


@pytest.fixture
def decided() -> Decision:
    events = [EventFactory(announced=announcement(date(2020, 1, 20))) for _number in range(2)]
    decision = decisions.decide(cancelling(), events, announcement(date(2020, 5, 27)))
    reasons.add_reason(decision.changes.first(), {"ru": "Причина."})
    return decision


ALTERING = {
    "updating": "UPDATE {} SET id = id",
    "deleting": "DELETE FROM {}",
}


@pytest.mark.parametrize("statement", ALTERING.values(), ids=ALTERING.keys())
@pytest.mark.parametrize(("model", "table"), [(Decision, DECISIONS), (AddedReason, ADDED_REASONS)])
def test_a_decision_and_an_added_reason_cannot_be_altered_or_deleted(
    decided, model, table, statement
):
    before = list(model.objects.values())

    with pytest.raises(IntegrityError, match=table.message), transaction.atomic():
        run_sql(statement.format(model._meta.db_table))

    assert before
    assert list(model.objects.values()) == before


@pytest.mark.postgresql
@pytest.mark.parametrize(("model", "table"), [(Decision, DECISIONS), (AddedReason, ADDED_REASONS)])
def test_neither_can_be_truncated(decided, model, table):
    connection.check_constraints()

    with pytest.raises(IntegrityError, match=table.message), transaction.atomic():
        run_sql(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.sqlite
@pytest.mark.parametrize(("model", "table"), [(Decision, DECISIONS), (AddedReason, ADDED_REASONS)])
def test_neither_can_be_replaced(decided, model, table):
    with pytest.raises(IntegrityError, match=table.message), transaction.atomic():
        run_sql(f"REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}")  # noqa: S608


def test_a_step_is_not_given_to_a_decision_later(decided):
    other = EventFactory(announced=announcement()).changes.get()

    with pytest.raises(IntegrityError, match=CHANGES.message), transaction.atomic():
        Change.objects.filter(pk=other.pk).update(decision=decided)

"""Nobody alters what the public was told, nor takes it away, past the one who tells it. ADR 0004."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from publishing import records
from publishing.models import PublicRecord
from tests.append_only import RECORDS, run_sql
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> tuple[PublicRecord, PublicRecord]:
    """What the public was told of a city first, and what it is told now."""
    city = CityFactory()
    city.name_en = "Renamed"
    city.save()
    records.record(city)
    earlier, latest = PublicRecord.objects.filter(kind="cities").order_by("number")
    return earlier, latest


def set_to(**values: object) -> Callable[[PublicRecord], object]:
    return lambda row: PublicRecord.objects.filter(pk=row.pk).update(**values)


ATTEMPTS: dict[str, tuple[int, Callable[[PublicRecord], object]]] = {
    "another text": (1, set_to(document='{"slug":"other"}')),
    "another text of a replaced one": (0, set_to(document='{"slug":"other"}')),
    "no text though it is the latest": (1, set_to(document="{}")),
    "another time": (0, set_to(recorded_at=timezone.now())),
    "another number": (1, set_to(number=1000)),
    "another mark": (1, set_to(mark="00000000")),
    "of another thing": (1, set_to(key="elsewhere")),
    "a tombstone": (0, set_to(document="", withdrawn=True)),
    "the latest again": (0, set_to(is_latest=True)),
    "deleted": (0, lambda row: row.delete()),
    "all deleted": (0, lambda _row: run_sql("DELETE FROM publishing_publicrecord")),
}


@pytest.mark.parametrize(("which", "attempt"), ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_record_cannot_be_altered_or_deleted(told, which, attempt):
    before = list(PublicRecord.objects.values())

    with pytest.raises(IntegrityError, match=RECORDS.message), transaction.atomic():
        attempt(told[which])

    assert list(PublicRecord.objects.values()) == before


def test_the_text_of_a_replaced_record_may_be_pruned_and_stays_so(told):
    earlier, latest = told

    assert set_to(document="{}")(earlier) == 1
    with pytest.raises(IntegrityError, match=RECORDS.message), transaction.atomic():
        set_to(document=earlier.document)(earlier)

    assert [row.document for row in PublicRecord.objects.filter(kind="cities")] == [
        "{}",
        latest.document,
    ]


@pytest.mark.postgresql
def test_the_records_cannot_be_truncated(told):
    connection.check_constraints()  # else PostgreSQL refuses for another reason

    with pytest.raises(IntegrityError, match=RECORDS.message), transaction.atomic():
        run_sql("TRUNCATE publishing_publicrecord CASCADE")

    assert PublicRecord.objects.filter(kind="cities").count() == 2


@pytest.mark.sqlite
@pytest.mark.parametrize("same", ["id", "number", "kind"])
def test_a_record_cannot_be_replaced(told, same):
    names = [field.column for field in PublicRecord._meta.local_concrete_fields]
    values = {name: name for name in names} | {"id": "id + 90", "number": "number + 90"}
    values = values if same == "kind" else values | {same: same}
    values["document"] = """'{"slug":"other"}'"""
    before = list(PublicRecord.objects.values())

    with pytest.raises(IntegrityError, match=RECORDS.message), transaction.atomic():
        run_sql(
            f"REPLACE INTO publishing_publicrecord ({', '.join(names)}) "  # noqa: S608 (our own columns)
            f"SELECT {', '.join(values.values())} FROM publishing_publicrecord WHERE is_latest"
        )

    assert list(PublicRecord.objects.values()) == before

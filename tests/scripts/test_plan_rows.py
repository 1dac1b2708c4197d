"""Copies of the plan stand for loads, as long as nothing that a load depends on is another."""

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from events.models import Event
from publishing import records
from publishing.models import PublicRecord, ToldPhoto
from scripts import plan_rows
from search.models import Posting
from tests.factories import CountryFactory
from tests.plan_data.playing import undone


@pytest.fixture
def kept(monkeypatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(plan_rows, "KEPT", tmp_path)
    return tmp_path


@pytest.mark.django_db
@pytest.mark.indexed
def test_copy_has_its_records_and_its_index():
    plan_rows.copy()

    assert Event.objects.published().count() == 109
    assert Posting.objects.count() > 10_000
    assert list(records.discrepancies()) == []


@pytest.mark.django_db
def test_rows_beside_others_are_no_copy(kept: Path):
    CountryFactory()

    with pytest.raises(RuntimeError, match="nothing yet"):
        plan_rows.copy()

    assert [path.name for path in kept.iterdir()] == [f"lock-{connection.vendor}-{plan_rows.END}"]


@pytest.mark.django_db
@pytest.mark.postgresql
def test_rows_that_sqlite_kept_serve_postgresql_too(kept: Path):
    written = "2022-01-01 12:00:00"
    told = {"is_latest": 1, "withdrawn": 0, "recorded_at": written, "number": 7, "mark": "mark"}
    text = {"kind": "event", "key": "forum", "document": '{"a":"Тире —\\n\t"}'}
    row = {**told, **text}
    rows = {
        PublicRecord._meta.db_table: (list(row), [tuple(row.values())]),
        ToldPhoto._meta.db_table: (["digest"], [("a" * 24,)]),  # has no number of its own
    }
    (kept / f"{plan_rows.digest()}-sqlite-2020-01-01").write_bytes(pickle.dumps(rows))

    plan_rows.copy("2020-01-01")

    assert ToldPhoto.objects.get().digest == "a" * 24
    record = PublicRecord.objects.get()
    assert {name: getattr(record, name) for name in row} == {
        **row,
        "is_latest": True,
        "withdrawn": False,
        "recorded_at": datetime(2022, 1, 1, 12, tzinfo=UTC),
    }


@pytest.mark.django_db
@pytest.mark.postgresql
def test_keys_of_rows_that_come_back_are_not_given_again():
    def written(key: int) -> None:
        plan_rows.write({Group._meta.db_table: (["id", "name"], [(key, "Editors")])})

    with undone():
        written(70)
    with undone():
        written(60)

    assert Group.objects.create(name="Editors").pk > 70


def test_digest_is_of_code_data_texts_and_packages():
    told = {str(path.relative_to(plan_rows.ROOT)) for path in plan_rows.sources()}

    assert told >= {
        "requirements.txt",
        "data/events.csv",
        "events/actions/changes.py",
        "plan_data/loader.py",
        "search/migrations/0001_squashed_0008_hosts.py",
        "locale/ru/LC_MESSAGES/django.po",
    }


def test_digest_follows_a_byte(monkeypatch, tmp_path: Path):
    file = tmp_path / "events.csv"
    monkeypatch.setattr(plan_rows, "ROOT", tmp_path)
    monkeypatch.setattr(plan_rows, "sources", lambda: [file])
    file.write_text("slug\n")
    before = plan_rows.digest()

    file.write_text("slug\nforum\n")

    assert plan_rows.digest() != before

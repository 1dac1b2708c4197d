"""The snapshot holds what the portal shows, as it was in one moment, and nothing of people at work."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from events.dates import Period
from events.models import Change, Event
from publishing import snapshot, stamp
from publishing.models import PublicRecord, SentForm
from tests.factories import ArticleFactory, EventFactory, StaffFactory, announcement
from tests.full_disk import no_space_left

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def path(settings, tmp_path: Path) -> Path:
    settings.DATABASE_SNAPSHOT = str(tmp_path / "there" / "snapshot.sqlite3")
    return Path(settings.DATABASE_SNAPSHOT)


def rows(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as there:
        return there.execute(question).fetchall()


def test_every_row_that_is_shown_is_there_as_it_is(path: Path):
    announced = announcement(date(2020, 1, 20))
    event = EventFactory(
        slug="forum", published=True, announced=announced, period=Period.in_month(2020, 7)
    )
    ArticleFactory(published=True, events=[event])

    snapshot.write()

    assert rows(path, "SELECT slug, sort_on IS NULL FROM events_event") == [("forum", False)]
    (change,) = Change.objects.all()
    assert rows(path, "SELECT id, kind, new_starts_on FROM events_change") == [
        (change.pk, "announced", "2020-07-01")
    ]
    assert rows(path, "SELECT document FROM publishing_publicrecord ORDER BY number") == list(
        PublicRecord.objects.order_by("number").values_list("document")
    )
    assert len(rows(path, "SELECT * FROM news_article_events")) == 1
    assert rows(path, "SELECT value FROM publishing_stamp") == [(stamp.read(),)]


def test_no_account_no_form_and_no_trigger_is_in_it_and_its_owner_alone_may_read_it(path: Path):
    user = StaffFactory()
    SentForm.objects.create(user=user, key="a" * 32)

    snapshot.write()

    assert rows(path, "SELECT * FROM publishing_sentform") == []
    tables = {name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not [name for name in tables if name.startswith(("auth_", "django_", "axes_", "staff_"))]
    assert rows(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'") == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_it_is_written_anew_only_where_something_was_written_and_says_until_when_it_is_true(
    path: Path,
):
    EventFactory(slug="forum", published=True)
    assert snapshot.write()
    os.utime(path, (1, 1))
    before = path.stat().st_ino

    assert not snapshot.write()
    assert (path.stat().st_ino, snapshot.true_at() > 1) == (before, True)

    Event.objects.update(title_en="Called anew")
    assert snapshot.write()
    assert rows(path, "SELECT title_en FROM events_event") == [("Called anew",)]


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_snapshot_of_this_release_is_replaced(path: Path, content: bytes | None):
    EventFactory(slug="forum", published=True)
    if content is None:
        snapshot.write()
        with closing(sqlite3.connect(path)) as there:
            there.execute("PRAGMA user_version = 1")
    else:
        path.parent.mkdir()
        path.write_bytes(content)

    assert snapshot.write()
    assert rows(path, "SELECT slug FROM events_event") == [("forum",)]


def test_a_failure_leaves_the_one_before(path: Path, monkeypatch: pytest.MonkeyPatch):
    EventFactory(slug="forum", published=True)
    snapshot.write()
    EventFactory(slug="other", published=True)

    monkeypatch.setattr(snapshot.os, "fsync", no_space_left)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("snapshot")

    assert rows(path, "SELECT slug FROM events_event") == [("forum",)]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_the_command_says_what_it_did_and_what_is_missing(path: Path, capsys, settings):
    EventFactory(published=True)
    call_command("snapshot")
    call_command("snapshot")
    assert capsys.readouterr().out == "Written.\nNothing was written since: it is true still.\n"

    settings.DATABASE_SNAPSHOT = ""
    with pytest.raises(CommandError, match="DATABASE_SNAPSHOT is not set"):
        call_command("snapshot")
    with pytest.raises(ImproperlyConfigured):
        snapshot.place()

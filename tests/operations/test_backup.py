"""A backup is proved when it is made, and a restore happens whole or not at all. On either engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from documents.models import Document
from events import images
from events.models import Event, Photo
from news.models import ArticlePhoto
from operations.backup import actions as contents, archive, engines
from operations.backup.errors import HELD
from publishing import records
from tests.factories import EventFactory
from tests.full_disk import no_space_left
from tests.operations.backups import content, epoch, refusal, state

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]
FULL = "The disk is full: nothing was written, and what was there is there still. Make room, and try again."


def test_restore_brings_back_rows_files_and_triggers_under_a_new_epoch(plan, backup, media, capsys):
    before, epoch_before = state(media), epoch()
    assert len(before[-1]) == 7  # two photos in three formats, and a paper
    for photo in (*Photo.objects.all(), *ArticlePhoto.objects.all()):
        images.forget(photo.digest, photo.width)
        photo.delete()
    Event.objects.update(title_en="Written over")
    EventFactory(published=True)
    default_storage.delete("documents/charter.pdf")
    default_storage.save("documents/charter.pdf", ContentFile(b"another %%EOF"))
    default_storage.save("documents/later.pdf", ContentFile(b"later"))

    call_command("restore", backup, replace=True)

    assert state(media) == before
    assert epoch() != epoch_before
    assert list(records.discrepancies()) == []
    assert capsys.readouterr().err == ""


def test_backup_is_for_the_eyes_of_its_owner_and_leaves_nothing_beside(backup):
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert backup.stat().st_mode & 0o777 == 0o600


def test_database_that_holds_rows_is_not_overwritten_unasked(backup, media):
    before = state(media)

    assert refusal("restore", backup).startswith("The database holds rows, which a restore")
    assert state(media) == before


def test_check_proves_a_backup_and_alters_nothing(backup, media, capsys):
    before, epoch_before = state(media), epoch()

    call_command("restore", backup, check=True)

    assert "It can be restored." in capsys.readouterr().out
    assert (state(media), epoch()) == (before, epoch_before)


def test_encrypted_backup_needs_its_own_key(plan, media, tmp_path):
    key, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    path, own, strange = tmp_path / "b", tmp_path / "own", tmp_path / "strange"
    own.write_text(f"# public key: {key.to_public()}\n{key}\n")
    strange.write_text(f"{other}\n")
    before = state(media)

    call_command("backup", path, recipient=str(key.to_public()))

    assert path.read_bytes().startswith(b"age-encryption.org/v1")
    assert b"charter" not in path.read_bytes()
    assert refusal("restore", path, check=True) == (
        "The backup is encrypted: name the file of its secret key by --identity."
    )
    assert refusal("restore", path, identity=strange, replace=True) == archive.WRONG_KEY
    Document.objects.update(title_en="Written over")
    call_command("restore", path, identity=own, replace=True)
    assert state(media) == before


def test_what_is_no_key_is_refused(plan, tmp_path):
    (tmp_path / "no-key").write_text("secret")

    assert refusal("backup", tmp_path / "b", recipient="age1no").startswith("“age1no” is no key")
    assert "holds no secret key" in refusal(
        "restore", tmp_path / "b", identity=tmp_path / "no-key", replace=True
    )
    assert not (tmp_path / "b").exists()


def repacked(path: Path, folder: Path, **facts: object) -> None:
    """Write the backup anew with another header."""
    unpacked = archive.unpack(path, folder, [])
    header = archive.Header(**{**unpacked.header.__dict__, **facts})  # type: ignore[arg-type]
    archive.pack(path, header, {archive.DATABASE: unpacked.database})


def test_backup_of_another_engine_is_refused(backup, media, tmp_path):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    repacked(backup, tmp_path / "u", engine=other)
    before = state(media)

    assert refusal("restore", backup, replace=True) == (
        f"The backup is one of {other}, and DATABASE_URL names {connection.vendor}: "
        f"restore it into {other}."
    )
    assert state(media) == before


def test_backup_that_is_written_another_way_is_refused(backup, tmp_path, media):
    repacked(backup, tmp_path / "u", format=archive.FORMAT + 1)
    before = state(media)

    assert refusal("restore", backup, replace=True).startswith("The backup was made by a newer")
    assert state(media) == before


def test_backup_of_a_newer_release_is_refused(backup, tmp_path, media):
    newer = [*contents.migrations_applied(), "events.9999_later"]
    repacked(backup, tmp_path / "u", migrations=newer)

    assert refusal("restore", backup, replace=True).startswith(
        "The backup was made by a newer release, which has events.9999_later:"
    )


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("lose", "fault"),
    [
        (Path.unlink, "is missing"),
        (lambda path: path.write_bytes(b""), "is cut off"),
        (lambda path: path.write_bytes(path.read_bytes()[:-2]), "is cut off"),
        (lambda path: path.write_bytes(path.read_bytes()[:1]), "is cut off"),
        (lambda path: path.write_bytes(bytes(path.stat().st_size)), "is cut off"),
    ],
)
def test_lost_files_are_named_and_the_rest_is_backed_up(
    media, tmp_path, capsys, lose: Callable[[Path], object], fault: str
):
    lost = sorted(path for path in media.rglob("*.*") if path.is_file())
    assert {path.suffix for path in lost} == {".pdf", ".avif", ".webp", ".jpg"}
    for path in lost:
        lose(path)

    assert refusal("backup", tmp_path / "b") == (
        "The backup is whole; the portal is not: 7 problems, named above."
    )
    told = [f"{path.relative_to(media).as_posix()}: the file {fault}" for path in lost]
    assert sorted(capsys.readouterr().err.splitlines()) == sorted(told)
    assert refusal("restore", tmp_path / "b", check=True).startswith("What it holds has 7 problems")


def test_full_disk_keeps_the_older_backup(backup, monkeypatch):
    older = backup.read_bytes()
    monkeypatch.setattr(os, "fsync", no_space_left)

    assert refusal("backup", backup) == FULL
    assert content(backup.parent) == {backup.name: older}


def test_restore_that_fails_at_the_last_step_puts_the_files_back(backup, media, monkeypatch):
    default_storage.delete("documents/charter.pdf")
    default_storage.save("documents/charter.pdf", ContentFile(b"another %%EOF"))
    before = state(media)
    engine = type(contents.engine_of(connection))
    real = engine.load

    def refuse_the_portal(self: object, path: Path, database: object) -> None:
        if path.name == "ready":
            no_space_left()
        real(self, path, database)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "load", refuse_the_portal)

    assert refusal("restore", backup, replace=True) == FULL
    assert state(media) == before
    assert [path.name for path in media.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.postgresql
def test_broken_sql_leaves_postgresql_as_it_was(plan, media, tmp_path):
    before = state(media)
    (tmp_path / "broken.sql").write_text("CREATE TABLE half (id int); SELECT 1/0;")

    with pytest.raises(Exception, match="division by zero"):
        contents.engine_of(connection).load(tmp_path / "broken.sql", connection)

    assert state(media) == before
    assert "half" not in connection.introspection.table_names()


@pytest.mark.postgresql
def test_restore_waits_for_nobody_for_ever(backup, media, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 1)
    before, other = state(media), connection.copy("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM events_event")

            assert refusal("restore", backup, replace=True) == HELD
    finally:
        other.close()

    assert state(media) == before


@pytest.mark.postgresql
def test_no_scratch_database_is_left(backup, monkeypatch):
    # Another process may prove a backup of its own meanwhile.
    drawn = []
    monkeypatch.setattr(engines.secrets, "token_hex", lambda size: drawn.append("left") or "left")

    call_command("restore", backup, check=True)

    assert drawn == ["left"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'portal_scratch_left'")
        assert cursor.fetchall() == []

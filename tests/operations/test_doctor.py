"""A deployment that is well is called so; each fault is found, alone, with what to do."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.checks import Warning as CheckWarning
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import DateTimeField, Value
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisConnectionError

from operations import doctor
from publishing import replica, snapshot, stamp
from publishing.models import PublicRecord
from tests.append_only import CHANGES, RECORDS, records_told
from tests.factories import DocumentFactory, EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(settings, tmp_path, monkeypatch) -> Path:
    """A deployment in which nothing is wrong."""
    for name in ("MEDIA_ROOT", "SHARE_IMAGES_ROOT", "PROGRAMME_ROOT", "BACKUP_ROOT"):
        setattr(settings, name, tmp_path / name)
    backups = tmp_path / "BACKUP_ROOT"
    backups.mkdir()
    (backups / "portal.backup").write_bytes(b"x")
    os.utime(backups / "portal.backup", (time.time(),) * 2)  # by the clock of the suite
    monkeypatch.setattr(doctor.checks, "run_checks", lambda **options: [])
    # The suite moves the clock of its process, not that of the database.
    moment = Value(timezone.now(), output_field=DateTimeField())
    monkeypatch.setattr(doctor, "Now", lambda: moment)
    name = default_storage.save("documents/charter.pdf", ContentFile(b"%PDF %%EOF"))
    DocumentFactory(published=True, slug="charter", file=name)
    EventFactory(published=True, slug="forum")
    return tmp_path


def faults() -> dict[str, list[str]]:
    return {found.what: found.faults for found in doctor.examine() if found.faults}


def test_what_is_well_is_called_so(capsys):
    call_command("doctor")

    assert capsys.readouterr().out.splitlines() == [f"ok    {what}" for what in doctor.CHECKS]


def lose_a_guard(well: Path) -> None:
    CHANGES.remove(connection)


def lose_the_stamp(well: Path) -> None:
    stamp.remove()


def write_past_the_writers(well: Path) -> None:
    with RECORDS.lifted(connection):
        PublicRecord.objects.filter(key="forum").update(document='{"slug": "other"}')


def set_the_clock_back(well: Path) -> None:
    records_told(timezone.now() + timedelta(minutes=2), key="forum")


def lose_a_file(well: Path) -> None:
    (well / "MEDIA_ROOT" / "documents" / "charter.pdf").unlink()


def cut_a_file_off(well: Path) -> None:
    (well / "MEDIA_ROOT" / "documents" / "charter.pdf").write_bytes(b"%PDF")


def put_a_file_where_a_folder_was(well: Path) -> None:
    shutil.rmtree(well / "SHARE_IMAGES_ROOT", ignore_errors=True)
    (well / "SHARE_IMAGES_ROOT").write_bytes(b"")


def let_the_backup_grow_old(well: Path) -> None:
    then = time.time() - 27 * 3600
    os.utime(well / "BACKUP_ROOT" / "portal.backup", (then, then))


def leave_half_a_backup_alone(well: Path) -> None:
    (well / "BACKUP_ROOT" / "portal.backup").rename(well / "BACKUP_ROOT" / ".b.part")


def kill_a_restore(well: Path) -> None:
    then = time.time() - 3700
    for name, moment in ((".restore-killed", then), (".backup-running", time.time())):
        (well / name).mkdir()
        os.utime(well / name, (moment, moment))


FAULTS: list[tuple[Callable[[Path], None], str, str]] = [
    (lose_a_guard, "triggers", "Nothing keeps the history as it was told: change_no_delete, "),
    (lose_the_stamp, "triggers", "Pages may be kept although they changed: "),
    (
        write_past_the_writers,
        "public records",
        "events/forum: the record differs from the database.",
    ),
    (set_the_clock_back, "clocks", "The newest public record is of "),
    (lose_a_file, "uploaded files", "documents/charter.pdf: the file is missing"),
    (cut_a_file_off, "uploaded files", "documents/charter.pdf: the file is cut off"),
    (put_a_file_where_a_folder_was, "folders", "/SHARE_IMAGES_ROOT cannot be written ("),
    (let_the_backup_grow_old, "backups", "The newest backup, portal.backup, is 27 hours old"),
    (kill_a_restore, "left-overs", "/.restore-killed was left by a backup or a restore"),
    (leave_half_a_backup_alone, "backups", "/BACKUP_ROOT holds no backup: "),
]


@pytest.mark.parametrize(
    ("spoil", "what", "said"), FAULTS, ids=[spoil.__name__ for spoil, _what, _said in FAULTS]
)
def test_each_fault_is_found_alone(well, spoil: Callable[[Path], None], what: str, said: str):
    spoil(well)

    found = faults()

    assert list(found) == [what]
    assert said in found[what][0]
    assert what == "uploaded files" or len(found[what]) == 1


def test_file_that_cannot_be_read_is_named(well, monkeypatch):
    def refuse(*anything: object, **more: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("operations.backup.media.is_whole", refuse)

    assert faults()["uploaded files"][0] == (
        "documents/charter.pdf: the file cannot be read (Permission denied)"
    )


def test_wrong_settings_are_named_with_the_hint(monkeypatch):
    warning = CheckWarning("DEBUG is on.", hint="Turn it off.", id="security.W018")
    monkeypatch.setattr(doctor.checks, "run_checks", lambda **options: [warning])

    assert faults() == {"settings": ["DEBUG is on. (security.W018) Turn it off."]}


def test_full_disk_is_seen_before_it_is_full(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: SimpleNamespace(free=999_000_000))

    assert list(faults()) == ["room"]


def test_backups_are_not_missed_where_no_folder_is_named(settings):
    settings.BACKUP_ROOT = ""

    assert faults() == {}


@pytest.mark.django_db(transaction=True)  # on PostgreSQL a snapshot is a transaction of its own
def test_a_snapshot_that_would_fail_readers_is_found_while_the_database_answers(settings, well):
    place = well / "snapshot" / "portal.sqlite3"
    settings.DATABASE_SNAPSHOT = str(place)
    found = [faults()]
    snapshot.write()
    os.utime(place, (time.time(),) * 2)  # by the clock of the suite
    found.append(faults())
    os.utime(place, (time.time() - 6 * 60,) * 2)
    found.append(faults())
    with closing(sqlite3.connect(place)) as there:
        there.execute("PRAGMA user_version = 1")
    os.utime(place, (time.time(),) * 2)
    found.append(faults())
    content = place.read_bytes()
    place.write_bytes(
        content[: len(content) - 40_000] + b"x" * 40_000
    )  # the tables of its first pages can be read
    os.utime(place, (time.time(),) * 2)
    found.append(faults())
    shutil.rmtree(place.parent)
    place.parent.write_bytes(b"")
    found.append(faults())

    again = "Run `manage.py snapshot`, and look at portal-snapshot.timer."
    assert found[:-1] == [
        {"snapshot": [f"{place} is not to be had (No such file or directory). {again}"]},
        {},
        {"snapshot": [f"{place} was last known to be true 6 minutes ago. {again}"]},
        {"snapshot": [f"{place} is of another release. {again}"]},
        {"snapshot": [f"{place} cannot be read, or is damaged. {again}"]},
    ]
    assert list(found[-1]) == ["folders", "snapshot"]


def test_static_files_that_were_not_collected_are_missed(settings, well, monkeypatch):
    settings.STATIC_ROOT = well / "static"
    from django.contrib.staticfiles.storage import ManifestStaticFilesStorage  # noqa: PLC0415

    monkeypatch.setattr(doctor, "staticfiles_storage", ManifestStaticFilesStorage())

    assert "run `manage.py collectstatic --no-input`" in faults()["static files"][0]


def test_sick_deployment_ends_with_an_error_code_and_looks_at_the_rest(monkeypatch, capsys):
    def refused(*anything: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refused)

    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "      The database does not answer: look whether it runs, and at the log.\n" in said
    assert (
        "WRONG triggers\n      The database did not let it be looked at: mend that first.\n" in said
    )
    assert "ok    room\n" in said


def test_every_guard_that_migrations_install_is_known():
    of_the_stamp = {name for name, _table in stamp.triggers(connection)}

    assert doctor.firing() - of_the_stamp == doctor.GUARDS[connection.vendor]


@pytest.mark.postgresql
def test_guard_that_is_switched_off_is_missed():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_change DISABLE TRIGGER change_no_update")

    assert "change_no_update missing or switched off" in faults()["triggers"][0]


STOOD_STILL = "The replica has not followed the primary for 5 seconds"


@pytest.mark.parametrize(
    ("unready", "writable", "stamps", "said"),
    [
        ("", False, ["a"], None),
        ("", False, ["b", "a"], None),  # it follows a second later
        ("The database does not answer.", False, ["a"], "The database does not answer."),
        ("", True, ["a"], "The replica takes writes of its own"),
        ("", False, ["b"] * 5, STOOD_STILL),
        ("", False, [None] * 5, STOOD_STILL),
    ],
)
def test_replica_answers_follows_and_takes_no_writes(monkeypatch, unready, writable, stamps, said):
    told = iter(stamps)
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(
        replica, "stamp_of", lambda alias: next(told) if alias == replica.REPLICA else "a"
    )
    monkeypatch.setattr(doctor, "can_be_written", lambda alias: writable)
    monkeypatch.setattr(doctor.time, "sleep", lambda seconds: None)
    ready = {"default": "", "replica": unready}
    monkeypatch.setattr(doctor, "fault_of", ready.__getitem__)

    found = faults()

    assert list(found) == ([] if said is None else ["replica"])
    assert said is None or found["replica"][0].startswith(said)


@pytest.mark.postgresql
def test_database_that_is_no_standby_can_be_written():
    assert doctor.can_be_written("default")


def test_redis_that_does_not_answer_is_named(settings, monkeypatch):
    def refused(name: str) -> None:
        raise RedisConnectionError("refused")

    settings.REDIS_URL = "redis://10.0.0.4"
    assert faults() == {}
    monkeypatch.setattr(doctor, "cache", SimpleNamespace(get=refused))

    assert list(faults()) == ["shared counts"]

"""A power cut, a full disk, a clock set back: nothing is half-written, and it is said what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from sco_presidency.page_cache import cache
from scripts import migrated
from tests.acting import changes
from tests.factories import EventFactory, announcement
from tests.plan_data.plan_files import presided, tiny_plan, written
from tests.sco_presidency.page_cache.portals import Site, number_of
from website.mirror.actions import Manifest

#: Seconds that a command may take.
LONGEST = 300
LOAD = """
import os, django
django.setup()
from django.core.management import ManagementUtility
from django.db import connection
from plan_data import loader
cursor = connection.cursor()
cursor.execute("PRAGMA cache_size = 5")  # what is written reaches the disk before its commit
{mishap}
ManagementUtility(["manage.py", "load_plan", {files!r}]).execute()
{afterwards}
"""
POWER_CUT = """
write_all = loader._write_all
def cut(*given):
    write_all(*given)
    os.kill(os.getpid(), 9)
loader._write_all = cut
"""
CHECKED = """
ManagementUtility(["manage.py", "check_records"]).execute()
"""
FULL_DISK = """
(pages,) = cursor.execute("PRAGMA page_count").fetchone()
cursor.execute(f"PRAGMA max_page_count = {pages}")
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty portal, on a disk of its own."""
    path = tmp_path / "portal.sqlite3"
    if not migrated.copied_to(path):
        run(path, "-m", "django", "migrate", "--verbosity=0")
    return path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return written(tmp_path / "files", {**tiny_plan(), **presided()})


def run(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own Python)
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(settings.BASE_DIR)}
        | {"DJANGO_SETTINGS_MODULE": "sco_presidency.settings.test"},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )


def loaded(
    database: Path, files: Path, mishap: str = "", afterwards: str = ""
) -> subprocess.CompletedProcess[str]:
    load = LOAD.format(mishap=mishap, files=str(files), afterwards=afterwards)
    return run(database, "-c", load)


def rows(database: Path) -> int:
    """Return how many events and records a portal holds."""
    with closing(sqlite3.connect(database)) as opened:
        counted = (
            "(SELECT count(*) FROM events_event) + (SELECT count(*) FROM publishing_publicrecord)"
        )
        (number,) = opened.execute(f"SELECT {counted}").fetchone()
        return int(number)


@pytest.mark.proof
@pytest.mark.sqlite
def test_power_cut_in_the_middle_of_a_load_leaves_nothing_of_it(database: Path, files: Path):
    cut = loaded(database, files, POWER_CUT)

    assert cut.returncode == -9
    assert database.with_name(f"{database.name}-wal").stat().st_size  # some of it was on the disk
    assert rows(database) == 0
    again = loaded(database, files, afterwards=CHECKED).stdout
    assert "\nevents                2        0 " in again
    assert ", 0 differences." in again


@pytest.mark.proof
@pytest.mark.sqlite
def test_full_disk_in_the_middle_of_a_load_leaves_nothing_and_says_so(database: Path, files: Path):
    full = loaded(database, files, FULL_DISK)

    assert full.returncode == 1
    assert full.stderr == (
        "CommandError: The disk of the database is full: what was not finished was taken back. "
        "Make room, and run the command again.\n"
    )
    assert rows(database) == 0
    assert loaded(database, files).returncode == 0


def test_clock_that_was_set_back_shows_no_page_of_the_future(monkeypatch):
    site = Site()
    monkeypatch.setattr(cache.time, "time", lambda: site.seconds - site.set_back)
    site.seconds, site.database.until = 100, 200.0
    site.get()

    site.seconds, site.set_back, site.database.until = 101, 50, 60.0

    assert [number_of(site.get()), number_of(site.get())] == [2, 2]
    site.seconds = 110  # the next moment, on the clock as it goes now
    assert number_of(site.get()) == 3


@pytest.mark.django_db
def test_clock_that_was_set_back_makes_the_mirror_anew():
    with time_machine.travel("2020-06-02T12:00:00+00:00", tick=False):
        stored = Manifest.begun("https://portal.example")
        assert stored.holds_for(Manifest.begun("https://portal.example"))
    with time_machine.travel("2020-06-01T12:00:00+00:00", tick=False):
        assert not stored.holds_for(Manifest.begun("https://portal.example"))


@pytest.mark.django_db
def test_partners_who_follow_by_numbers_miss_nothing_when_the_clock_was_set_back(client: Client):
    with time_machine.travel("2020-06-02T12:00:00+00:00", tick=False):
        event = EventFactory(slug="forum", published=True)
        EventFactory(published=True)
    newest = client.get("/api/v1/events/").json()["newest_record"]

    with time_machine.travel("2020-06-01T12:00:00+00:00", tick=False):
        changes.cancel(event, announcement())

    later = client.get(f"/api/v1/events/?after={newest}").json()
    assert [row["slug"] for row in later["results"]] == ["forum"]
    assert later["newest_record"] > newest

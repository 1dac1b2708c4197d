"""A drill of the backup, on SQLite and on PostgreSQL: `python -m scripts.drill`, a part of `make proof`.

The real plan with a photo is backed up, encrypted, by the commands that an operator types; then all is lost,
and comes back from that one file: rows, records and pictures, under another epoch.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyrage

from scripts.with_postgres import exit_on_signals, find_binaries, private_cluster

ROOT = Path(__file__).resolve().parent.parent
#: Seconds that one command may take.
LONGEST = 600
PHOTO = """
from events.models import Event
from tests.factories.photos import PhotoFactory
from publishing import records
event = Event.objects.get(slug="chs-20-summit-2020")
PhotoFactory(event=event)
records.record(event)
"""
#: A command of the portal, with uploaded files in a place of their own.
COMMAND = """
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
settings.MEDIA_ROOT = sys.argv[1]
execute_from_command_line(["manage.py", *sys.argv[2:]])
"""
TOLD = """
import hashlib
from publishing.models import PublicRecord, RecordCounter
rows = PublicRecord.objects.order_by("number").values_list("number", "key", "document", "mark")
print(hashlib.sha256(repr(list(rows)).encode()).hexdigest(), RecordCounter.objects.get().epoch)
"""


class DrillError(Exception):
    """What a drill found wrong."""


def main() -> int:
    exit_on_signals()
    drills = [on_sqlite]
    if find_binaries():
        drills.append(on_postgresql)
    else:
        print("!! NOT TRIED: PostgreSQL (no server on this machine)")
    try:
        for drill in drills:
            begun = time.monotonic()
            drill()
            print(
                f"{drill.__name__}: all came back ({time.monotonic() - begun:.0f} s).", flush=True
            )
    except DrillError as error:
        print(f"FAILED: {error}")
        return 1
    return 0


def on_sqlite() -> None:
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as name:
        home = Path(name)
        run_through(
            home,
            f"sqlite:///{home}/portal.sqlite3",
            lambda: (home / "portal.sqlite3").unlink(),
        )


def on_postgresql() -> None:
    with private_cluster() as url, tempfile.TemporaryDirectory(prefix="portal-drill-") as name:
        home = Path(name)
        lose = "from django.db import connection; connection.cursor().execute("
        lose += "'DROP SCHEMA public CASCADE; CREATE SCHEMA public')"
        run_through(home, url, lambda: shell(home, url, lose))


def run_through(home: Path, url: str, lose: Callable[[], object]) -> None:
    """Back up, lose everything, restore and compare. Raises DrillError."""
    key = pyrage.x25519.Identity.generate()
    (home / "key").write_text(f"{key}\n")
    manage(home, url, "migrate", "--verbosity=0")
    manage(home, url, "load_plan", "data")
    shell(home, url, PHOTO)
    told, epoch = shell(home, url, TOLD).split()
    media = digests(home)
    backup = str(home / "portal.backup")
    manage(home, url, "backup", backup, "--recipient", str(key.to_public()))
    lose()
    for path in sorted((home / "media").rglob("*")):
        if path.is_file():
            path.unlink()
    manage(home, url, "restore", backup, "--identity", str(home / "key"))
    told_now, epoch_now = shell(home, url, TOLD).split()
    manage(home, url, "check_records")
    for what, is_so in {
        "The records are others than before.": told_now == told,
        "The uploaded files are others than before.": bool(media) and digests(home) == media,
        "The epoch is the old one: partners would take old numbers for new.": epoch_now != epoch,
    }.items():
        if not is_so:
            raise DrillError(what)


def digests(home: Path) -> dict[str, str]:
    files = [path for path in sorted((home / "media").rglob("*")) if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def manage(home: Path, url: str, *command: str) -> str:
    """Run a command of the portal, and return what it printed. Raises DrillError."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(home / "media"), *command],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "sco_presidency.settings.dev",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    if done.returncode:
        raise DrillError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def shell(home: Path, url: str, program: str) -> str:
    return manage(home, url, "shell", "--verbosity=0", "--command", program)


if __name__ == "__main__":
    sys.exit(main())

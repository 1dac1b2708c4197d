"""The databases on show, and the day on which each is looked at."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

#: A busy machine may load the plan for minutes.
SECONDS_TO_MAKE = 900
ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "scripts.showcase.settings"
#: The plan in data/, as it stood on a day. Made-up states are only in the last.
FIRST_PLAN, POSTPONED, PLAN, SPECIMENS = "first-plan", "postponed", "plan", "specimens"
DAYS = {
    FIRST_PLAN: "2019-05-20",
    #: The summit was to open, and had no new date.
    POSTPONED: "2020-07-22",
    PLAN: "2020-10-28",
    SPECIMENS: "2020-11-11",
}


@dataclass(frozen=True)
class Staged:
    database: str
    clock: str


class Scene(Enum):
    BEFORE = Staged(FIRST_PLAN, "demo")
    POSTPONED = Staged(POSTPONED, "demo")
    DURING = Staged(PLAN, "demo")
    AFTER = Staged(SPECIMENS, "demo")


def environment(folder: Path, database: str, clock: str = "demo") -> Mapping[str, str]:
    """Return the environment of a process that works on a database in `folder`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DATABASE_URL": f"sqlite:///{folder / database}.sqlite3",
        "PORTAL_CLOCK": clock,
        "SHOWCASE": str(folder),
    }


def make(folder: Path) -> None:
    """Make the databases in `folder`; a second process waits until they are there."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "made").exists():
            return
        command = [sys.executable, "-m", "scripts.showcase.making"]
        subprocess.run(
            command,
            cwd=ROOT,
            env=environment(folder, "empty"),
            check=True,
            timeout=SECONDS_TO_MAKE,
        )
        (folder / "made").touch()

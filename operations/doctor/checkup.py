"""Everything that is looked at in a deployment, in the order in which it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import Error

from operations.doctor import database, machine

CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "settings": machine.deployment,
    "database": database.readiness,
    "triggers": database.triggers,
    "public records": database.public_records,
    "clocks": database.clocks,
    "uploaded files": machine.media,
    "static files": machine.static_files,
    "folders": machine.writable,
    "room": machine.room,
    "backups": machine.backups,
    "left-overs": machine.left_over,
}


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what is wrong with it, each with what to do."""

    what: str
    faults: list[str]


def examine() -> Iterator[Finding]:
    """Look at everything; what the database hinders is said, and the rest is looked at."""
    for what, check in CHECKS.items():
        try:
            faults = list(check())
        except Error:
            faults = ["The database did not let it be looked at: mend that first."]
        yield Finding(what, faults)

"""What the portal answers on SQLite, kept for the run on PostgreSQL to be compared with."""

import json
import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from scripts import plan_rows

#: Seconds that the run on PostgreSQL waits for that on SQLite, where both are under way (scripts/check.py).
PATIENCE = 600 if os.environ.get("BESIDE_SQLITE") == "1" else 0
KEPT = Path(settings.BASE_DIR, "var", "pages")


def place(name: str) -> Path:
    """Return where the answers stand that this state of the code, the data and the texts gives."""
    more = [path for path in Path(settings.BASE_DIR, "templates").rglob("*") if path.is_file()]
    return KEPT / f"{plan_rows.digest(*more)}-{name}.json"


def keep(name: str, digests: dict[str, str]) -> None:
    """Keep what SQLite answers, by address."""
    if connection.vendor == "sqlite":
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"*[0-9a-f]-{name}.json"):
            old.unlink()
        whole = place(name).with_suffix(".new")
        whole.write_text(json.dumps(digests))
        whole.replace(place(name))


def kept(name: str) -> dict[str, str]:
    """Return what SQLite answered, by address."""
    give_up = time.monotonic() + PATIENCE
    while not place(name).exists() and time.monotonic() < give_up:
        time.sleep(0.5)
    if not place(name).exists():
        pytest.skip("the pages of SQLite are not there: run this test on SQLite first")
    told: dict[str, str] = json.loads(place(name).read_text())
    return told

"""What the portal answers on SQLite, kept for the run on PostgreSQL to be compared with."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from scripts import plan_rows

KEPT = Path(settings.BASE_DIR, "var", "pages")


def differing(name: str, digests: dict[str, str]) -> list[str]:
    """Return the addresses whose answers are others than those that SQLite gave; keep its own."""
    more = [path for path in Path(settings.BASE_DIR, "templates").rglob("*") if path.is_file()]
    kept = KEPT / f"{plan_rows.digest(*more)}-{name}.json"
    if connection.vendor == "sqlite":
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"*[0-9a-f]-{name}.json"):
            old.unlink()
        kept.write_text(json.dumps(digests))
    if not kept.exists():
        pytest.skip("the pages of SQLite are not there: run this test on SQLite first")
    told: dict[str, str] = json.loads(kept.read_text())
    return sorted(
        page for page in told.keys() | digests.keys() if told.get(page) != digests.get(page)
    )

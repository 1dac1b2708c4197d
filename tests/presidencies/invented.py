"""Run the portal of an invented organisation from nothing, in a process of its own.

`python -m tests.presidencies.invented` prints what stands in its database after `migrate`, and what
every page and form answers after `load_plan`.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

from scripts import migrated
from tests.choosing import EVERY_COMBINATION

ROOT = Path(__file__).resolve().parent.parent.parent
FORMS = (
    *("calendar.ics", "calendar.atom", "calendar.csv", "calendar.json", "news.rss", "news.atom"),
    *("news.json", "calendar/changes.atom", "calendar/changes.json", "calendar/by-place.geojson"),
    *("manifest.webmanifest", "nothing/", "search/?q=regatta", "events/regatta.ics"),
)
LANGUAGES = ("en", "ru")
#: In which a portal without a plan is read.
READ_BARE = LANGUAGES if EVERY_COMBINATION else LANGUAGES[:1]
#: Those that a portal without a plan has too.
OPEN = tuple(form for form in FORMS if "regatta" not in form)
COMMON = (
    "api/v1/schema/",
    "api/v1/events/",
    "api/v1/countries/",
    "robots.txt",
    "sitemap-events-1.xml",
)


def rows() -> dict[str, int]:
    """Return how many rows each table of ours holds, where it holds any."""
    from scripts import plan_rows  # noqa: PLC0415 (its models need Django to be set up)

    counts = {model._meta.label: model._base_manager.count() for model in plan_rows.own_models()}
    return {label: count for label, count in counts.items() if count}


def plan() -> dict[str, list[dict[str, str]]]:
    """Return a plan of two countries, one of which presides over a league of lakes."""
    from tests.presidencies import lakes  # noqa: PLC0415 (the same)

    return lakes.plan()


def answers(forms: tuple[str, ...], languages: tuple[str, ...] = LANGUAGES) -> dict[str, str]:
    """Return what every page and form says in `languages`, by its address, and the first page in every one."""
    from django.test import Client  # noqa: PLC0415 (the same)

    from tests.journeys import crawling  # noqa: PLC0415 (the same)

    crawling.UNLINKED = ()  # they are of another plan
    client, told = Client(), {}
    told |= {f"/{code}/": client.get(f"/{code}/") for code in LANGUAGES}
    for code in languages:
        told |= crawling.answers(client, code)
        told |= {path: client.get(path) for path in (f"/{code}/{form}" for form in forms)}
    told |= {path: client.get(path) for path in (f"/{name}" for name in COMMON)}
    return {path: content(answer) for path, answer in told.items()}


def content(answer: Any) -> str:
    if answer["Content-Type"].startswith(("image/", "application/vnd")):
        return ""
    body = b"".join(answer) if answer.streaming else answer.content
    return str(body.decode())


def main() -> None:
    django.setup()
    from tests.plan_data.plan_files import written  # noqa: PLC0415 (the same)

    migrated.copied_to(Path(connection.settings_dict["NAME"]))
    call_command("migrate", verbosity=0)
    empty, bare = rows(), answers(OPEN, READ_BARE)
    directory = Path(os.environ["INVENTED_FOLDER"]) / "data"
    directory.mkdir()
    written(directory, plan())
    call_command("load_plan", str(directory), stdout=io.StringIO())
    call_command("load_pages", str(ROOT / "data"), stdout=io.StringIO())  # they name nobody
    json.dump({"empty": empty, "bare": bare, "answers": answers(FORMS)}, sys.stdout)


if __name__ == "__main__":
    main()

"""Run the portal with a fourth language in a process of its own: `python -m tests.journeys.kazakh`.

It prints what the database refuses, where staff searches, and what is told of one event.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django
from django.core.management import call_command


def conditions() -> dict[str, str]:
    """Return the constraints that name a text, by name."""
    from django.apps import apps  # noqa: PLC0415 (after the set-up)

    return {
        rule.name: str(rule)
        for model in apps.get_models()
        for rule in model._meta.constraints
        if "_zh_hans" in str(rule)
    }


def searched() -> dict[str, list[str]]:
    """Return the fields by which each list of the admin is searched, where they are texts."""
    from django.contrib import admin  # noqa: PLC0415 (after the set-up)

    lists = {str(model._meta): shown.search_fields for model, shown in admin.site._registry.items()}
    return {name: list(fields) for name, fields in lists.items() if "_zh_hans" in str(fields)}


def answers() -> dict[str, Any]:
    from django.test import Client  # noqa: PLC0415 (after the set-up)

    from events.dates import Period  # noqa: PLC0415
    from tests.factories import EventFactory  # noqa: PLC0415
    from tests.presiding import preside  # noqa: PLC0415

    preside()
    day = Period.on(date(2020, 7, 22))
    EventFactory(slug="summit", title_kk="Саммит туралы", period=day, published=True)
    client = Client()
    paths = ("/kk/events/summit/", "/kk/calendar/2020/07/", "/api/v1/events/summit/")
    return {path: client.get(path).content.decode() for path in paths}


def main() -> None:
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    told = {"conditions": conditions(), "searched": searched(), "answers": answers()}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()

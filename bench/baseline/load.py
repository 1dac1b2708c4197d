"""Fill the baseline's database from the documents that partners are told: JSON on the standard input."""

import json
import os
import sys
from typing import Any

import django
from django.core.management import call_command

Documents = dict[str, list[dict[str, Any]]]
EVENT_FIELDS = ("slug", "title", "summary", "host", "kind", "level", "format", "status", "sources")
LINKS = ("cities", "bodies", "priorities")


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.baseline.settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    fill(json.load(sys.stdin))


def fill(documents: Documents) -> None:
    from bench.baseline.models import Body, City, Priority  # noqa: PLC0415 (settings are ready now)

    named = [(City, "cities"), (Body, "bodies"), (Priority, "priorities")]
    for model, kind in named:
        for document in documents[kind]:
            row = model(slug=document["slug"], name=document.get("name") or document["title"])
            if isinstance(row, City):
                row.country = document.get("country") or ""
            row.save()
    for document in documents["events"]:
        fill_event(document)


def fill_event(document: dict[str, Any]) -> None:
    from bench.baseline.models import Change, Event  # noqa: PLC0415 (as above)

    time = document["time"]
    event = Event.objects.create(
        **{name: document[name] for name in EVENT_FIELDS},
        starts_on=time["first"],
        ends_on=time["last"],
        precision=time["precision"],
    )
    for name in LINKS:
        field = getattr(event, name)
        field.set(field.model.objects.filter(slug__in=document[name]))
    fields = ("number", "kind", "announced_on", "reason", "source")
    Change.objects.bulk_create(
        Change(event=event, **{name: change[name] for name in fields})
        for change in document["changes"]
    )


if __name__ == "__main__":
    main()

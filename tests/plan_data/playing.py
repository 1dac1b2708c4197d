"""Loading and replaying a plan, and all that the database then tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.utils import translation

from events.models import Change, Event
from plan_data.checks import PlanFaultyError
from publishing.models import PublicRecord, StandingClock
from tests.plan_data.plan_files import Cells, plan

#: Rows differ in these by when, not by what.
MOMENTS = {
    *("id", "event_id", "chair_id", "presidency_id"),
    *("created_at", "updated_at", "published_at", "recorded_at"),
}


def load(directory: Path, as_on: str = "") -> str:
    """Load the files of `directory` and return what the command printed."""
    day = ["--as-on", as_on] if as_on else []
    return "\n".join(printed("load_plan", str(directory), *day))


def refusal(directory: Path, as_on: str = "") -> str:
    """Load files that are refused, and return why."""
    with pytest.raises(CommandError) as caught:
        load(directory, as_on)
    return str(caught.value)


def refusals(directory: Path, as_on: str = "") -> list[str]:
    """Return the same line by line: a fault each."""
    return refusal(directory, as_on).splitlines()


def event_called(slug: str) -> Event:
    return Event.objects.get(slug=slug)


def printed(*command: str) -> list[str]:
    """Run a command and return the lines that it printed."""
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().splitlines()


def replay(directory: Path, until: str) -> list[str]:
    """Play on and return the lines that were printed."""
    out = StringIO()
    call_command("replay", "--data", str(directory), "--until", until, stdout=out, stderr=out)
    return out.getvalue().splitlines()


@translation.override("en")
def everything() -> dict[str, object]:
    """Return all that the database tells of the plan, but for the moments of writing.

    In English, whatever language a fixture of a wider scope finds active.
    """
    told: dict[str, object] = {
        f"record {row.kind}/{row.key}": orjson.loads(row.document)
        for row in PublicRecord.objects.filter(is_latest=True)
    }
    told |= {f"event {event.slug}": columns(event) for event in Event.objects.all()}
    told |= {
        f"change {change.event.slug}/{change.number}": columns(change)
        for change in Change.objects.select_related("event")
    }
    return told | {"clock": StandingClock.objects.values_list("day", flat=True).first()}


def columns(row: models.Model) -> dict[str, object]:
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) or None for name in names if name not in MOMENTS}


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def faults(rows: dict[str, list[Cells]]) -> list[str]:
    """Return the faults of a plan that must have some."""
    with pytest.raises(PlanFaultyError) as caught:
        plan(rows)
    return [str(fault) for fault in caught.value.faults]

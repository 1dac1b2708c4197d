"""A mirror that does not say what the portal says, or is old, fails loudly."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from tests.acting import addresses, workflow
from tests.factories import EventFactory
from tests.website.mirror.mirrors import run

pytestmark = pytest.mark.django_db


def test_mirror_that_says_what_the_portal_says(mirror: Path):
    assert run(mirror, "--check") == "It says what the portal says."


def retitled(mirror: Path, event: Event) -> str:
    event.title_en = "Forum of towns"
    event.save()
    return "the portal says “Forum of towns"


def withdrawn(mirror: Path, event: Event) -> str:
    workflow.withdraw(event)
    return "/en/events/forum/: in the mirror alone"


def damaged(mirror: Path, event: Event) -> str:
    (mirror / "en/events/forum.ics").write_text("BEGIN")
    return "en/events/forum.ics: damaged, or missing"


def added(mirror: Path, event: Event) -> str:
    EventFactory(slug="summit", published=True)
    return "/en/events/summit/: on the portal alone"


def moved(mirror: Path, event: Event) -> str:
    addresses.move_to(event, "forum-of-cities")
    return (
        "/en/events/forum/: the portal says “The address of this event has changed”, the mirror “"
    )


@pytest.mark.parametrize("drift", [retitled, withdrawn, damaged, added, moved])
def test_drift_fails_and_is_told(mirror: Path, event: Event, drift: Callable[[Path, Event], str]):
    expected = drift(mirror, event)
    out = StringIO()

    with pytest.raises(CommandError, match="does not say what the portal says"):
        call_command("mirror", str(mirror), "--check", stdout=out)

    assert expected in out.getvalue()


def test_old_mirror_fails(mirror: Path):
    members = orjson.loads((mirror / "manifest.json").read_bytes())
    members["made_at"] = "2020-07-22T12:00:00+00:00"
    (mirror / "manifest.json").write_bytes(orjson.dumps(members))

    with pytest.raises(CommandError, match="older than 3600 seconds"):
        run(mirror, "--check", "--max-age", "3600")

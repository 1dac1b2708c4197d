"""The files of another presidency, loaded beside the first."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from events.models import Event
from presidencies.models import Presidency
from priorities.models import Priority, Strand
from tests.plan_data.plan_files import Cells, presidency, tiny_plan, written
from tests.presidencies import lakes

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-06-01")]

CURRENT = "russia-2019-2020"


def test_plan_of_another_presidency_is_loaded_beside_the_first(client: Client, tmp_path, settings):
    settings.PORTAL_CLOCK = "2031-08-01"
    load(tmp_path / "first", {**tiny_plan(), "presidencies.csv": [presidency(slug=CURRENT)]})
    load(tmp_path / "lakes", lakes.plan())

    assert dict(Event.objects.values_list("slug", "presidency__slug")) == {
        "forum": CURRENT,
        "visit": CURRENT,
        "regatta": "atlantis-2031",
        "dive": "atlantis-2031",
    }
    assert client.get("/en/events/forum/")["Location"] == (
        f"/en/presidencies/{CURRENT}/events/forum/"
    )
    load(tmp_path / "again", lakes.plan())


def test_plan_of_no_presidency_is_refused(tmp_path):
    Strand.objects.all().delete()
    Presidency.objects.all().delete()

    with pytest.raises(CommandError, match=r"presidencies\.csv: The plan is nobody's"):
        load(tmp_path / "files", tiny_plan())


def test_address_of_another_presidency_is_refused_by_name(tmp_path, settings):
    settings.PORTAL_CLOCK = "2031-08-01"
    load(tmp_path / "first", {**tiny_plan(), "presidencies.csv": [presidency(slug=CURRENT)]})
    before = list(Priority.objects.values())
    taken = lakes.plan()
    taken["priorities.csv"][0]["slug"] = "security-and-stability"
    taken["events.csv"][0]["priority_slugs"] = "security-and-stability"

    with pytest.raises(CommandError) as refused:
        load(tmp_path / "lakes", taken)

    assert str(refused.value).splitlines() == [
        "1 fault; nothing was written.",
        "priorities.csv, row 2, column slug: “security-and-stability” is of another presidency: "
        "give this row an address of its own.",
    ]
    assert list(Priority.objects.values()) == before


def load(directory: Path, rows: dict[str, list[Cells]]) -> None:
    directory.mkdir()
    call_command("load_plan", str(written(directory, rows)), stdout=io.StringIO())

"""Years that are not meant, in files, commands and settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from events.models import Event
from publishing import clock
from publishing.years import TAKEN
from tests.plan_data.plan_files import tiny_plan, written

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


REFUSED = "The year {} lies outside 1990–2099: correct it."
ASKED = "The year {} lies outside {}: correct it, or say that it is right."


def faults(directory: Path, *options: str) -> list[str]:
    with pytest.raises(CommandError) as refused:
        call_command("load_plan", directory, *options)
    return str(refused.value).splitlines()[1:]


def told(file: str, row: int, column: str, problem: str) -> str:
    return f"{file}, row {row}, column {column}: {problem}"


CELLS = {
    ("events.csv", "start_date"): "2019–2021",
    ("event_changes.csv", "announced_on"): "2001–2021",
    ("news.csv", "published_on"): "2019–2021",
    ("documents.csv", "adopted_on"): "2001–2021",
    ("bodies.csv", "founded_on"): "2001–2021",
}


@pytest.mark.parametrize(("place", "usual"), CELLS.items())
def test_no_file_may_hold_a_year_that_nobody_means(tmp_path, place, usual):
    (file, column), rows = place, tiny_plan()
    rows[file][-1][column] = "2202-07-10"

    row = len(rows[file]) + 1
    refused = told(file, row, column, REFUSED.format(2202))
    assert [
        fault for fault in faults(written(tmp_path, rows), "--any-year") if fault == refused
    ] == [refused]


@pytest.mark.parametrize(("place", "usual"), CELLS.items())
def test_an_unusual_year_in_a_file_is_asked_about(tmp_path, place, usual):
    (file, column), rows = place, tiny_plan()
    rows[file][-1][column] = "1999-07-10"

    row, question = len(rows[file]) + 1, ASKED.format(1999, usual)
    asked = told(file, row, column, f"{question} If it is, load with --any-year.")
    assert asked in faults(written(tmp_path, rows))


def test_an_unusual_year_in_a_file_is_loaded_when_it_is_right(tmp_path):
    rows = tiny_plan()
    rows["documents.csv"][-1]["adopted_on"] = "1996-04-26"

    call_command("load_plan", written(tmp_path, rows), "--any-year")

    assert Event.objects.count() > 0


@pytest.mark.parametrize(("command", "option"), [("load_plan", "--as-on"), ("replay", "--until")])
def test_no_clock_is_moved_to_a_year_that_nobody_means(tmp_path, command, option):
    arguments = [str(tmp_path)] if command == "load_plan" else []

    with pytest.raises(CommandError) as refused:
        call_command(command, *arguments, f"{option}=2202-07-10")

    assert str(refused.value).endswith(REFUSED.format(2202))


def test_the_setting_of_the_clock_is_refused_by_name(settings):
    settings.PORTAL_CLOCK = "9999-12-31"

    with pytest.raises(ImproperlyConfigured) as refused:
        clock.today()

    assert str(refused.value) == f"PORTAL_CLOCK is '9999-12-31'. {REFUSED.format(9999)}"


@pytest.mark.parametrize(
    ("stored", "shown"), [(date.min, TAKEN.first_day), (date.max, TAKEN.last_day)]
)
def test_a_stored_day_of_the_clock_is_kept_within_the_years(settings, stored, shown):
    settings.PORTAL_CLOCK = "demo"
    clock.stand_at(stored)

    assert clock.today() == shown

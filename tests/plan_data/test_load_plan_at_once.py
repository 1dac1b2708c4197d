"""Loads that run at the same time: one writes, the others wait and find everything told."""

import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from events.models import Change, Event
from news.models import Article
from plan_data import presidencies
from publishing import clock, records
from scripts import migrated
from search.models import SynonymGroup
from tests.plan_data.plan_files import presided, tiny_plan, written
from tests.plan_data.playing import load, printed, replay
from tests.threads import at_once

#: Seconds that a load may take.
LONGEST = 300
SAME = (
    "Nothing changed: 2 countries, 2 cities, 1 priorities, 2 bodies, 2 events, 3 changes, "
    "2 news, 1 documents."
)
#: Of files that bring the presidency and a strand too.
SAME_AND_ONE = SAME.replace("1 priorities", "1 presidencies, 1 strands, 1 priorities")


def manage(database: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": f"sqlite:///{database}", "PYTHONWARNINGS": "default"}
        | {"DJANGO_SETTINGS_MODULE": "sco_presidency.settings.test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answers_of(running: list[subprocess.Popen[str]]) -> list[tuple[str, str]]:
    """Return what each said, once all have ended; when one takes too long, none goes on."""
    try:
        return [process.communicate(timeout=LONGEST) for process in running]
    finally:
        for process in running:
            process.kill()


@pytest.mark.sqlite
def test_processes_that_load_at_once_all_succeed(tmp_path):
    files, database = tmp_path / "files", tmp_path / "portal.sqlite3"
    files.mkdir()
    written(files, {**tiny_plan(), **presided()})
    if not migrated.copied_to(database):
        answers_of([manage(database, "migrate")])

    loads = [manage(database, "load_plan", str(files)) for _ in range(2)]

    answers = answers_of(loads)
    assert [running.returncode for running in loads] == [0, 0], answers
    assert sorted(out.splitlines()[-1] == SAME_AND_ONE for out, _errors in answers) == [
        False,
        True,
    ]


@pytest.mark.sqlite
@pytest.mark.django_db
def test_a_load_waits_longer_for_another_writer_than_a_page(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20000")

        load(written(tmp_path, tiny_plan()))

        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (600_000,)
        cursor.execute("PRAGMA busy_timeout = 20000")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_threads_that_load_at_once_all_succeed(tmp_path):
    files, told = written(tmp_path, tiny_plan()), []

    raised = at_once(*[lambda: told.append(load(files).splitlines()[-1]) for _ in range(8)])

    assert raised == []
    assert sum(line == SAME for line in told) == 7
    assert (Event.objects.count(), Change.objects.count()) == (2, 3)
    assert list(records.discrepancies()) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_loads_of_the_same_mended_files_correct_an_event_once(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    rows["events.csv"][1] |= {"end_date": "2020-02-07"}
    written(tmp_path, rows)
    before = Event.objects.get(slug="visit").sequence

    raised = at_once(*[lambda: printed("load_plan", str(tmp_path), "--mend") for _ in range(4)])

    assert raised == []
    assert Event.objects.get(slug="visit").sequence == before + 1
    assert list(records.discrepancies()) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_replays_at_once_play_each_act_once(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    files, lines = written(tmp_path, tiny_plan()), []
    load(files, "2020-01-13")

    raised = at_once(*[lambda: lines.append(replay(files, "2020-03-01")) for _ in range(2)])

    assert raised == []
    assert Change.objects.filter(event__slug="forum").count() == 2
    assert list(records.discrepancies()) == []


# --- one within the other: what another tells meanwhile --------------------------------------


class Meanwhile(StringIO):
    """Prints nothing, and plays on to `until` when the first line of another replay comes."""

    def __init__(self, files: Path, until: str) -> None:
        super().__init__()
        self.files, self.until = files, until

    def write(self, text: str) -> int:
        until, self.until = self.until, ""
        if until:
            replay(self.files, until)
        return super().write(text)


@pytest.mark.django_db
@pytest.mark.parametrize(("further", "steps"), [("2020-03-01", 2), ("2020-06-11", 3)])
def test_what_another_replay_tells_meanwhile_is_not_played_again(
    tmp_path, settings, further, steps
):
    settings.PORTAL_CLOCK = "demo"
    files = written(tmp_path, tiny_plan())
    load(files, "2020-01-13")
    out = Meanwhile(files, further)

    call_command("replay", "--data", str(files), "--until", "2020-03-01", stdout=out, stderr=out)

    assert "SKIPPED" not in out.getvalue()
    assert out.getvalue().endswith(f"\n1 step played. The clock stands at {further}.\n")
    assert clock.standing_day() == date.fromisoformat(further)
    assert Change.objects.filter(event__slug="forum").count() == steps
    assert list(records.discrepancies()) == []


# --- cut off ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_load_that_is_ended_before_its_last_file_has_written_nothing(tmp_path, monkeypatch):
    def killed(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(presidencies, "begin", killed)
    files = written(tmp_path, tiny_plan())
    (files / "synonyms.csv").write_text("names,note\nRATS;the structure,\n")

    with pytest.raises(CommandError, match="Stopped"):
        load(files)

    assert not any(model.objects.exists() for model in (Event, Article, SynonymGroup))

"""`manage.py replay`: from the standing day on, act by act, to what a load of that day gives."""

from datetime import date
from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.core.management import CommandError, call_command

from events.dates import Period
from events.enums import Status
from events.models import Event
from events.timeline import Facts
from news.models import Article
from plan_data.events import CHANGES
from publishing import clock, records
from publishing.models import PublicRecord
from tests.acting import changes
from tests.factories.events import announcement
from tests.plan_data.plan_files import tiny_plan, written
from tests.plan_data.playing import everything, load, replay, undone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.PORTAL_CLOCK = "demo"


@pytest.fixture
def directory(tmp_path) -> Path:
    """The files of the tiny plan, loaded as on 13 January 2020."""
    load(written(tmp_path, tiny_plan()), "2020-01-13")
    return tmp_path


# --- step by step --------------------------------------------------------------------


def test_each_act_is_told_with_its_day(directory):
    assert replay(directory, "2020-06-11") == [
        "2020-01-14  China (en): another source",
        "2020-01-14  Security (en): another source",
        "2020-01-14  Title of forum (en): announced, May 2020",
        "2020-01-14  Title of visit (en): another source",
        "2020-02-07  Title of visit (en): held",
        "2020-03-01  Title of forum (en): new date, 10 June 2020",
        "2020-06-10  Title of forum (en): held",
        "2020-06-10  Declaration (en): document",
        "2020-06-11  The forum opened (en): news",
        "9 steps played. The clock stands at 2020-06-11.",
    ]


def test_only_what_is_due_is_played(directory):
    replay(directory, "2020-03-01")

    forum = Event.objects.get(slug="forum")
    assert [change.kind for change in forum.changes.all()] == ["announced", "rescheduled"]
    assert (forum.status, forum.sequence, forum.summary_en) == (Status.PLANNED, 2, None)
    assert clock.standing_day() == date(2020, 3, 1)


def test_every_step_is_recorded_by_itself(directory):
    replay(directory, "2020-06-11")

    told = PublicRecord.objects.filter(kind="events", key="forum").order_by("number")
    assert [orjson.loads(row.document)["sequence"] for row in told] == [1, 2, 3]


def test_a_second_replay_has_nothing_to_play(directory):
    replay(directory, "2020-06-11")
    newest = records.newest_number()

    assert replay(directory, "2020-06-11") == ["0 steps played. The clock stands at 2020-06-11."]
    assert records.newest_number() == newest


def test_news_that_was_there_before_its_event_is_linked_to_it(directory):
    assert Article.objects.get(slug="forum-ahead").events.count() == 0

    replay(directory, "2020-01-14")

    assert [event.slug for event in Article.objects.get(slug="forum-ahead").events.all()] == [
        "forum"
    ]
    assert list(records.discrepancies()) == []


def test_editors_texts_survive_the_replay(directory):
    replay(directory, "2020-01-14")
    Event.objects.filter(slug="forum").update(title_en="Our title")

    replay(directory, "2020-06-11")

    forum = Event.objects.get(slug="forum")
    assert (forum.title_en, forum.summary_en) == ("Our title", "What came of forum (en)")


# --- the same as a load ------------------------------------------------------------------


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    "until", ["2020-01-14", "2020-02-07", "2020-03-01", "2020-06-10", "2020-06-11", "2021-12-31"]
)
def test_a_replay_ends_as_a_load_of_that_day(tmp_path, until):
    written(tmp_path, tiny_plan())
    with undone():
        load(tmp_path, until)
        loaded = everything()
    load(tmp_path, "2020-01-01")

    replay(tmp_path, until)

    assert everything() == loaded


# --- what cannot be played ----------------------------------------------------------------


def test_an_event_changed_by_hand_is_skipped_and_the_rest_goes_on(directory):
    replay(directory, "2020-01-14")
    changes.cancel(Event.objects.get(slug="forum"), announcement(date(2020, 1, 20)))
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError) as caught:
        call_command(
            "replay", "--data", str(directory), "--until", "2020-06-11", stdout=out, stderr=err
        )

    assert str(caught.value) == "1 could not be played on: see the lines marked SKIPPED."
    assert err.getvalue().splitlines() == [
        "2020-03-01  Title of forum (en): new date, 10 June 2020: SKIPPED, its record of changes "
        "differs from the history in the files"
    ]
    assert "2020-02-07  Title of visit (en): held" in out.getvalue()
    assert Event.objects.get(slug="forum").changes.count() == 2
    assert Article.objects.filter(slug="forum-opens").exists()
    assert clock.standing_day() == date(2020, 6, 11)


def test_a_step_that_its_writer_refuses_leaves_nothing_half_written(directory):
    rows = tiny_plan()
    rows[CHANGES][2]["announced_on"] = "2020-06-09"
    out = StringIO()

    with pytest.raises(CommandError):
        call_command(
            "replay",
            *("--data", str(written(directory, rows)), "--until", "2020-06-11"),
            stdout=out,
            stderr=out,
        )

    forum = Event.objects.get(slug="forum")
    assert (forum.status, forum.changes.count(), forum.summary_en) == (Status.PLANNED, 2, None)
    assert "SKIPPED, The event begins on 10 June 2020 and cannot be held before." in out.getvalue()


def test_an_event_changed_by_hand_with_nothing_due_is_no_fault(directory):
    replay(directory, "2020-06-11")
    changes.establish(
        Event.objects.get(slug="visit"), Facts(Status.PLANNED, Period.on(date(2020, 8, 1)))
    )

    assert replay(directory, "2020-06-12") == ["0 steps played. The clock stands at 2020-06-12."]


def test_the_clock_cannot_be_turned_back(directory):
    with pytest.raises(CommandError) as caught:
        replay(directory, "2020-01-12")

    assert str(caught.value) == (
        "The clock stands at 2020-01-13 already, and what was told cannot be taken back. "
        "To begin anew: make reset, then make run."
    )


def test_a_portal_that_follows_the_real_day_is_not_played_on(directory, settings):
    settings.PORTAL_CLOCK = "off"

    with pytest.raises(CommandError, match=r"^Only a portal with the clock of a demonstration"):
        replay(directory, "2020-06-11")


def test_a_plan_loaded_to_its_end_is_not_played_on(tmp_path):
    call_command("load_plan", str(written(tmp_path, tiny_plan())), stdout=StringIO())

    with pytest.raises(CommandError, match=r"^The clock stands at no day"):
        replay(tmp_path, "2020-06-11")

"""`manage.py load_plan`: all or nothing, and once and for all."""

from datetime import date

import pytest
from django.apps import apps

from bodies.models import Body
from events.dates import Period
from events.enums import Format, Status
from events.timeline import Facts
from news.models import Article
from plan_data.events import CHANGES
from priorities.models import Strand
from publishing import records
from publishing.models import PublicRecord, Stamp, TableStamp
from tests.plan_data.plan_files import tiny_plan, written
from tests.plan_data.playing import event_called, load, refusal

pytestmark = pytest.mark.django_db


def is_empty() -> bool:
    """Whether no table of ours holds a row but the stamps and those of the presidency, its strands too."""
    ours = ("publishing", "places", "priorities", "bodies", "events", "news", "documents")
    return not any(
        model._base_manager.exists()
        for app in ours
        for model in apps.get_app_config(app).get_models()
        if model not in (Strand, Stamp, TableStamp)
    )


# --- all of it, or nothing ---------------------------------------------------------


def test_everything_is_written_published_and_recorded(tmp_path):
    load(written(tmp_path, tiny_plan()))

    forum = event_called("forum")
    assert forum.facts() == Facts(
        Status.HELD, Period.on(date(2020, 6, 10)), Format.IN_PERSON, ("moscow",)
    )
    assert [change.kind for change in forum.changes.all()] == ["announced", "rescheduled", "held"]
    assert (forum.title_ru, forum.chair.code, forum.summary_zh_hans) == (
        "Title of forum (ru)",
        "RU",
        "What came of forum (zh)",
    )
    assert [body.slug for body in forum.bodies.all()] == ["council", "group"]
    assert list(forum.articles.published()) == list(Article.objects.order_by("-published_on"))
    assert [paper.languages for paper in forum.documents.published()] == [["ru", "zh-Hans"]]
    assert Body.objects.get(slug="group").parent.slug == "council"
    assert PublicRecord.objects.filter(is_latest=True).count() == 12
    assert list(records.discrepancies()) == []


def test_a_fault_leaves_the_database_as_it_was(tmp_path):
    rows = tiny_plan()
    rows["documents.csv"][0]["adopted_on"] = "2020-06-31"

    text = refusal(written(tmp_path, rows))

    assert text.startswith("1 fault; nothing was written.\ndocuments.csv, row 2, column adopted_on")
    assert is_empty()


def test_a_step_that_its_writer_refuses_leaves_the_database_as_it_was(tmp_path):
    rows = tiny_plan()
    rows[CHANGES][2]["announced_on"] = "2020-06-09"

    text = refusal(written(tmp_path, rows))

    assert text == (
        "1 fault; nothing was written.\n"
        "event_changes.csv, row 4: The event begins on 10 June 2020 and cannot be held before."
    )
    assert is_empty()


def test_a_step_to_come_is_rehearsed_before_an_earlier_day_is_loaded(tmp_path):
    rows = tiny_plan()
    rows[CHANGES][2]["announced_on"] = "2020-06-09"

    text = refusal(written(tmp_path, rows), as_on="2020-02-01")

    assert "event_changes.csv, row 4: " in text
    assert is_empty()


def test_a_step_that_says_more_than_its_kind_can_do_is_refused(tmp_path):
    rows = tiny_plan()
    rows[CHANGES][1] |= {"kind": "cancelled"}
    rows[CHANGES][2] |= {"kind": "corrected"}
    rows["events.csv"][0] |= {"status": "cancelled"}

    text = refusal(written(tmp_path, rows))

    assert text == (
        "1 fault; nothing was written.\n"
        "event_changes.csv, row 3: A step of this kind does not change all that the row says."
    )


def test_a_directory_that_is_none_is_named(tmp_path):
    assert refusal(tmp_path / "nowhere") == (
        f"{tmp_path / 'nowhere'} is not a directory with the files of the plan."
    )


def test_missing_files_are_named(tmp_path):
    assert refusal(tmp_path).splitlines()[:2] == [
        "8 faults; nothing was written.",
        "bodies.csv: The file is missing.",
    ]

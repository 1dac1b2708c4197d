"""`manage.py load_plan` a second time: what differs is brought up to date, and nothing else."""

from datetime import date

import pytest

from bodies.models import Body
from documents.models import Document
from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.timeline import Facts
from plan_data.events import CHANGES
from priorities.models import Priority
from publishing import records
from tests.acting import changes, workflow
from tests.documents.corrected import corrected
from tests.factories.events import announcement
from tests.plan_data.plan_files import tiny_plan, written
from tests.plan_data.playing import event_called, load, refusal

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing_and_says_so(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)
    newest = records.newest_number()

    text = load(directory)

    assert text.splitlines()[-1] == (
        "Nothing changed: 2 countries, 2 cities, 1 priorities, 2 bodies, 2 events, 3 changes, "
        "2 news, 1 documents."
    )
    assert records.newest_number() == newest


def test_a_changed_text_is_brought_up_to_date_and_told(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    newest = records.newest_number()
    rows["events.csv"][0]["title_ru"] = "Другое название"
    rows["bodies.csv"][0]["short_name_en"] = "Board"

    text = load(written(tmp_path, rows))

    assert event_called("forum").title_ru == "Другое название"
    assert Body.objects.get(slug="council").short_name_en == "Board"
    assert records.newest_number() == newest + 2
    assert list(records.discrepancies()) == []
    assert "bodies" in text
    assert "Nothing changed" not in text


def test_a_public_document_is_not_rewritten_by_a_file(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    newest, title = records.newest_number(), Document.objects.get().title_ru
    rows["documents.csv"][0]["title_ru"] = "Другое название"
    rows["bodies.csv"][0]["short_name_en"] = "Board"

    told = refusal(written(tmp_path, rows))

    assert "documents.csv, row 2: The public has read another title_ru" in told
    assert "Correct…" in told
    assert Document.objects.get().title_ru == title
    assert Body.objects.get(slug="council").short_name_en != "Board"
    assert records.newest_number() == newest


def test_a_document_corrected_in_the_open_keeps_its_correction(tmp_path):
    rows = tiny_plan()
    directory = written(tmp_path, rows)
    load(directory)
    corrected(Document.objects.get(), titles={"ru": "Исправлено"})

    told = refusal(directory)
    rows["documents.csv"][0]["title_ru"] = "Исправлено"
    again = load(written(tmp_path, rows))

    assert "another title_ru" in told
    assert "Nothing changed" in again
    assert Document.objects.get().title_ru == "Исправлено"


def test_links_are_brought_up_to_date(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    rows["events.csv"][0]["body_slugs"] = "group"
    rows["bodies.csv"][1]["parent_slug"] = ""

    load(written(tmp_path, rows))

    assert [body.slug for body in event_called("forum").bodies.all()] == ["group"]
    assert Body.objects.get(slug="group").parent is None


def test_a_new_step_at_the_end_is_played_on(tmp_path):
    rows = tiny_plan()
    held = rows[CHANGES].pop()
    rows["events.csv"][0]["status"] = "planned"
    load(written(tmp_path, rows))
    rows[CHANGES].append(held)
    rows["events.csv"][0]["status"] = "held"

    load(written(tmp_path, rows))

    assert event_called("forum").status == Status.HELD
    assert event_called("forum").changes.count() == 3


def test_a_withdrawn_item_stays_withdrawn(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)
    workflow.withdraw(event_called("visit"))

    load(directory)

    assert not event_called("visit").is_published


def test_an_event_changed_by_hand_stops_the_load(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory, as_on="2020-03-02")
    changes.cancel(event_called("forum"), announcement(date(2020, 3, 2)))

    text = refusal(directory)

    assert text == (
        "1 fault; nothing was written.\n"
        "events.csv, row 2, column slug: The event was changed by hand: "
        "its record of changes differs from the history in the files."
    )
    assert event_called("forum").status == Status.CANCELLED
    assert event_called("visit").status == Status.HELD


def test_facts_established_by_hand_stop_the_load(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)
    changes.establish(event_called("visit"), Facts(Status.PLANNED, Period.on(date(2020, 8, 1))))

    text = refusal(directory)

    assert "date: 2020-08-01 to 2020-08-01 (day) here, 2020-02-05 to 2020-02-06 (day)" in text
    assert event_called("visit").period == Period.on(date(2020, 8, 1))


def test_a_step_added_by_hand_after_the_last_one_stops_the_load(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)
    changes.correct(event_called("forum"), announcement(), FactChanges(format=Format.HYBRID))

    text = refusal(directory)

    assert "events.csv, row 2, column slug: The event was changed by hand" in text


def test_a_row_that_clashes_with_the_database_is_named(tmp_path):
    load(written(tmp_path, tiny_plan()))
    rows = tiny_plan()
    rows["priorities.csv"][0]["slug"] = "partner-organisations"
    for table in ("events.csv", "news.csv"):
        rows[table] = [
            row | {"priority_slugs": "partner-organisations"} if row.get("priority_slugs") else row
            for row in rows[table]
        ]

    text = refusal(written(tmp_path, rows))

    assert "priorities.csv, row 2: The database refuses it beside the rows that it holds" in text
    assert [priority.slug for priority in Priority.objects.all()] == ["security-and-stability"]


def test_an_untold_event_is_no_reason_to_touch_what_links_to_it(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory, as_on="2020-01-13")

    assert "Nothing changed: " in load(directory, as_on="2020-01-13")

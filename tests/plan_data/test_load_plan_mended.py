"""Files that were mended after they were loaded, met by a record that nobody can alter."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Precision, Status
from plan_data.events import CHANGES
from publishing import clock, records
from tests.acting import changes
from tests.factories.events import announcement
from tests.plan_data.plan_files import Cells, spoken, step, tiny_plan, to, written
from tests.plan_data.playing import event_called, load, printed, refusal

pytestmark = pytest.mark.django_db

EARLY_2020 = Period(date(2020, 1, 1), date(2020, 3, 31), Precision.PART_OF_YEAR)
Rows = dict[str, list[Cells]]


def mend(directory: Path) -> list[str]:
    return printed("load_plan", str(directory), "--mend")


def kept(lines: list[str]) -> list[str]:
    """Return the cells of which the command says that they are recorded otherwise."""
    return [line.strip() for line in lines if ": Recorded as " in line]


def vague() -> Rows:
    """The tiny plan, whose forum was never reported, and is bound by the first quarter."""
    rows = tiny_plan()
    rows[CHANGES] = [
        step("forum", 1, "2020-01-14", "announced", new_format="in_person", new_city_slug="moscow")
        | to("2020-01-01", "2020-03-31", "quarter")
    ]
    rows["events.csv"][0] |= {"start_date": "2020-01-01", "end_date": "2020-03-31"}
    rows["events.csv"][0] |= {"date_precision": "quarter", "status": "unknown_outcome"}
    return rows


def vague_and_mended() -> Rows:
    rows = vague()
    rows[CHANGES][0]["new_precision"] = "part_of_year"
    rows["events.csv"][0]["date_precision"] = "part_of_year"
    return rows


# --- how a step was told -----------------------------------------------------------


def test_a_step_that_is_told_otherwise_now_is_named_and_stays_as_it_was_told(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    newest = records.newest_number()
    rows[CHANGES][0] |= to("2020-01-01", "2020-06-30", "half_year")
    rows[CHANGES][1] |= {"old_start": "2020-01-01", "old_end": "2020-06-30"}
    rows[CHANGES][1] |= {"old_precision": "half_year", "announced_on": "2020-03-02"}
    rows[CHANGES][1] |= {"note_en": "Another reason", "source_url": "https://other.example/"}

    lines = load(written(tmp_path, rows)).splitlines()

    assert kept(lines) == [
        "event_changes.csv, row 2, column new_start: "
        "Recorded as “2020-05-01 to 2020-05-31 (month)”.",
        "event_changes.csv, row 3, column announced_on: Recorded as “2020-03-01”.",
        "event_changes.csv, row 3, column source_url: Recorded as “https://source.example/”.",
        "event_changes.csv, row 3, column note_en: Recorded as “The reason (en)”.",
    ]
    assert lines[-1].startswith("Nothing changed: ")
    assert event_called("forum").changes.get(number=2).reason_en == "The reason (en)"
    assert records.newest_number() == newest


def test_names_found_after_a_renaming_was_recorded_are_named(tmp_path):
    rows = tiny_plan()
    rows[CHANGES].append(step("forum", 4, "2020-07-01", "renamed"))
    load(written(tmp_path, rows))
    rows[CHANGES][3] |= spoken(old_title="Old name", new_title="Title of forum")

    lines = load(written(tmp_path, rows)).splitlines()

    assert kept(lines) == [
        f"event_changes.csv, row 5, column {name}_title_{suffix}: Recorded as nothing."
        for name in ("old", "new")
        for suffix in ("en", "ru", "zh")
    ]
    assert event_called("forum").title_en == "Title of forum (en)"


def test_a_place_and_a_format_recorded_otherwise_are_named(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    rows[CHANGES][0] |= {"new_city_slug": "beijing", "new_format": "online"}
    rows[CHANGES][1] |= {"new_city_slug": "moscow", "new_format": "in_person"}

    lines = load(written(tmp_path, rows)).splitlines()

    assert kept(lines) == [
        "event_changes.csv, row 2, column new_format: Recorded as “in_person”.",
        "event_changes.csv, row 2, column new_city_slug: Recorded as “moscow”.",
    ]


# --- facts -------------------------------------------------------------------------


def test_mended_facts_stop_the_load_and_both_are_said(tmp_path):
    load(written(tmp_path, vague()))

    text = refusal(written(tmp_path, vague_and_mended()))

    assert text.startswith(
        "1 fault; nothing was written.\n"
        "events.csv, row 2, column slug: The event was changed by hand, or its rows were mended: "
        "its facts differ from the history in the files (date: 2020-01-01 to 2020-03-31 (quarter) "
        "here, 2020-01-01 to 2020-03-31 (part_of_year) in the files). "
    )
    assert "load with --mend" in text
    assert event_called("forum").precision == "quarter"


def test_mended_facts_are_corrected_in_the_open_when_that_is_asked(tmp_path, settings):
    settings.PORTAL_CLOCK = "2020-04-20"
    load(written(tmp_path, vague()))

    lines = mend(written(tmp_path, vague_and_mended()))

    forum = event_called("forum")
    first, second = forum.changes.all()
    assert "Corrected in the open, to the facts of the files: forum." in lines
    assert (forum.period, forum.status) == (EARLY_2020, Status.UNKNOWN_OUTCOME)
    assert first.new_period == Period(EARLY_2020.first, EARLY_2020.last, Precision.QUARTER)
    assert (second.kind, second.announced_on) == ("corrected", date(2020, 4, 20))
    assert (second.old_period, second.new_period) == (first.new_period, EARLY_2020)
    assert second.reason_en == "Corrected after a review of the sources."
    assert list(records.discrepancies()) == []


def test_a_load_after_the_correction_changes_nothing(tmp_path):
    load(written(tmp_path, vague()))
    mend(written(tmp_path, vague_and_mended()))
    newest = records.newest_number()

    lines = load(tmp_path).splitlines()

    assert lines[-1].startswith("Nothing changed: ")
    assert mend(tmp_path)[-1].startswith("Nothing changed: ")
    assert records.newest_number() == newest


def test_facts_without_a_history_are_established_anew(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    rows["events.csv"][1] |= {"end_date": "2020-02-07", "format": "hybrid"}

    text = refusal(written(tmp_path, rows))
    mend(tmp_path)

    assert "format: “in_person” here, “hybrid” in the files" in text
    visit = event_called("visit")
    assert visit.period == Period.on(date(2020, 2, 5), date(2020, 2, 7))
    assert (visit.format, visit.changes.count()) == (Format.HYBRID, 0)


def test_a_status_that_was_mended_is_established_anew(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    rows["events.csv"][1] |= {"status": "unknown_outcome"}

    text = refusal(written(tmp_path, rows))
    mend(tmp_path)

    assert "status: “held” here, “unknown_outcome” in the files" in text
    assert event_called("visit").status == Status.UNKNOWN_OUTCOME
    assert load(tmp_path).splitlines()[-1].startswith("Nothing changed: ")


def test_an_event_without_a_history_that_was_corrected_by_hand_is_corrected_back(tmp_path):
    load(written(tmp_path, tiny_plan()))
    changes.correct(
        event_called("visit"), announcement(clock.today()), FactChanges(format=Format.HYBRID)
    )

    text = refusal(tmp_path)
    mend(tmp_path)

    assert "format: “hybrid” here, “in_person” in the files" in text
    assert [change.kind for change in event_called("visit").changes.all()] == [
        "corrected",
        "corrected",
    ]
    assert event_called("visit").format == Format.IN_PERSON
    assert event_called("visit").changes.last().source_url == "https://source.example/"


def test_an_event_corrected_by_hand_to_what_the_files_say_is_no_fault(tmp_path):
    load(written(tmp_path, vague()))
    changes.correct(
        event_called("forum"), announcement(clock.today()), FactChanges(period=EARLY_2020)
    )

    lines = load(written(tmp_path, vague_and_mended())).splitlines()

    assert lines[-1].startswith("Nothing changed: ")
    assert event_called("forum").changes.count() == 2


def test_a_later_step_is_told_after_a_correction(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    call_command("load_plan", str(written(tmp_path, tiny_plan())), "--as-on", "2020-02-01")
    rows = tiny_plan()
    rows[CHANGES][0] |= to("2020-04-01", "2020-05-31", "month")
    rows[CHANGES][1] |= {"old_start": "2020-04-01"}
    written(tmp_path, rows)

    printed("load_plan", str(tmp_path), "--as-on", "2020-02-02", "--mend")
    printed("load_plan", str(tmp_path), "--as-on", "2020-06-10")

    kinds = [change.kind for change in event_called("forum").changes.all()]
    assert kinds == ["announced", "corrected", "rescheduled", "held"]
    assert event_called("forum").period == Period.on(date(2020, 6, 10))


def test_a_step_that_no_row_tells_cannot_be_mended(tmp_path):
    load(written(tmp_path, vague()))
    changes.correct(event_called("forum"), announcement(clock.today()), status=Status.PLANNED)
    changes.cancel(event_called("forum"), announcement(clock.today()))

    with pytest.raises(CommandError) as caught:
        mend(written(tmp_path, vague_and_mended()))

    assert "The event was changed by hand: its record of changes differs" in str(caught.value)
    assert event_called("forum").status == Status.CANCELLED

"""Clock times from the files to the event, its steps and the public record, in several zones."""

import csv
from datetime import date, time

import orjson
import pytest

from events.dates import Period
from events.enums import Precision
from events.models import Event
from plan_data.events import CHANGES
from publishing import records
from publishing.models import PublicRecord
from tests.plan_data.plan_files import Cells, tiny_plan, written
from tests.plan_data.playing import load
from tests.plan_data.test_plan_checking import faults

pytestmark = pytest.mark.django_db

Rows = dict[str, list[Cells]]


def clock(opens: str, closes: str, zone: str, prefix: str = "") -> Cells:
    """Return the cells of a clock time, with the precision that goes with it."""
    precision = f"{prefix}precision" if prefix else "date_precision"
    return {
        f"{prefix}opens": opens,
        f"{prefix}closes": closes,
        f"{prefix}time_zone": zone,
        precision: "minute",
    }


def timed(opens: str = "10:00", closes: str = "", zone: str = "Europe/Moscow") -> Rows:
    """The tiny plan with a clock time for the visit, which has no history."""
    rows = tiny_plan()
    rows["events.csv"][1] |= clock(opens, closes, zone)
    return rows


def told(slug: str) -> dict[str, object]:
    row = PublicRecord.objects.get(kind="events", key=slug, is_latest=True)
    return orjson.loads(row.document)


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    ("opens", "closes", "zone", "moments"),
    [
        ("10:00", "18:30", "Europe/Moscow", "2020-02-05T10:00+03:00 2020-02-06T18:30+03:00"),
        ("14:00", "", "Asia/Shanghai", "2020-02-05T14:00+08:00 2020-02-07T00:00+08:00"),
        ("20:00", "01:00", "America/New_York", "2020-02-05T20:00-05:00 2020-02-06T01:00-05:00"),
        ("09:15", "09:00", "Asia/Kolkata", "2020-02-05T09:15+05:30 2020-02-06T09:00+05:30"),
        (
            "00:00",
            "23:59",
            "Asia/Yekaterinburg",
            "2020-02-05T00:00+05:00 2020-02-06T23:59+05:00",
        ),
    ],
)
def test_a_clock_time_comes_whole_from_the_file_to_the_public(
    tmp_path, opens, closes, zone, moments
):
    load(written(tmp_path, timed(opens, closes, zone)))

    period = Event.objects.get(slug="visit").period
    ends = [moment.isoformat(timespec="minutes") for moment in (period.begins, period.ends)]
    assert ends == moments.split()
    assert {name: told("visit")["time"][name] for name in ("opens", "closes", "time_zone")} == {
        "opens": opens,
        "closes": closes or None,
        "time_zone": zone,
    }
    assert told("visit")["time"]["precision"] == "minute"
    assert load(tmp_path).splitlines()[-1].startswith("Nothing changed: ")
    assert list(records.discrepancies()) == []


def test_the_columns_of_the_export_hold_what_those_of_the_file_held(tmp_path, client):
    load(written(tmp_path, timed("20:00", "01:00", "America/New_York")))

    content = client.get("/en/calendar.csv?header=fields").content.decode("utf-8-sig")
    rows = {row["slug"]: row for row in csv.DictReader(content.splitlines())}
    names = ("first_day", "last_day", "precision", "opens", "closes", "time_zone")
    assert [rows["visit"][name] for name in names] == [
        *("2020-02-05", "2020-02-06", "minute", "20:00", "01:00", "America/New_York")
    ]
    assert [rows["forum"][name] for name in names[2:]] == ["day", "", "", ""]


def moved() -> Rows:
    """The tiny plan; the forum moves from 10:00 to 14:00 of one day, and closes at 16:00."""
    rows = tiny_plan()
    announced, confirmed, held = rows[CHANGES]
    day = {"old_start": "2020-06-10", "old_end": "2020-06-10"}
    rows[CHANGES] = [
        announced,
        confirmed | clock("10:00", "", "Europe/Moscow", "new_"),
        confirmed
        | {"seq": "3", "announced_on": "2020-03-02"}
        | day
        | clock("10:00", "", "Europe/Moscow", "old_")
        | clock("14:00", "16:00", "Asia/Shanghai", "new_"),
        held | {"seq": "4"},
    ]
    rows["events.csv"][0] |= clock("14:00", "16:00", "Asia/Shanghai")
    return rows


def test_a_step_that_moves_the_clock_alone_tells_the_old_and_the_new_one(tmp_path):
    load(written(tmp_path, moved()))

    change = Event.objects.get(slug="forum").changes.get(number=3)
    day = date(2020, 6, 10)
    assert change.old_period == Period(day, day, Precision.MINUTE, time(10), None, "Europe/Moscow")
    assert change.new_period == Period(
        day, day, Precision.MINUTE, time(14), time(16), "Asia/Shanghai"
    )
    step = told("forum")["changes"][2]["time"]
    assert (step["old"]["opens"], step["new"]["opens"], step["new"]["closes"]) == (
        *("10:00", "14:00"),
        "16:00",
    )


def test_the_clock_of_an_earlier_day_is_told_on_that_day(tmp_path):
    load(written(tmp_path, moved()), "2020-03-01")

    assert Event.objects.get(slug="forum").opens_at == time(10)


def test_the_words_of_a_date_go_with_a_day_that_has_a_clock_time(tmp_path):
    rows = moved()
    rows["events.csv"][0] |= {f"date_text_{suffix}": "at noon" for suffix in ("en", "ru", "zh")}

    load(written(tmp_path, rows))

    period = Event.objects.get(slug="forum").period
    assert (period.words["en"], period.opens) == ("at noon", time(14))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (clock("25:00", "", "Europe/Moscow"), "opens: “25:00” is not a clock time. Write one like"),
        (clock("24:00", "", "Europe/Moscow"), "opens: “24:00” is not a clock time."),
        (clock("22:00", "24:00", "Europe/Moscow"), "closes: “24:00” is not a clock time."),
        (clock("9:30", "", "Europe/Moscow"), "opens: “9:30” is not a clock time."),
        (clock("14", "", "Europe/Moscow"), "opens: “14” is not a clock time."),
        (clock("14:00:30", "", "Europe/Moscow"), "opens: “14:00:30” is not a clock time."),
        (clock("14:00+03:00", "", "Europe/Moscow"), "opens: “14:00+03:00” is not a clock time."),
        (clock("2 p.m.", "", "Europe/Moscow"), "opens: “2 p.m.” is not a clock time."),
        (clock("１４:００", "", "Europe/Moscow"), "opens: “"),
        (clock("14:00", "noon", "Europe/Moscow"), "closes: “noon” is not a clock time."),
        (clock("", "", "Europe/Moscow"), "opens: The precision `minute` needs a clock time"),
        (clock("", "16:00", "Europe/Moscow"), "opens: The precision `minute` needs a clock time"),
        (clock("14:00", "", ""), "time_zone: “” is not an IANA time zone. Write one like"),
        (clock("14:00", "", "Moscow"), "time_zone: “Moscow” is not an IANA time zone."),
        (clock("14:00", "", "UTC+3"), "time_zone: “UTC+3” is not an IANA time zone."),
        (clock("14:00", "", "localtime"), "time_zone: “localtime” is not an IANA time zone."),
        (clock("14:00", "", "../../etc/passwd"), "time_zone: “../../etc/passwd” is not an IANA"),
        (
            clock("14:00", "13:00", "Europe/Moscow") | {"end_date": "2020-02-05"},
            "closes: The closing time must lie after the opening time.",
        ),
        (
            clock("14:00", "14:00", "Europe/Moscow") | {"end_date": "2020-02-05"},
            "closes: The closing time must lie after the opening time.",
        ),
        (
            clock("14:00", "", "Europe/Moscow") | {"date_precision": "month"},
            "opens: A clock time goes with the precision `minute`: write that, or none.",
        ),
        (
            clock("14:00", "", "Europe/Moscow")
            | {"start_date": "", "end_date": "", "date_precision": "none", "status": "postponed"},
            "opens: A clock time goes with the precision `minute`: write that, or none.",
        ),
    ],
)
def test_a_clock_time_that_cannot_be_is_named_by_its_cell(cells, fault):
    rows = tiny_plan()
    rows["events.csv"][1] |= cells

    found = faults(rows)

    assert any(line.startswith(f"events.csv, row 3, column {fault}") for line in found), found


@pytest.mark.parametrize(
    ("file", "row", "cells", "fault"),
    [
        (
            "events.csv",
            2,
            {"opens": "15:00"},
            "events.csv, row 2, column opens: The history ends with "
            "2020-06-10 to 2020-06-10 (minute, 14:00–16:00 Asia/Shanghai).",
        ),
        (
            "events.csv",
            2,
            {"opens": "", "closes": "", "time_zone": "", "date_precision": "day"},
            "events.csv, row 2, column opens: The history ends with "
            "2020-06-10 to 2020-06-10 (minute, 14:00–16:00 Asia/Shanghai).",
        ),
        (
            CHANGES,
            4,
            {"old_opens": "11:00"},
            "event_changes.csv, row 4, column old_opens: The history has "
            "2020-06-10 to 2020-06-10 (minute, 10:00 Europe/Moscow) here.",
        ),
    ],
)
def test_the_clock_of_a_history_must_lead_on_to_that_of_its_event(file, row, cells, fault):
    rows = moved()
    rows[file][row - 2] |= cells

    assert faults(rows) == [fault]


def test_an_old_day_without_its_clock_contradicts_nothing(tmp_path):
    rows = moved()
    rows[CHANGES][2] |= dict.fromkeys(("old_opens", "old_closes", "old_time_zone"), "")
    rows[CHANGES][2] |= {"old_precision": "day"}

    load(written(tmp_path, rows))

    assert Event.objects.get(slug="forum").changes.get(number=3).old_period.opens == time(10)

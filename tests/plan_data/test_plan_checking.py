"""Each kind of fault in the files is named by file, row and column, and all at once."""

import pytest

from plan_data.events import CHANGES
from tests.acting import addresses
from tests.factories import EventFactory
from tests.plan_data.plan_files import event, plan, step, tiny_plan, to
from tests.plan_data.playing import faults

pytestmark = pytest.mark.django_db


def changed(file: str, row: int, **cells: str):
    """Return the tiny plan with other cells in one row, numbered as a spreadsheet does."""
    rows = tiny_plan()
    rows[file][row - 2] |= cells
    return rows


def test_the_tiny_plan_has_no_fault():
    told = plan(tiny_plan())

    assert [entry.slug for entry in told.lasting] == [
        *("russia-en", "china-en", "moscow", "beijing"),
        *("security-and-stability", "council", "group"),
    ]
    assert [story.slug for story in told.timelines] == ["forum", "visit"]
    assert [entry.slug for entry in told.papers] == ["forum-opens", "forum-ahead", "declaration"]


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "problem"),
    [
        ("countries.csv", 2, "code", "RUS", "Ensure this value has at most 2 characters"),
        ("countries.csv", 2, "role", "friend", "Value 'friend' is not a valid choice. Choose one"),
        ("countries.csv", 2, "member_since", "long", "“long” value must be an integer."),
        ("countries.csv", 2, "name_ru", "", "The text is missing in this language."),
        ("cities.csv", 2, "slug", "", "The cell is empty."),
        ("cities.csv", 2, "slug", "Moscow!", "Enter a valid “slug”"),
        ("cities.csv", 2, "latitude", "155.75", "Ensure this value is less than or equal to 90."),
        ("cities.csv", 2, "time_zone", "Moscow", "“Moscow” is not an IANA time zone."),
        ("cities.csv", 2, "country_code", "XX", "There is no row “XX” in countries.csv."),
        ("cities.csv", 2, "country_code", "", "The cell is empty."),
        ("cities.csv", 3, "slug", "moscow", "“moscow” stands in row 2 already."),
        (
            "priorities.csv",
            2,
            "strand",
            "peace",
            "There is no row “peace” in strands.csv.",
        ),
        ("priorities.csv", 2, "summary_zh", "", "The text is missing in this language."),
        ("bodies.csv", 2, "parent_slug", "group", "Put “group” in a row above this one."),
        ("bodies.csv", 3, "parent_slug", "nowhere", "There is no row “nowhere” in bodies.csv."),
        ("bodies.csv", 3, "founded_on", "spring", "Write a year, a month or a day"),
        ("events.csv", 2, "kind", "party", "Value 'party' is not a valid choice."),
        ("events.csv", 2, "title_zh", "", "The text is missing in this language."),
        ("events.csv", 2, "title_zh", "\U0001bca0", "The text is missing in this language."),
        ("events.csv", 2, "title_zh", "\u0301", "The text is missing in this language."),
        ("events.csv", 2, "title_en", "x" * 401, "Ensure this value has at most 400 characters"),
        ("events.csv", 2, "source_urls", "http:/no", "“http:/no” is not a web address."),
        ("events.csv", 2, "chair_country", "SU", "There is no row “SU” in countries.csv."),
        ("events.csv", 2, "body_slugs", "council;nato", "There is no row “nato” in bodies.csv."),
        ("events.csv", 3, "start_date", "2020-02-30", "“2020-02-30” is not a day."),
        ("events.csv", 3, "end_date", "2020-02-01", "The last day, 1 February 2020, lies before"),
        ("events.csv", 3, "end_date", "", "A period has both a first and a last day"),
        ("events.csv", 3, "date_precision", "hour", "“hour” is none of: minute, day, part"),
        ("events.csv", 3, "date_precision", "minute", "“” is not an IANA time zone."),
        ("events.csv", 3, "opens", "14:00", "A clock time goes with the precision `minute`"),
        ("events.csv", 3, "time_zone", "Asia/Shanghai", "A clock time goes with the precision"),
        (CHANGES, 3, "new_closes", "14:00", "A clock time goes with the precision `minute`"),
        (CHANGES, 3, "announced_precision", "minute", "“minute” is none of: day, part_of_month"),
        ("events.csv", 3, "date_precision", "", "The cell is empty."),
        ("events.csv", 3, "date_precision", "month", "A date of this precision has whole bounds"),
        ("events.csv", 3, "status", "over", "“over” is none of: planned, confirmed"),
        ("events.csv", 3, "status", "", "The cell is empty."),
        ("events.csv", 3, "format", "hologram", "“hologram” is none of: in_person"),
        ("events.csv", 3, "city_slugs", "atlantis", "There is no row “atlantis” in cities.csv."),
        ("events.csv", 3, "venue_en", "Hall", "The text is missing in this language."),
        ("events.csv", 3, "date_text_en", "y" * 121, "Ensure this value has at most 120"),
        (CHANGES, 2, "event_slug", "rave", "There is no row “rave” in events.csv."),
        (CHANGES, 3, "seq", "3", "This is step 2 of the event: number them in order."),
        (CHANGES, 3, "announced_on", "2020-01-01", "An earlier step was announced on 2020-01-14."),
        (CHANGES, 3, "announced_on", "March", "“March” is not a day. Write one like"),
        (CHANGES, 3, "announced_on", "", "Write `none` for an unknown day"),
        (CHANGES, 3, "announced_precision", "week", "“week” is none of"),
        (CHANGES, 3, "kind", "forgotten", "“forgotten” is none of: announced"),
        (CHANGES, 3, "kind", "", "The cell is empty."),
        (CHANGES, 3, "note_ru", "", "The text is missing in this language."),
        (CHANGES, 3, "source_url", "hearsay", "Enter a valid URL."),
        (CHANGES, 3, "new_precision", "", "Say how exactly the date is known."),
        (CHANGES, 3, "old_start", "2020-05-40", "“2020-05-40” is not a day."),
        (CHANGES, 3, "new_city_slug", "atlantis", "There is no row “atlantis” in cities.csv."),
        (CHANGES, 3, "new_format", "hologram", "“hologram” is none of: in_person"),
        ("news.csv", 2, "published_on", "2020-06-31", "“2020-06-31” value has the correct format"),
        ("news.csv", 2, "section", "gossip", "Value 'gossip' is not a valid choice."),
        ("news.csv", 2, "lead_zh", "", "The text is missing in this language."),
        ("news.csv", 2, "event_slugs", "rave", "There is no row “rave” in events.csv."),
        ("documents.csv", 2, "adopted_on", "", "The cell is empty."),
        ("documents.csv", 2, "adopted_precision", "month", "Only `day` can be shown"),
        ("documents.csv", 2, "languages", "ru;Chinese", "“Chinese” is not a language"),
        ("documents.csv", 2, "languages", "RU", "“RU” is not a language"),
        ("documents.csv", 2, "external_url", "nowhere", "Enter a valid URL."),
        ("documents.csv", 2, "title_origin_en", "theirs", "Value 'theirs' is not a valid choice."),
    ],
)
def test_a_bad_cell_is_named(file, row, column, value, problem):
    found = faults(changed(file, row, **{column: value}))

    named = [fault for fault in found if fault.startswith(f"{file}, row {row}, column ")]
    assert any(problem in fault for fault in named), found


def test_every_fault_of_every_file_is_told_at_once():
    rows = changed("events.csv", 3, start_date="2020-13-01", kind="party")
    rows["cities.csv"][0]["time_zone"] = "Moscow"
    rows[CHANGES][1]["note_ru"] = ""

    found = faults(rows)

    assert [fault.split(": ")[0] for fault in found] == [
        "cities.csv, row 2, column time_zone",
        "event_changes.csv, row 3, column note_ru",
        "events.csv, row 3, column kind",
        "events.csv, row 3, column start_date",
    ]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (
            {"start_date": "2020-06-11", "end_date": "2020-06-11"},
            "column start_date: The history ends with 2020-06-10 to 2020-06-10 (day).",
        ),
        ({"format": "online"}, "column format: The history ends with in_person."),
        ({"city_slugs": "beijing"}, "column city_slugs: The history ends with moscow."),
        ({"city_slugs": ""}, "column city_slugs: The history ends with moscow."),
        (
            {"city_slugs": "beijing", "venue_en": "Hall", "venue_ru": "Зал", "venue_zh": "厅"},
            "column city_slugs: The history ends with moscow.",
        ),
        ({"status": "cancelled"}, "column status: The history ends with held."),
    ],
)
def test_a_history_must_lead_to_the_facts_of_its_event(cells, fault):
    found = faults(changed("events.csv", 2, **cells))

    assert found == [f"events.csv, row 2, {fault}"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (
            {"old_start": "2020-04-01", "old_end": "2020-04-30"},
            "column old_start: The history has 2020-05-01 to 2020-05-31 (month) here.",
        ),
        ({"old_format": "online"}, "column old_format: The history has in_person here."),
        (
            {"old_city_slug": "beijing", "new_city_slug": "moscow"},
            "column old_city_slug: The history has moscow here.",
        ),
    ],
)
def test_what_a_step_says_was_before_must_be_so(cells, fault):
    found = faults(changed(CHANGES, 3, **cells))

    assert found == [f"event_changes.csv, row 3, {fault}"]


def test_an_old_date_of_an_event_without_one_is_a_fault():
    rows = changed(CHANGES, 2, old_start="2020-01-01", old_end="2020-12-31", old_precision="year")

    assert faults(rows) == [
        "event_changes.csv, row 2, column old_start: The history has no date here."
    ]


def test_a_history_without_a_report_may_end_with_an_unknown_outcome_only():
    rows = tiny_plan()
    del rows[CHANGES][2]

    assert faults(rows) == ["events.csv, row 2, column status: The history ends with planned."]

    rows["events.csv"][0]["status"] = "unknown_outcome"
    assert plan(rows).timelines[0].facts.status == "unknown_outcome"


def test_a_reference_to_a_faulty_row_is_no_further_fault():
    found = faults(changed("cities.csv", 2, time_zone="Moscow"))

    assert len(found) == 1


def test_steps_of_one_event_need_not_stand_together():
    rows = tiny_plan()
    rows["events.csv"].append(event("talks", "2020-07-01", "2020-07-01", city_slugs="moscow"))
    rows[CHANGES].insert(
        1,
        step("talks", 1, "2020-07-01", "held", new_city_slug="moscow", new_format="in_person")
        | to("2020-07-01", "2020-07-01"),
    )

    assert [len(story.steps) for story in plan(rows).timelines] == [3, 0, 1]


@pytest.mark.parametrize(
    ("kind", "cells", "status"),
    [
        ("confirmed", to("2020-06-10", "2020-06-10"), "confirmed"),
        ("confirmed", {}, "planned"),
        ("renamed", {}, "planned"),
        ("format_changed", {"new_format": "online"}, "planned"),
        ("postponed", to("", "", "none"), "postponed"),
        ("cancelled", {}, "cancelled"),
    ],
)
def test_a_step_leaves_the_status_of_its_kind(kind, cells, status):
    rows = tiny_plan()
    rows[CHANGES] = [rows[CHANGES][0], step("forum", 2, "2020-03-01", kind, **cells)]
    rows["events.csv"][0] |= {"status": "held"}

    found = faults(rows)

    assert f"events.csv, row 2, column status: The history ends with {status}." in found


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        (
            ("confirmed", to("2020-06-10", "2020-06-10")),
            ("relocated", to("2020-07-01", "2020-07-31", "month") | {"new_city_slug": "beijing"}),
            "planned",
        ),
        (
            ("postponed", to("", "", "none")),
            ("format_changed", to("2020-07-01", "2020-07-01") | {"new_format": "online"}),
            "planned",
        ),
        (("postponed", to("", "", "none")), ("renamed", {}), "postponed"),
    ],
)
def test_a_new_date_ends_a_postponement_and_a_vague_one_a_confirmation(first, second, status):
    rows = tiny_plan()
    rows[CHANGES][1:] = [
        step("forum", number, f"2020-03-0{number}", kind, **cells)
        for number, (kind, cells) in enumerate((first, second), start=2)
    ]

    found = faults(rows)

    assert f"events.csv, row 2, column status: The history ends with {status}." in found


def test_event_is_named_by_the_address_that_it_has_now():
    addresses.move_to(EventFactory(slug="forum", published=True), "regions-forum")

    assert faults(tiny_plan()) == [
        "events.csv, row 2, column slug: “forum” is called “regions-forum” now: write that in every file."
    ]

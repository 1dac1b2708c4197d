"""The names of a renaming, from event_changes.csv to the event, its record and the past."""

from datetime import date

import orjson
import pytest

from events.models import Event
from plan_data.events import CHANGES
from publishing import records
from publishing.models import PublicRecord
from tests.markup import page_of
from tests.plan_data.plan_files import Cells, plan, spoken, step, tiny_plan, to, written
from tests.plan_data.playing import load, replay
from tests.plan_data.test_plan_checking import faults

pytestmark = pytest.mark.django_db

FIRST, SECOND, FINAL = "Forum 2019", "Forum 2020", "Title of forum"


def renamed(seq: int, on: str, old: str, new: str) -> Cells:
    return step("forum", seq, on, "renamed") | spoken(old_title=old, new_title=new)


def twice_renamed() -> dict[str, list[Cells]]:
    """The forum: announced as Forum 2019, called Forum 2020 in February, by its title in April."""
    rows = tiny_plan()
    announced, moved, held = rows[CHANGES]
    rows[CHANGES] = [
        announced,
        renamed(2, "2020-02-01", FIRST, SECOND),
        moved | {"seq": "3"},
        renamed(4, "2020-04-01", SECOND, FINAL),
        held | {"seq": "5"},
    ]
    return rows


def told() -> list[str]:
    """Return the English titles that the public was told of the forum, oldest first."""
    rows = PublicRecord.objects.filter(kind="events", key="forum").order_by("number")
    return [orjson.loads(row.document)["title"]["en"] for row in rows]


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    ("as_on", "title"),
    [
        ("2020-01-31", "Forum 2019"),
        ("2020-02-01", "Forum 2020"),
        ("2020-03-31", "Forum 2020"),
        ("2020-04-01", "Title of forum"),
        ("2020-12-31", "Title of forum"),
    ],
)
def test_an_event_has_the_title_of_the_day_that_is_loaded(tmp_path, as_on, title):
    load(written(tmp_path, twice_renamed()), as_on)

    forum = Event.objects.get(slug="forum")
    assert (forum.title_en, forum.title_zh_hans) == (f"{title} (en)", f"{title} (zh)")


def test_each_renaming_stores_both_names_in_every_language(tmp_path):
    load(written(tmp_path, twice_renamed()))

    first, second = Event.objects.get(slug="forum").changes.filter(kind="renamed")
    assert first.old_title == {
        "en": f"{FIRST} (en)",
        "ru": f"{FIRST} (ru)",
        "zh-hans": f"{FIRST} (zh)",
    }
    assert first.new_title == second.old_title
    assert second.new_title["ru"] == f"{FINAL} (ru)"
    assert list(records.discrepancies()) == []


def test_pages_of_the_past_show_the_name_of_their_day_and_none_out_of_date(tmp_path, client):
    load(written(tmp_path, twice_renamed()))

    pages = [
        page_of(client.get(f"/en/calendar/as-on/{day}/")).one("main")
        for day in ("2020-01-31", "2020-03-31", "2020-04-01")
    ]

    shown = [
        " ".join(link.text.split())
        for page in pages
        for link in page.all("a", **{"class": "quiet-link"})
        if "/events/forum/" in link["href"] and not link.all("s")
    ]
    assert shown == [f"{FIRST} (en)", f"{SECOND} (en)", f"{FINAL} (en)"]


def test_a_replay_tells_the_name_of_each_day(settings, tmp_path):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, twice_renamed())
    load(directory, "2020-01-13")

    lines = replay(directory, "2020-06-10")

    assert [line for line in lines if "(en): new name" in line] == [
        f"2020-02-01  {SECOND} (en): new name",
        f"2020-04-01  {FINAL} (en): new name",
    ]
    assert f"2020-01-14  {FIRST} (en): announced, May 2020" in lines
    assert list(dict.fromkeys(told())) == [f"{FIRST} (en)", f"{SECOND} (en)", f"{FINAL} (en)"]


def test_a_second_load_of_any_day_changes_nothing(tmp_path):
    directory = written(tmp_path, twice_renamed())
    for day in ("2020-01-31", "2020-02-01", "2020-12-31"):
        load(directory, day)

        assert load(directory, day).splitlines()[-1].startswith("Nothing changed: ")


def test_a_renaming_whose_names_are_not_known_tells_none(tmp_path):
    rows = twice_renamed()
    rows[CHANGES][1:4] = [step("forum", 2, "2020-02-01", "renamed"), rows[CHANGES][2]]
    rows[CHANGES][3] |= {"seq": "4"}

    load(written(tmp_path, rows))

    change = Event.objects.get(slug="forum").changes.get(kind="renamed")
    assert (change.old_title, change.new_title) == (None, None)


@pytest.mark.parametrize(
    ("row", "cells", "fault"),
    [
        (
            3,
            spoken(new_title="Other"),
            "event_changes.csv, row 5, column old_title_en: The history has “Other (en)” here.",
        ),
        (
            5,
            spoken(new_title="Other"),
            "events.csv, row 2, column title_en: The history has “Other (en)” here.",
        ),
        (
            5,
            {"new_title_zh": "别的"},
            "events.csv, row 2, column title_zh: The history has “别的” here.",
        ),
        (
            3,
            dict.fromkeys(spoken(old_title=""), ""),
            "event_changes.csv, row 3, column old_title_en: Write both titles, or neither.",
        ),
        (
            3,
            {"new_title_ru": ""},
            "event_changes.csv, row 3, column new_title_ru: The text is missing in this language.",
        ),
        (
            3,
            spoken(new_title=FIRST),
            "event_changes.csv, row 3, column new_title_en: The new title is the old one.",
        ),
        (
            4,
            spoken(old_title=SECOND, new_title=FINAL),
            "event_changes.csv, row 4, column new_title_en: "
            "Only these kinds tell another title: renamed, corrected.",
        ),
        (
            3,
            {"new_title_en": "x" * 401},
            "event_changes.csv, row 3, column new_title_en: "
            "Ensure this value has at most 400 characters (it has 401).",
        ),
    ],
)
def test_names_that_do_not_fit_are_named(row, cells, fault):
    rows = twice_renamed()
    rows[CHANGES][row - 2] |= cells

    assert fault in faults(rows)


def test_a_correction_may_tell_another_title(tmp_path):
    rows = twice_renamed()
    rows[CHANGES][3] |= {"kind": "corrected"}

    load(written(tmp_path, rows))

    change = Event.objects.get(slug="forum").changes.get(kind="corrected")
    assert change.new_title["en"] == f"{FINAL} (en)"


def test_files_without_the_columns_of_names_are_read():
    rows = tiny_plan()

    story = plan(rows).timelines[0]

    assert story.titles(0) is None
    assert story.entries[0].day == date(2020, 1, 14)
    assert to("2020-05-01", "2020-05-31", "month")["new_precision"] == "month"


@pytest.mark.parametrize("play", [load, lambda directory: replay(directory, "2020-12-31")])
def test_an_event_loaded_while_the_files_told_no_names_is_renamed_all_the_same(
    settings, tmp_path, play
):
    settings.PORTAL_CLOCK = "demo"
    unnamed = twice_renamed()
    for number in (1, 3):
        unnamed[CHANGES][number] |= dict.fromkeys(spoken(old_title="", new_title=""), "")
    load(written(tmp_path, unnamed), "2020-01-31")
    before = Event.objects.get(slug="forum").title_en

    play(written(tmp_path, twice_renamed()))

    forum = Event.objects.get(slug="forum")
    names = forum.changes.filter(kind="renamed").values_list("old_title__ru", "new_title__ru")
    assert (before, forum.title_en) == (f"{FINAL} (en)", f"{FINAL} (en)")
    assert list(names) == [
        (f"{FIRST} (ru)", f"{SECOND} (ru)"),
        (f"{SECOND} (ru)", f"{FINAL} (ru)"),
    ]
    assert list(records.discrepancies()) == []

"""Themes in the files: what they gather is linked as soon as it is told, by a load or by the replay."""

from pathlib import Path

import pytest

from plan_data.checks import PlanFaultyError
from publishing import records
from tests.acting import workflow
from tests.factories import EventFactory, ThemeFactory
from tests.plan_data.plan_files import URL, Cells, plan, themes, tiny_plan, written
from tests.plan_data.playing import everything, load, replay, undone
from tests.recording import last_told
from themes.models import Theme

pytestmark = pytest.mark.django_db

THEMES = "themes.csv"


def themed_plan(**cells: str) -> dict[str, list[Cells]]:
    return {**tiny_plan(), **themes(**cells)}


def members_told() -> dict[str, list[str]]:
    document = last_told("themes", "memory")
    return {kind: document[kind] for kind in ("events", "news", "documents")}


WHOLE = {"events": ["forum", "visit"], "news": ["forum-opens"], "documents": ["declaration"]}


def test_theme_is_loaded_with_all_that_the_files_tell(tmp_path):
    report = load(written(tmp_path, themed_plan()))

    memory = Theme.objects.published().get()
    assert (memory.title_ru, memory.position, memory.source_url) == ("Memory (ru)", 1, URL)
    assert members_told() == WHOLE
    assert ["themes", "1", "0", "0", "0"] in [line.split() for line in report.splitlines()]
    assert list(records.discrepancies()) == []


def test_a_second_run_changes_nothing(tmp_path):
    directory = written(tmp_path, themed_plan())
    load(directory)
    newest = records.newest_number()

    report = load(directory)

    assert report.splitlines()[-1].endswith("1 documents, 1 themes.")
    assert records.newest_number() == newest


def test_other_members_are_brought_and_told(tmp_path):
    load(written(tmp_path, themed_plan()))

    load(written(tmp_path, themed_plan(event_slugs="visit", news_slugs="")))

    assert members_told() == {"events": ["visit"], "news": [], "documents": ["declaration"]}


def test_theme_that_was_withdrawn_stays_so(tmp_path):
    directory = written(tmp_path, themed_plan())
    load(directory)
    workflow.withdraw(Theme.objects.get())

    load(directory)

    assert Theme.objects.get().publication == "withdrawn"


def test_what_is_not_yet_told_joins_its_theme_when_it_is(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, themed_plan())
    load(directory, "2020-01-13")
    at_first = members_told()

    replay(directory, "2020-02-07")
    meanwhile = members_told()
    replay(directory, "2020-06-11")

    assert at_first == {"events": ["visit"], "news": [], "documents": []}
    assert meanwhile == {"events": ["forum", "visit"], "news": [], "documents": []}
    assert members_told() == WHOLE
    assert list(records.discrepancies()) == []


def test_replay_ends_where_a_load_of_that_day_does(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, themed_plan())
    with undone():
        load(directory, "2020-06-11")
        loaded = everything()

    load(directory, "2020-01-13")
    replay(directory, "2020-06-11")

    assert everything() == loaded


def test_replay_leaves_alone_a_theme_that_editors_withdrew(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, themed_plan())
    load(directory, "2020-01-13")
    workflow.withdraw(Theme.objects.get())

    replay(directory, "2020-06-11")

    assert Theme.objects.get().publication == "withdrawn"


def test_files_without_themes_leave_those_that_there_are(tmp_path):
    load(written(tmp_path, themed_plan()))
    (tmp_path / THEMES).unlink()

    load(tmp_path)

    assert Theme.objects.published().count() == 1


def test_theme_of_editors_is_not_missed_in_the_files(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)
    ThemeFactory(events=[EventFactory()], published=True)

    assert "Nothing changed" in load(Path(directory))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (
            {"event_slugs": "forum;fair"},
            "column event_slugs: There is no row “fair” in events.csv.",
        ),
        ({"news_slugs": "fair"}, "column news_slugs: There is no row “fair” in news.csv."),
        (
            {"document_slugs": "fair"},
            "column document_slugs: There is no row “fair” in documents.csv.",
        ),
        ({"summary_ru": ""}, "column summary_ru: The text is missing in this language."),
        ({"order": "first"}, "column order: “first” value must be an integer."),
        ({"slug": ""}, "column slug: The cell is empty."),
    ],
)
def test_fault_is_named_by_its_cell(cells, fault):
    with pytest.raises(PlanFaultyError) as refused:
        plan(themed_plan(**cells))

    assert [str(one) for one in refused.value.faults] == [f"themes.csv, row 2, {fault}"]


@pytest.mark.parametrize("column", ["slug", "order"])
def test_two_themes_have_no_address_and_no_place_in_common(column):
    rows = themed_plan()
    (first,) = rows[THEMES]
    rows[THEMES].append({**first, "slug": "other", "order": "2", column: first[column]})

    with pytest.raises(PlanFaultyError) as refused:
        plan(rows)

    assert [(one.row, one.column) for one in refused.value.faults] == [(3, column)]

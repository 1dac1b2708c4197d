"""`load_plan` and the files of short titles, leads, short names and purposes."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from bodies.models import Body
from events.models import Event
from i18n.texts import written_texts
from plan_data.checks import PlanFaultyError, checked
from publishing import records, translations
from publishing.enums import TranslationState
from tests.plan_data.plan_files import Cells, contents, more_texts, tiny_plan, written
from tests.plan_data.playing import everything, faults, load, replay, undone
from tests.recording import last_told

pytestmark = pytest.mark.django_db

EVENT_TEXTS, BODY_TEXTS = "event_texts.csv", "body_texts.csv"
NO_TEXT = {"en": None, "ru": None, "zh-hans": None}


def test_one_word_is_written_with_yo_everywhere_or_nowhere():
    """But for those that are two words: «чем», «все», «всем»."""
    words = Counter(
        word.lower()
        for path in sorted((Path(settings.BASE_DIR) / "data").glob("*.csv"))
        if path.name != "synonyms.csv"  # as people type
        for row in csv.reader(path.read_text("utf-8").splitlines())
        for cell in row
        for word in re.findall(r"[А-Яа-яЁё]+", cell)
    )
    with_yo = {word.replace("ё", "е") for word in words if "ё" in word}

    assert len(with_yo) > 50
    assert with_yo & words.keys() <= {"чем", "все", "всем"}


def texted_plan() -> dict[str, list[Cells]]:
    return {**tiny_plan(), **more_texts()}


def in_all(text: str) -> dict[str, str]:
    return {"en": f"{text} (en)", "ru": f"{text} (ru)", "zh-hans": f"{text} (zh)"}


def texts_told(slug: str) -> list[dict]:
    return [last_told("events", slug)[name] for name in ("short_title", "lead", "summary")]


def test_an_event_is_told_with_its_short_title_and_its_lead(tmp_path):
    load(written(tmp_path, texted_plan()))

    assert texts_told("forum") == [
        in_all("Forum"),
        in_all("What it will be"),
        in_all("What came of forum"),
    ]
    assert last_told("events", "forum")["title"] == in_all("Title of forum")
    assert texts_told("visit") == [NO_TEXT, NO_TEXT, in_all("What came of visit")]
    forum = Event.objects.get(slug="forum")
    assert translations.state_of(forum, "ru") == TranslationState.PUBLIC
    assert list(records.discrepancies()) == []


def test_the_short_name_of_a_body_wins_over_that_of_its_own_file(tmp_path):
    load(written(tmp_path, texted_plan()))

    assert last_told("bodies", "council")["short_name"] == in_all("Leaders")
    assert last_told("bodies", "council")["purpose"] == in_all("They decide")
    assert last_told("bodies", "group")["short_name"] == in_all("Group")
    assert last_told("bodies", "group")["purpose"] == NO_TEXT


def test_a_body_without_a_better_short_name_keeps_its_own(tmp_path):
    rows = texted_plan()
    rows[BODY_TEXTS][0] |= {f"short_name_{suffix}": "" for suffix in ("en", "ru", "zh")}

    load(written(tmp_path, rows))

    assert last_told("bodies", "council")["short_name"] == in_all("Council")
    assert last_told("bodies", "council")["purpose"] == in_all("They decide")


def test_a_second_load_of_the_texts_changes_nothing(tmp_path):
    load(written(tmp_path, texted_plan()))
    before = everything()

    report = load(tmp_path)

    assert report.splitlines()[-1].startswith("Nothing changed: ")
    assert everything() == before


def test_a_load_without_the_files_leaves_the_texts_of_events_alone(tmp_path):
    load(written(tmp_path, texted_plan()))
    (tmp_path / EVENT_TEXTS).unlink()
    (tmp_path / BODY_TEXTS).write_bytes(b"")

    load(tmp_path)

    assert written_texts(Event.objects.get(slug="forum"), "lead") == in_all("What it will be")
    assert written_texts(Body.objects.get(slug="council"), "purpose") == in_all("They decide")


def test_a_text_that_the_file_empties_goes_and_moves_nothing(tmp_path):
    load(written(tmp_path, texted_plan()))
    before = last_told("events", "forum")
    rows = texted_plan()
    rows[EVENT_TEXTS][0] |= {f"short_title_{suffix}": "" for suffix in ("en", "ru", "zh")}

    load(written(tmp_path, rows))

    assert last_told("events", "forum") == before | {"short_title": NO_TEXT}


def test_a_lead_is_known_from_the_first_day_and_a_summary_after_the_last(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, texted_plan())
    load(directory, as_on="2020-02-01")

    assert texts_told("forum") == [in_all("Forum"), in_all("What it will be"), NO_TEXT]

    replay(directory, "2020-06-10")

    assert texts_told("forum") == [
        in_all("Forum"),
        in_all("What it will be"),
        in_all("What came of forum"),
    ]


def test_a_replay_ends_where_a_load_does(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, texted_plan())
    with undone():
        load(directory, as_on="2020-06-12")
        loaded = everything()

    load(directory, as_on="2020-02-01")
    replay(directory, "2020-06-12")

    assert everything() == loaded


@pytest.mark.parametrize(
    ("file", "column", "value", "problem"),
    [
        (EVENT_TEXTS, "slug", "party", "There is no row “party” in events.csv."),
        (EVENT_TEXTS, "slug", "", "The cell is empty."),
        (EVENT_TEXTS, "short_title_ru", "", "The text is missing in this language."),
        (EVENT_TEXTS, "lead_before_zh", "", "The text is missing in this language."),
        (
            EVENT_TEXTS,
            "short_title_en",
            "x" * 81,
            "Ensure this value has at most 80 characters (it has 81).",
        ),
        (BODY_TEXTS, "slug", "party", "There is no row “party” in bodies.csv."),
        (BODY_TEXTS, "short_name_ru", "", "The text is missing in this language."),
        (BODY_TEXTS, "purpose_en", "", "The text is missing in this language."),
    ],
)
def test_a_bad_cell_is_named(file, column, value, problem):
    rows = texted_plan()
    rows[file][0][column] = value

    assert faults(rows) == [f"{file}, row 2, column {column}: {problem}"]


@pytest.mark.parametrize(("file", "slug"), [(EVENT_TEXTS, "forum"), (BODY_TEXTS, "council")])
def test_one_thing_has_one_row_of_texts(file, slug):
    rows = texted_plan()
    rows[file] *= 2

    assert faults(rows) == [f"{file}, row 3, column slug: “{slug}” stands in row 2 already."]


def test_rows_of_events_that_could_not_be_read_are_only_counted():
    files = contents(texted_plan())
    files["events.csv"] = b""

    with pytest.raises(PlanFaultyError) as caught:
        checked(files)

    assert [str(fault) for fault in caught.value.faults] == ["events.csv: The file is empty."]


def test_nothing_is_written_of_a_plan_with_a_bad_text(tmp_path):
    rows = texted_plan()
    rows[EVENT_TEXTS][0]["slug"] = "party"

    with pytest.raises(CommandError, match=r"event_texts\.csv, row 2, column slug"):
        load(written(tmp_path, rows))

    assert not Event.objects.exists()

"""What the public will see: tried out, shown in every language, and undone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from events.actions.changes import ChangeRefusedError
from events.dates import Period
from publishing import records, translations
from staff.actions.registry import ACTIONS
from staff.actions.views import Preview, in_words, preview
from tests.acting import TESTS
from tests.factories import EventFactory, announcement
from tests.markup import page_of

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture
def event():
    return EventFactory(
        period=Period.on(date(2020, 7, 22), date(2020, 7, 23)),
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )


def form(event, **given):
    data = {"sequence": event.sequence, "announced_precision": "day", "zone": "Europe/Moscow"}
    filled = ACTIONS["move"].form(event, NOW.date(), {**data, "precision": "day", **given})
    assert filled.is_valid(), filled.errors
    return filled


def problem_of(one: Preview) -> list[str]:
    """Return what the page says is wrong with the title in one language."""
    shown = page_of(
        HttpResponse(render_to_string("admin/events/event/preview.html", {"preview": one}))
    )
    problems = [part.text for part in shown.all("p", cls="problem")]
    return [text for text in problems if "title" in text]


def test_every_language_shows_the_new_date_and_the_old_one(event):
    shown = preview(event, ACTIONS["move"], form(event, first_day="2020-11-10"), TESTS, NOW)

    assert [(p.code, p.card.date_text, p.card.was) for p in shown] == [
        ("ru", "10 ноября 2020 г.", "Было: 22–23 июля 2020 г."),
        ("en", "10 November 2020", "Was 22–23 July 2020"),
        ("zh-hans", "2020年11月10日", "原定2020年7月22日至23日"),
    ]


def test_new_step_is_shown(event):
    shown = preview(event, ACTIONS["move"], form(event, first_day="2020-11-10"), TESTS, NOW)

    english = shown[1].step
    assert english.headline == "New date"
    assert [(str(m.old), str(m.new)) for m in english.moves] == [
        ("22–23 July 2020", "10 November 2020")
    ]


def test_draft_title_is_kept_from_visitors_and_told_apart_from_none(event):
    translations.confirm_all(event)
    event.translation_states["zh-hans"]["draft"] = True
    event.title_en = ""
    event.save()

    shown = preview(event, ACTIONS["move"], form(event, first_day="2020-11-10"), TESTS, NOW)

    titles = {one.code: (str(one.card.title), one.is_title_draft) for one in shown}
    assert titles == {
        "ru": (event.title_ru, False),
        "en": (event.title_ru, False),
        "zh-hans": (event.title_ru, True),
    }
    problems = [problem_of(one) for one in shown]
    assert problems == [
        [],
        ["The title is not translated into this language."],
        [
            "The title in this language is a draft: visitors see another one until its translation "
            "is public."
        ],
    ]


def test_nothing_is_saved(event):
    number = records.newest_number()

    preview(event, ACTIONS["move"], form(event, first_day="2020-11-10"), TESTS, NOW)

    event.refresh_from_db()
    assert event.starts_on == date(2020, 7, 22)
    assert event.changes.count() == 1
    assert records.newest_number() == number


def test_refusal_of_the_writer_passes_through(event):
    same = form(event, first_day="2020-07-22", last_day="2020-07-23")

    with pytest.raises(ChangeRefusedError, match="This is the date already"):
        preview(event, ACTIONS["move"], same, TESTS, NOW)


def test_change_is_said_in_one_line(event):
    change = ACTIONS["move"].write(event, form(event, first_day="2020-11-10"), by=TESTS)

    with translation.override("en"):
        assert in_words(change) == "New date; Date: 22–23 July 2020 → 10 November 2020"
    assert in_words(None) == ""

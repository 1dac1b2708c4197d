"""How translations stand: absent, draft, public, out of date. Computed, never stored."""

from datetime import date

import pytest

from bodies.models import Body
from events.models import Event
from i18n.texts import all_texts, text_of, translated_into, written_texts
from news.models import Article
from publishing.translations import (
    confirm_all,
    follow,
    free_texts,
    is_outdated,
    listed_text,
    outdated_texts,
    set_together,
    since,
    state_of,
    told,
)
from tests.factories import EventFactory

MONDAY, TUESDAY = date(2020, 11, 2), date(2020, 11, 3)


def article(**texts: str) -> Article:
    """An article, followed once: what is there says what the Russian says."""
    row = Article(**{"title_ru": "Форум", "title_en": "The forum", **texts})
    follow(row, None)
    return row


def states(row) -> dict[str, str]:
    return {code: str(state_of(row, code)) for code in ("en", "ru", "zh-hans")}


def names(fields) -> list[str]:
    return [field.name for field in fields]


# --- rows that were written past the portal -------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"source_language": "kk"},
        {"translation_states": {"en": None, "kk": {"draft": True}}},
        {"translation_states": {"en": []}},
        {"translation_states": []},
        {"translation_states": {"en": {"confirmed": 1, "since": "once"}}},
        {"sources": [1, 2]},
        {"sources": "x"},
    ],
    ids=str,
)
def test_row_of_another_language_or_of_no_state_stops_no_page(client, columns):
    event = EventFactory(published=True)
    Event.objects.filter(pk=event.pk).update(**columns)

    addresses = ("/en/", event.get_absolute_url(), "/en/calendar.ics", "/en/calendar.json")
    answers = {address: client.get(address).status_code for address in addresses}

    assert set(answers.values()) == {200}
    assert state_of(Event.objects.get(), "en") == "public"
    assert Event.objects.get().source_language == "ru"


@pytest.mark.django_db
def test_translation_that_is_kept_back_stays_so_whatever_else_stands_beside_it():
    EventFactory(published=True)
    Event.objects.update(translation_states={"en": {"draft": True, "confirmed": None}})

    assert state_of(Event.objects.get(), "en") == "draft"


# --- in memory ----------------------------------------------------------------------


def test_a_text_that_is_new_says_what_the_source_says():
    assert states(article()) == {"en": "public", "ru": "public", "zh-hans": "absent"}


def test_a_changed_source_leaves_the_others_behind():
    row = article(title_zh_hans="论坛")

    row.title_ru = "Большой форум"
    follow(row, MONDAY)

    assert states(row) == {"en": "out_of_date", "ru": "public", "zh-hans": "out_of_date"}
    assert (since(row, "en"), since(row, "ru")) == (MONDAY, None)


def test_the_day_is_that_of_the_first_change_since():
    row = article()
    row.title_ru = "Большой форум"
    follow(row, MONDAY)

    row.title_ru = "Больший форум"
    follow(row, TUESDAY)

    assert since(row, "en") == MONDAY


def test_a_source_that_is_what_it_was_leaves_nothing_behind():
    row = article()
    row.title_ru = "Большой форум"
    follow(row, MONDAY)

    row.title_ru = " Форум\r\n"
    follow(row, TUESDAY)

    assert (state_of(row, "en"), since(row, "en")) == ("public", None)


def test_editing_a_translation_confirms_nothing():
    row = article()
    row.title_ru = "Большой форум"
    follow(row, MONDAY)

    row.title_en = "The forum!"
    follow(row, TUESDAY)

    assert state_of(row, "en") == "out_of_date"


def test_a_text_that_was_emptied_and_is_written_anew_is_new():
    row = article()
    row.title_ru, row.title_en = "Большой форум", ""
    follow(row, MONDAY)
    assert state_of(row, "en") == "absent"

    row.title_en = "The great forum"
    follow(row, TUESDAY)

    assert (state_of(row, "en"), since(row, "en")) == ("public", None)


def test_a_source_written_where_there_was_none_leaves_nothing_behind():
    row = article(lead_en="It met.")

    row.lead_ru = "Он прошёл."
    follow(row, MONDAY)

    assert state_of(row, "en") == "public"


def test_a_source_that_goes_leaves_its_translation_behind():
    row = article(lead_ru="Он прошёл.", lead_en="It met.")

    row.lead_ru = ""
    follow(row, MONDAY)

    assert names(outdated_texts(row, "en")) == ["lead"]


def test_following_twice_changes_nothing():
    row = article()
    row.title_ru = "Большой форум"
    follow(row, MONDAY)
    before = dict(row.translation_states)

    follow(row, TUESDAY)

    assert row.translation_states == before


def test_texts_of_one_act_translate_one_another():
    row = article(title_zh_hans="论坛")

    set_together(row, "title", {"ru": "Большой форум", "en": "The great forum"}, MONDAY)

    assert states(row) == {"en": "public", "ru": "public", "zh-hans": "out_of_date"}
    assert since(row, "zh-hans") == MONDAY


def test_an_act_that_leaves_the_source_alone_confirms_nothing():
    row = article()
    row.title_ru = "Большой форум"
    follow(row, MONDAY)

    set_together(row, "title", {"en": "The forum!"}, TUESDAY)

    assert state_of(row, "en") == "out_of_date"


def test_equal_texts_are_kept_as_equal_states_whoever_wrote_first():
    loaded, typed = Article(), article(title_zh_hans="论坛")
    loaded.title_ru, loaded.title_en, loaded.title_zh_hans = "Форум", "The forum", "论坛"
    confirm_all(loaded)

    assert list(loaded.translation_states.items()) == list(typed.translation_states.items())


# --- what a draft hides ------------------------------------------------------------------


def draft_in_chinese() -> Body:
    return Body(
        name_en="Forum",
        name_ru="Форум",
        name_zh_hans="论坛",
        translation_states={"zh-hans": {"draft": True}},
    )


def test_a_draft_is_read_by_staff_and_by_nobody_else():
    forum = draft_in_chinese()

    assert written_texts(forum, "name")["zh-hans"] == "论坛"
    assert all_texts(forum, "name") == {"en": "Forum", "ru": "Форум", "zh-hans": None}
    assert text_of(forum, "name", "zh-hans").language == "en"
    assert translated_into(forum, "name") == ["en", "ru"]
    assert (state_of(forum, "zh-hans"), told(forum)["translations"]["zh-hans"]) == (
        "draft",
        "absent",
    )


def test_the_facts_of_an_event_are_no_draft():
    event = EventFactory.build(translation_states={"zh-hans": {"draft": True}})
    event.venue_zh_hans, event.date_words_zh_hans = "大厅", "五月底"
    event.title_origin_zh_hans = "ours"

    shown = [all_texts(event, name)["zh-hans"] for name in ("venue", "date_words", "title_origin")]
    assert shown == ["大厅", "五月底", None]
    assert "venue" not in names(free_texts(type(event)))


def test_a_list_is_told_what_is_out_of_date():
    row = article()
    row.title_ru = "Большой форум"

    assert listed_text(row, "title").outdated is True  # in English, the language of tests
    assert text_of(row, "title").outdated is False


@pytest.mark.parametrize("text", ["форум", "Форум.", "Форум ШОС", "Форумы"])
def test_any_other_letter_or_mark_is_a_change_of_the_source(text):
    row = article()

    row.title_ru = text

    assert names(outdated_texts(row, "en")) == ["title"]


def test_a_draft_that_its_source_has_left_behind_misleads_nobody():
    row = article(title_zh_hans="论坛")
    row.translation_states["zh-hans"]["draft"] = True
    row.title_ru = "Большой форум"
    follow(row, MONDAY)

    assert names(outdated_texts(row, "zh-hans")) == ["title"]
    assert {code: is_outdated(row, code) for code in ("en", "ru", "zh-hans")} == {
        "en": True,
        "ru": False,
        "zh-hans": False,
    }

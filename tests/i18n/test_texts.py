import pytest
from django.utils import translation

from bodies.models import Body
from i18n.texts import (
    CODES,
    Text,
    all_texts,
    bcp47,
    column,
    content_languages,
    direction,
    for_reader,
    lang_attributes,
    language_locale,
    missing,
    month_leads,
    offered,
    script_and_country,
    set_texts,
    text_of,
    translated_into,
)
from places.models import Country


def country(**names: str) -> Country:
    return Country(**{f"name_{code}": name for code, name in names.items()})


def test_the_languages_of_the_content_have_a_fixed_order():
    assert CODES == ("en", "ru", "zh-hans")


def test_each_language_has_a_column():
    assert [column("name", code) for code in CODES] == ["name_en", "name_ru", "name_zh_hans"]


def test_all_texts_names_every_language_and_never_falls_back():
    assert all_texts(country(en="Russia", ru=""), "name") == {
        "en": "Russia",
        "ru": None,
        "zh-hans": None,
    }


def test_setting_texts_leaves_the_other_languages_alone():
    russia = country(en="Russia", zh_hans="俄罗斯")

    set_texts(russia, "name", {"ru": "Россия", "en": "Russian Federation"})

    assert all_texts(russia, "name") == {
        "en": "Russian Federation",
        "ru": "Россия",
        "zh-hans": "俄罗斯",
    }


@pytest.mark.parametrize(
    ("names", "wanted", "shown", "language"),
    [
        ({"en": "Russia", "ru": "Россия", "zh_hans": "俄罗斯"}, "ru", "Россия", "ru"),
        ({"en": "Russia", "ru": "Россия"}, "zh-hans", "Russia", "en"),
        ({"ru": "Россия", "zh_hans": "俄罗斯"}, "en", "Россия", "ru"),
        ({"zh_hans": "俄罗斯"}, "ru", "俄罗斯", "zh-hans"),
        ({"en": "Russia", "ru": ""}, "ru", "Russia", "en"),
        ({"en": "Russia"}, "fr", "Russia", "en"),
    ],
)
def test_a_missing_text_falls_back_in_the_order_of_the_languages(names, wanted, shown, language):
    text = text_of(country(**names), "name", wanted)

    assert text == Text(shown, language, wanted)
    assert text.is_fallback is (language != wanted)
    assert str(text) == shown


def test_a_text_is_wanted_in_the_active_language():
    with translation.override("zh-hans"):
        text = text_of(country(en="Russia"), "name")

    assert text == Text("Russia", "en", "zh-hans")


def test_with_no_language_active_the_default_is_wanted():
    with translation.override(None):
        text = text_of(country(en="Russia"), "name")

    assert text == Text("Russia", "en", "en")


def test_a_text_in_no_language_is_empty_and_no_fallback():
    text = text_of(country(), "name", "ru")

    assert text == Text("", "ru", "ru")
    assert text.is_fallback is False


def test_missing_languages_are_named():
    assert missing(country(ru="Россия"), "name") == ["en", "zh-hans"]
    assert missing(country(ru="Россия"), "name", ("ru",)) == []


def test_a_thing_is_translated_into_the_languages_of_all_its_texts():
    forum = Body(name_en="Forum", name_ru="Форум", description_ru="Описание")

    assert translated_into(forum, "name", "description") == ["ru"]
    assert translated_into(forum, "name", "short_name") == ["en", "ru"]


def test_language_codes_are_written_for_html_as_rfc_5646_recommends():
    assert [bcp47(code) for code in CODES] == ["en", "ru", "zh-Hans"]


def test_english_is_british_and_chinese_that_of_china():
    assert [str(language_locale(code)) for code in CODES] == ["en_GB", "ru", "zh_Hans_CN"]


def test_settings_name_the_locale_of_a_language(settings):
    assert str(language_locale("pt-br")) == "pt_BR"


def test_language_without_columns_is_offered_last_and_written_in_by_nobody(settings):
    settings.LANGUAGES = [("ur", "اردو"), ("ru", "Русский"), ("en", "English"), ("zh-hans", "中文")]

    assert offered() == ("en", "ru", "zh-hans", "ur")
    assert [code for code, _name in content_languages()] == ["ru", "en", "zh-hans"]


@pytest.mark.parametrize(
    ("code", "likely"),
    [
        ("en", "Latn GB"),
        ("ru", "Cyrl RU"),
        ("zh-hans", "Hans CN"),
        ("ur", "Arab PK"),
        ("kk", "Cyrl KZ"),
    ],
)
def test_each_language_is_taken_for_that_of_most_who_write_it(code: str, likely: str):
    assert " ".join(script_and_country(code)) == likely


def test_only_chinese_and_its_like_write_the_month_before_the_day():
    codes = ("en", "ru", "zh-hans", "ur", "kk", "mn")

    assert [code for code in codes if month_leads(code)] == ["zh-hans", "mn"]


@pytest.mark.parametrize(
    ("page", "words", "attributes"),
    [
        ("en", "ru", ' lang="ru"'),
        ("en", "zh-hans", ' lang="zh-Hans"'),
        ("en", "ur", ' lang="ur" dir="rtl"'),
        ("ur", "en", ' lang="en" dir="ltr"'),
        ("ur", "zh-hans", ' lang="zh-Hans" dir="ltr"'),
        ("ur", "ur", ' lang="ur"'),
    ],
)
def test_foreign_words_say_their_direction_where_it_turns(page: str, words: str, attributes: str):
    with translation.override(page):
        assert lang_attributes(words) == attributes


def test_directions_are_those_of_the_scripts():
    assert [direction(code) for code in ("en", "zh-hans", "ur", "ar")] == [
        "ltr",
        "ltr",
        "rtl",
        "rtl",
    ]


@pytest.mark.parametrize(
    ("made", "read"),
    [
        ({"en": "a", "ru": "б"}, "б"),
        ({"zh-hans": "字", "en": "a"}, "字"),
        ({"ru": "", "en": "a"}, ""),
        ({}, None),
    ],
)
def test_what_was_made_in_each_language_is_read_in_ones_own_or_in_the_first(made, read):
    with translation.override("ru"):
        assert for_reader(made) == read

import pytest
from django.utils import translation

from i18n.texts import Text
from i18n.typography import (
    BREAK,
    JOINER,
    NO_BREAK,
    SOFT_HYPHEN,
    bound_date,
    bound_markup,
    bound_number,
    bound_sentence,
    hyphenated,
    loose,
    set_narrow,
    typeset,
)
from website.templatetags.portal import with_lang


def marked(expected: str) -> str:
    """Return what is written with ~ and + for the marks that nobody sees."""
    return expected.replace("~", NO_BREAK).replace("+", JOINER).replace("|", BREAK)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Was 22–23 July 2020 in Moscow", "Was 22–+23~July~2020 in Moscow"),
        ("Было: 7–9 октября 2020 г., Юрга", "Было: 7–+9~октября~2020~г., Юрга"),
        ("原定2020年7月22日至23日", "原定2020+年7+月+22+日至|23+日"),
        ("2020年第1季度", "2020+年第+1+季+度"),
        ("2020年10月29日星期四", "2020+年10+月+29+日星+期+四"),
        ("30 June – 2 July", "30~June~– 2~July"),
        ("in 13 days", "in 13~days"),
        ("от 15 марта 2018 года № 110", "от 15~марта~2018~года №~110"),
        ("29 October, 14:00 Moscow time", "29~October, 14:00 Moscow time"),
        ("10月12日，16天前，共31份", "10+月+12+日，16+天前，共31+份"),
        ("version 2, 2020", "version 2, 2020"),
        ("", ""),
    ],
)
def test_parts_of_a_date_stay_together(words: str, expected: str):
    assert bound_date(words) == marked(expected)
    assert loose(bound_date(words)) == words


def test_sentence_of_the_code_is_bound_on_a_page():
    said = "Отложено 27 мая; у 1 новая дата и в онлайн"

    assert bound_sentence(said, "ru") == marked("Отложено 27~мая; у~1~новая дата и~в~онлайн")
    assert bound_sentence(said, "en") == bound_date(said)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "О <b>ходе</b> и <code>next</code> <i>в</i> плане",
            "О~<b>ходе</b> и~<code>next</code> <i>в</i>~плане",
        ),
        ("<p>Он и</p> <p>план — <br>год</p>", "<p>Он~и</p> <p>план~— <br>год</p>"),
        (
            "<pre lang='ru'>О плане</pre> о <a href='/в плане'>плане</a>",
            "<pre lang='ru'>О плане</pre> о~<a href='/в плане'>плане</a>",
        ),
    ],
)
def test_short_words_bind_over_tags_within_a_line_and_never_in_what_is_typed(
    markup: str, expected: str
):
    assert bound_markup(markup) == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("31 October – 1 November", "31~October~– 1~November"),
        ("сентябрь 2019 г.", "сентябрь 2019~г."),
        ("2020年上半年", "2020+年上+半+年"),
    ],
)
def test_narrow_column_parts_a_month_from_its_year(words: str, expected: str):
    assert bound_number(words) == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Совет глав государств — членов ШОС", "Совет глав государств~— членов ШОС"),
        ("пройдёт 10 ноября в 2020 году", "пройдёт 10~ноября в~2020~году"),
        ("О ходе и о том, что в плане", "О~ходе и~о~том, что в~плане"),
        ("из-за него и 20-е заседание", "из-+за~него и~20-+е~заседание"),
        ("Нью-Дели, Санкт-Петербург", "Нью-+Дели, Санкт-Петербург"),
        ("К 75-летию Победы и COVID-19.", "К~75-+летию Победы и~COVID-+19."),
        (
            "28-10-2020, a-1@sco.example, x.example/a-1",
            "28-10-2020, a-1@sco.example, x.example/a-1",
        ),
        ("о бизнес-форуме", "о~бизнес-форуме"),
        ("31 октября - 1 ноября", "31~октября~– 1~ноября"),
        ("май — сентябрь 2020 года", "май~– сентябрь~2020~года"),
        ("В мае — сентябрь", "В~мае~— сентябрь"),
        ("форум по здравоохранению", "форум по~здравоохранению"),
        ("за внешнеэкономическую и иную", "за внешнеэкономическую и~иную"),
        ("что-то тут", "что-+то тут"),
        ("Встреча государств-членов ШОС", "Встреча государств~— членов ШОС"),
        ("Восемь государств-членов, год", "Восемь государств-членов, год"),
        ('Форум "Лица"', "Форум «Лица»"),
        ("", ""),
    ],
)
def test_short_words_and_dashes_bind_in_russian(words: str, expected: str):
    assert typeset(words, "ru") == marked(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The states' plan for 2019-2020", "The states’ plan for~2019–+2020"),
        ("A plan — in a year", "A plan — in a year"),
        ('An event "Peace, and trade" in Xi\'an', "An event “Peace, and trade” in Xi’an"),
        ("Notes, 2020-10-28, paper 3-20/1", "Notes, 2020-10-28, paper 3-20/1"),
        ("29 May, 14:00 Moscow time", "29~May, 14:00 Moscow time"),
        ("COVID-19 in Moscow, 7 June 2002", "COVID-+19 in Moscow, 7~June~2002"),
        ("31 October - 1 November, x-y", "31~October – 1~November, x-+y"),
    ],
)
def test_english_is_set_with_the_marks_of_print(words: str, expected: str):
    assert typeset(words, "en") == marked(expected)


def test_chinese_keeps_its_marks_and_binds_numbers_to_what_they_count():
    assert typeset("2019-2020年度 10 项", "zh-hans") == marked("2019-2020+年度 10 项")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("成员国元首理事会", "成+员+国元+首理事+会"),
        ("上合组织轮值主席国（2019—2020年）", "上+合+组+织轮值主席+国（2019+—+2020+年）"),
        ("已举行，未取消", "已举+行，未取+消"),
    ],
)
def test_chinese_terms_are_never_torn(words: str, expected: str):
    assert typeset(words, "zh-hans") == marked(expected)


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("ru", "Главы антинаркотических ведомств", "Главы антинарко-тических ведомств"),
        ("ru", "Встреча руководителей центра", "Встреча руково-дителей центра"),
        ("en", "Xuzhou presentation", "Xuzhou presentation"),
        ("en", "A COVID-19 health videoconference", "A COVID-19 health videocon-ference"),
        ("zh-hans", "元首理事会", "元首理事会"),
    ],
)
def test_long_word_is_parted_near_its_middle(language: str, words: str, expected: str):
    assert hyphenated(words, language) == expected.replace("-", SOFT_HYPHEN).replace(
        f"COVID{SOFT_HYPHEN}", "COVID-"
    )
    assert loose(hyphenated(words, language)) == words


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("ru", "Учение на «Кавказе-2020», 4 дня", "Учение на «Кавказе-2020», 4~дня"),
        ("ru", "Форум региональных сил", "Форум регио-нальных сил"),
        ("en", "Was 7 June at Xi'an", "Was 7~June at Xi’an"),
        ("zh-hans", "元首会议", "元+首会议"),
    ],
)
def test_narrow_column_binds_no_short_word(language: str, words: str, expected: str):
    assert set_narrow(words, language) == marked(expected).replace("о-н", f"о{SOFT_HYPHEN}н")


def test_text_is_bound_by_the_habits_of_its_own_language():
    fallback = Text("План в работе", language="ru", wanted="en")
    with translation.override("en"):
        assert f"в{NO_BREAK}работе" in with_lang(fallback)

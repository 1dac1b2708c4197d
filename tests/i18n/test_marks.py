"""The marks of print in what readers are shown: no straight quotes, no dash of another language."""

import csv
import re

import pytest
from babel.dates import get_month_names
from django.conf import settings

from i18n.typography import loose, typeset
from tests.i18n.test_glossary import every_text, interface

#: What is not prose: tags, code, placeholders, addresses.
CODE = re.compile(r"<[^>]*>|`[^`]*`|\{%.*?%\}|%\(\w+\)\w|\]\([^)]*\)|\{#\w+\}|https?://\S+", re.S)
MONTHS = "|".join(get_month_names(locale="ru", context="stand-alone").values())
LANGUAGES = {"en": "en", "ru": "ru", "zh": "zh-hans"}
WRONG = {
    "en": re.compile(r"[\"'«»]|(?<=\S) - (?=\S)"),
    # Between months stands what CLDR writes there: май – сентябрь 2020 г.
    "ru": re.compile(rf"[\"'“”]|(?<=\w) - (?=[а-яё])|(?<=\w) – (?=[а-яё])(?!(?:{MONTHS})\b)"),
    "zh": re.compile(r"[\"]|(?<=[一-鿿])[,;?!](?=[一-鿿])|(?<=[一-鿿]) - "),
}


#: A number beside a Chinese word, which no space parts from it: 另含10项活动. A year may end a name.
NUMBER = r"(?:%\((?:count|counter|number|days?|hours|left|most|total|year|date|month)\)[sd]|\d)"
PARTED = re.compile(rf"{NUMBER} (?=[一-鿿])|(?<=[一-鿿]) (?!20\d\d–){NUMBER}")


def words(text: str) -> str:
    return CODE.sub("", text)


def faults(language: str, texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, text) for where, text in texts if WRONG[language].search(words(text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_interface_has_the_marks_of_its_language(language: str):
    texts = [(said.where, said.text) for said in interface() if said.language == language]
    texts += [(said.where, said.english) for said in interface() if language == "en"]

    assert texts
    assert faults(language, texts) == []


def test_chinese_number_stands_beside_what_it_counts():
    chinese = [text for _where, spoken, text in every_text() if spoken == "zh"]
    chinese += [said.text for said in interface() if said.language == "zh"]

    assert [text for text in chinese if PARTED.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_the_data_are_shown_with_the_marks_of_their_language(language: str):
    """As pages, the search and tables show them: typeset. The files hold them as they were found."""
    texts = [
        (where, loose(typeset(text, LANGUAGES[language])))
        for where, spoken, text in every_text()
        if spoken == language and ".csv" in where
    ]

    assert texts
    assert faults(language, texts) == []


def test_no_text_of_our_own_has_a_hyphen_for_a_dash():
    """Not even in the files; official titles stay there as they were found."""
    faulty = [
        where
        for where, _spoken, text in every_text()
        if re.search(r"(?<=[^\s-]) - (?=[^\s-])", words(text))
    ]

    assert faulty == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministers' plan"),
        ("en", 'A "plan"'),
        ("en", "31 October - 1 November"),
        ("ru", 'Форум "Лица"'),
        ("ru", "План - это план"),
        ("ru", "План – это план"),
        ("ru", "Май – это план"),
        ("zh", "计划,活动"),
        ("zh", '"上海精神"'),
    ],
)
def test_wrong_marks_are_found(language: str, text: str):
    assert faults(language, [("", text)]) == [("", text)]


def test_year_of_a_date_is_said_as_the_code_says_it():
    """A date in words of an event stands beside those that are made: сентябрь 2019 г., never 2019 года."""
    with (settings.BASE_DIR / "data/events.csv").open(encoding="utf-8", newline="") as file:
        said = [row["date_text_ru"] for row in csv.DictReader(file) if row["date_text_ru"]]

    assert said
    assert [text for text in said if re.search(r"\d{4} (?!г\.)", text)] == []

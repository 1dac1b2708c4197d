"""Titles that are ours number alike: digits in English and Russian, words in Chinese.

Official titles are names and stand as their source has them. So do titles of documents that the public has read: a load
refuses another one, which is a correction that somebody makes with its reason.
"""

import csv
import re

import pytest
from django.conf import settings

ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
RUSSIAN = [
    "перв",
    "втор",
    "трет",
    "четверт",
    "четвёрт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
    "двадцат",
]
#: How a number in order may not stand in a title of ours, by language: in words, in Roman figures, and
#: in Chinese in digits, or as 第一 where 首 is the word.
OTHER_FORMS = {
    "en": rf"(?i:\b(?:{ENGLISH.replace(' ', '|')}|\w+teenth|\w+tieth)\b)|\b[IVX]+\b",
    "ru": rf"(?i:\b(?:{'|'.join(RUSSIAN)})(?:ый|ой|ий|ая|ья|ое|ье|ые|ьи|ого|его|ому|ему|ом|ем)\b(?! миров))|\b[IVX]+\b",
    "zh": r"第\s*[\dIVX]+\s*[次届轮]|第一[次届轮]",
}
#: How one stands: the ending of a Russian one is said, in the fewest letters.
ENGLISH_ENDING = re.compile(r"\b(\d*?)(1?)(\d)(st|nd|rd|th)\b")
RUSSIAN_ENDING = re.compile(r"\b\d+-([а-яё]+)")


def own_titles(language: str) -> set[str]:
    """Return the titles in `language` of events that no source gave, and all short ones."""
    titles = set()
    for table in ("events", "event_texts"):
        with (settings.BASE_DIR / "data" / f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row.get(f"title_origin_{language}", "ours") == "ours":
                    titles.add(row.get(f"title_{language}") or row[f"short_title_{language}"])
    return titles


@pytest.mark.parametrize("language", OTHER_FORMS)
def test_titles_of_ours_number_in_one_form(language: str):
    titles = own_titles(language)

    assert len(titles) > 100
    assert {title for title in titles if re.search(OTHER_FORMS[language], title)} == set()


def test_digits_have_their_endings():
    wrong_english = [
        title
        for title in own_titles("en")
        for _tens, teen, digit, ending in ENGLISH_ENDING.findall(title)
        if ending != ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(digit, "th"))
    ]
    russian_endings = {
        ending for title in own_titles("ru") for ending in RUSSIAN_ENDING.findall(title)
    }

    assert wrong_english == []
    assert russian_endings <= {"е", "й", "я", "го", "му", "м", "летие", "летия"}


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Second meeting"),
        ("en", "V Forum"),
        ("ru", "Пятый марафон"),
        ("ru", "Операция, второй этап"),
        ("ru", "VI форум"),
        ("zh", "第19次会议"),
        ("zh", "第一届论坛"),
    ],
)
def test_another_form_is_seen(language: str, title: str):
    assert re.search(OTHER_FORMS[language], title)

"""Finds statements about a day that had not come yet: a date later than the reader's, told as what was.

Programs know no tenses. In each language a sentence with a later date tells what was when it has a form
of the past and no word of a plan. Whatever a date of a text has no year for is of the year named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр",
}
#: Seasons begin with the first month that all agree on.
SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "весн": 4, "лет": 7, "осен": 10}
ENGLISH, RUSSIAN = (
    {name: number for number, name in enumerate(MONTHS[code].split(), 1)} | SEASONS
    for code in MONTHS
)
DAYS = r"(?:(?P<day>\d{1,2})(?:\s?[-–—]\s?\d{1,2})?\s)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"


@dataclass(frozen=True)
class Tongue:
    """How a language writes dates, ends a sentence, tells what was and what is to be."""

    dates: re.Pattern[str]
    months: dict[str, int]
    ends: re.Pattern[str]
    past: re.Pattern[str]
    #: What excuses a form of the past ("was planned"), and what nothing excuses ("took place").
    plan: re.Pattern[str]
    happened: re.Pattern[str]


def words(*found: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE)


TONGUES = {
    "en": Tongue(
        dates=re.compile(
            rf"{DAYS}\b(?P<month>{'|'.join(ENGLISH)})\b(?:\s(?P<after>\d{{1,2}})(?!\d))?(?:,?\s(?:of\s)?{YEAR})?"
            rf"|(?<![-–—\d]){YEAR.replace('year', 'alone')}(?!\d)"
        ),
        months=ENGLISH,
        ends=re.compile(r"(?<=[.!?;])\s+(?=\S)|\n+"),
        past=words(
            r"(?!need|speed|indeed|exceed|seed|feed|stated|united)\w{2,}ed",
            "was|were|had|did|took|met|held|became|came|went|gave|began|brought|spoke|said|told|led|ran",
            "won|drew|made|found|set|sent|saw|left|kept|chose|put",
        ),
        plan=words(
            r"(?:to|will|would|should) be|(?:is|are|was|were|be) (?:to|due|set)|planned|scheduled|expected",
            r"will|would|due|invit\w+|hop\w+ for|set for|called for|until|is held|fixed|announced for|up to|dates?",
        ),
        happened=words(r"took place|met|came|became|(?:was|were) (?:held|adopted|signed)|did meet"),
    ),
    "ru": Tongue(
        dates=re.compile(
            rf"{DAYS}\b(?P<month>{'|'.join(RUSSIAN)})(?:ь|я|е|ю|й|а|у|ом|ем|ём|ью|ой)?\b(?P<after>)(?:\s{YEAR})?"
            rf"|(?<![-–—\d]){YEAR.replace('year', 'alone')}(?!\d)",
            re.IGNORECASE,
        ),
        months=RUSSIAN,
        ends=re.compile(r"(?<=[.!?;])(?<!\bг\.)\s+(?=\S)|(?<=г\.)\s+(?=[А-ЯЁ])|\n+"),
        past=words(
            r"(?!\w*тел[иья]\b|\w*портал|если\b|или\b|числ|сил|дел|школ|цел|правил|дал[иь]|нол|стол|начал[оае]\b)\w+[аеиоуыяё]л(?:а|о|и)?(?:с[ья])?",
            r"(?!\w*(?:стана?|органы?)\b)(?:про|за|от|при|под|со|о|у|пере|вы)\w*(?:ен|ена|ено|ены|ён|нят|нята|нято|няты|ан|ана|ано|аны)",
            r"(?:прош|приш|выш|наш|вош|смог|помог|принес|привел|вел)\w*",
        ),
        plan=words(
            r"план\w*|намеч\w+|назнач\w+|определен\w*|ожида\w+|приглаш?\w+|должн\w+|будет|будут",
            r"предсто\w+|(?:было|стало)(?=:)|дат[аыу]|пройд[ёу]т\w*|состо(?:ит|ят)ся|встретятся|до|надея\w+|приходится|срок\w*",
        ),
        happened=words(
            r"состоял\w+|прош(?:ёл|ел|ла|ло|ли)|пров(?:ёл|ел|ела|ели)|встретил\w+|собрал\w+"
        ),
    ),
    "zh-hans": Tongue(
        dates=re.compile(
            rf"(?:{YEAR}年)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?:(?P<day>\d{{1,2}})日?)?(?P<after>)"
            rf"|(?<![-–—\d]){YEAR.replace('year', 'alone')}年(?!\d)"
        ),
        months={},
        ends=re.compile(r"(?<=[。！？；])|\n+"),
        past=re.compile(
            "了|已|曾|举行|召开|举办|通过|签署|发表|达成|开幕|出席|成为|改为|改在|推迟至|完成|公布|批准|获批|会晤|主持"
        ),
        plan=re.compile(
            r"将|拟|定于|定在|计划|预计|原定|待|邀|筹备|争取|安排|期待|目标|应当|截至|为止|至20\d\d年"
        ),
        happened=re.compile("(?:举行|召开|举办|通过|签署)了"),
    ),
}


def told_too_early(text: str, language: str, day: date, year: int | None = None) -> Iterator[str]:
    """Yield the sentences of `text` that tell, as what was, of a day after `day`.

    `year` is meant where none was named before; that of `day`, if the text has none of its own.
    """
    tongue = TONGUES[language]
    year = year or day.year
    for sentence in tongue.ends.split(text):
        firsts = []
        for found in tongue.dates.finditer(sentence):
            year = int(found["year"] or found["alone"] or year)
            firsts.append(first_day(found, tongue, year))
        is_later = any(first > day for first in firsts)
        if is_later and is_told_as_past(sentence, tongue):
            yield sentence.strip()


def is_told_as_past(sentence: str, tongue: Tongue) -> bool:
    if tongue.happened.search(sentence):
        return True
    return bool(tongue.past.search(sentence)) and not tongue.plan.search(sentence)


def first_day(found: re.Match[str], tongue: Tongue, year: int) -> date:
    if found["alone"]:
        return date(year, 1, 1)
    name = found["month"]
    month = tongue.months.get(name) or tongue.months.get(name.lower()) or int(name)
    return date(year, month, min(int(found["day"] or found["after"] or 1), 28))

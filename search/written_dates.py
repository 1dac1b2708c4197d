"""Dates in a query: июль 2020, 22 July 2020, July 22, 2020年7月22日, лето 2020, десятого ноября, конец ноября 20-го года."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from events.calendar import Month
from search.analysis.words import Script, Word, words

_NAMES = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
)
#: The seasons in each language, from spring on; winter has the months of one year, at both of its ends.
_SEASONS = (
    "весна лето осень зима",
    "spring summer autumn winter",
    "spring summer fall winter",
    "春天 夏天 秋天 冬天",
    "春季 夏季 秋季 冬季",
)
_MONTHS_OF_SEASON = ("03 04 05", "06 07 08", "09 10 11", "12 01 02")
#: Russian months as they are shortened, beside their first three letters.
_SHORTENED = {"янв": "01", "фев": "02", "февр": "02", "сент": "09", "нояб": "11"} | {
    name[:3]: f"{number:02}" for number, name in enumerate(_NAMES[0].split(), start=1)
}
#: Thirds of a month, by the words for them, and the days of each.
_THIRDS = {
    **dict.fromkeys(("начало", "beginning", "early"), range(1, 11)),
    **dict.fromkeys(("середина", "middle", "mid"), range(11, 21)),
    **dict.fromkeys(("конец", "end", "late"), range(21, 32)),
}
#: What says that a number before it is a year; of лет it is not.
_YEAR = frozenset(["год", "года", "году", "годом", "г"])
_TENS = {"20": 20, "30": 30}
_DAYS_OF_MONTH = range(1, 32)
#: What each part of a date is: day, month, season, year, a third of a month, or a year in two digits behind a month.
#: The longest shape that fits is taken.
_SHAPES = ("dmy", "mdy", "ymd", "dmj", "tmy", "my", "ym", "mj", "tm", "dm", "md", "sy", "ys")


@dataclass(frozen=True)
class DateMatch:
    """Words `first` to `last` (exclusive) of a query are a date: any of `terms`, several where it is a season.

    `roughly`: the month, where it is a third of one.
    """

    first: int
    last: int
    terms: tuple[str, ...]
    roughly: tuple[str, ...] = ()


def find_dates(query: Sequence[Word]) -> list[DateMatch]:
    dates, place = [], 0
    while place < len(query):
        said = _date_at(query, place)
        dates += [said] if said else []
        place = said.last if said else place + 1
    return dates


def _date_at(query: Sequence[Word], place: int) -> DateMatch | None:
    for shape in _SHAPES:
        parts, last = _parts(query, place, shape)
        if len(parts) == len(shape):
            month = (f"{parts['y']}-{parts['m']}",) if "t" in parts and "y" in parts else ()
            return DateMatch(place, last, tuple(dict.fromkeys(_terms(parts))), month)
    return None


def _parts(query: Sequence[Word], place: int, shape: str) -> tuple[dict[str, str], int]:
    """Return what the words from `place` on say of the parts of a shape, up to the first that they do not, and where that is."""
    parts: dict[str, str] = {}
    for sign in shape:
        value, count = _READ[sign](query[place : place + LONGEST_PART])
        if not value:
            break
        parts[sign] = value
        place += count
    return parts, place


def _terms(parts: dict[str, str]) -> Iterator[str]:
    """Yield the terms of a date as they are written in search.weights: 2020-07-22, 2020-07, 07-22."""
    months = parts.get("s", parts.get("m", "")).split()
    days = parts.get("t", parts.get("d", "")).split() or [""]
    if "j" in parts and not parts.get("d") and int(parts["j"]) in _DAYS_OF_MONTH:
        yield f"{months[0]}-{parts['j']}"  # «ноябрь 20» is a day as well
    year = f"20{parts['j']}" if "j" in parts else parts.get("y", "")
    for month in months:
        for day in days:
            yield "-".join(filter(None, (year, month, day)))


#: What a part of a date says, "" where the first words are none, and of how many words it is.
Read = tuple[str, int]
NOTHING: Read = ("", 0)
#: «Две тысячи двадцатого года».
LONGEST_PART = 4


def _numbers(word: Word) -> list[int]:
    return [int(term) for term in word.terms if term.isdecimal() and term.isascii()]


def _number(query: Sequence[Word]) -> tuple[int, int]:
    """Return the number that the first words say, and how many words: двадцать первого is 21; 0 of none."""
    numbers = [max(_numbers(word), default=0) for word in query[:2]]
    if (
        len(numbers) > 1
        and str(numbers[0]) in _TENS
        and 0 < numbers[1] < 10
        and _is_said(query[:2])
    ):
        return sum(numbers), 2
    return (numbers[0], 1) if numbers and numbers[0] else (0, 0)


def _is_said(query: Sequence[Word]) -> bool:
    return not any(word.text.isdecimal() for word in query)


def _day(query: Sequence[Word]) -> Read:
    chinese = (
        [term.removesuffix("日") for term in query[0].terms if term.endswith("日")] if query else []
    )
    number, count = (int(chinese[0]), 1) if chinese else _number(query)
    return (f"{number:02}", count) if 1 <= number <= 31 else NOTHING


def _month(query: Sequence[Word]) -> Read:
    for word in query[:1]:
        by_term = (_months()[term] for term in word.terms if term in _months())
        month = next(by_term, _SHORTENED.get(word.text, ""))
        return (month, 1) if month else NOTHING
    return NOTHING


def _year(query: Sequence[Word]) -> Read:
    """Return a year of four digits or as it is said, or one of two that a word behind it says to be one."""
    if not query:
        return NOTHING
    number, count = _of_this_century(query)
    is_called_so = [word.text in _YEAR for word in query[count : count + 1]] == [True]
    if number >= 1000:
        return str(number), count + is_called_so
    return (str(2000 + number), count + 1) if is_called_so and 10 <= number < 100 else NOTHING


def _of_this_century(query: Sequence[Word]) -> tuple[int, int]:
    """Return the number that the first words say, and how many: “две тысячи двадцатого” is 2020."""
    if [word.terms[:1] for word in query[:2]] == [("два",), ("тысяча",)]:
        number, count = _number(query[2:])
        return 2000 + number, 2 + count
    return _number(query)


def _short_year(query: Sequence[Word]) -> Read:
    text = query[0].text if query else ""
    return (text, 1) if len(text) == 2 and text.isdecimal() and text >= "10" else NOTHING


def _season(query: Sequence[Word]) -> Read:
    """Return the months of a season."""
    for word in query[:1]:
        names = (word.text,) if word.script == Script.HAN else word.terms
        months = next((_seasons()[name] for name in names if name in _seasons()), "")
        return (months, 1) if months else NOTHING
    return NOTHING


def _third(query: Sequence[Word]) -> Read:
    """Return the days of a third of a month: конец ноября."""
    for word in query[:1]:
        days = next((_THIRDS[name] for name in (word.text, *word.terms) if name in _THIRDS), ())
        return (" ".join(f"{day:02}" for day in days), 1) if days else NOTHING
    return NOTHING


_READ: dict[str, Callable[[Sequence[Word]], Read]] = {
    "d": _day,
    "m": _month,
    "s": _season,
    "y": _year,
    "j": _short_year,
    "t": _third,
}


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_A_YEAR = re.compile(r"(?:19|20)\d\d")


class NamedTime(NamedTuple):
    """A day, a month or a year, from `first` to `last`, inclusive."""

    unit: str
    first: date
    last: date


def named_time(text: str) -> NamedTime | None:
    """Return the first day or month that `text` names with its year, else the first year; None without, and of 31.02.2020."""
    every = words(text)
    said = [match.terms for match in find_dates(every)]
    said += [word.terms for word in every if word.script == Script.DAY]
    said += [word.terms for word in every if word.script == Script.NUMBER]
    times = (_time_of(terms[0]) for terms in said if len(terms) == 1)
    return next(filter(None, times), None)


def _time_of(term: str) -> NamedTime | None:
    try:
        if match := _DAY.fullmatch(term):
            day = date(*map(int, match.groups()))
            return NamedTime("day", day, day)
        if match := _MONTH.fullmatch(term):
            month = Month(*map(int, match.groups()))
            return NamedTime("month", month.first, month.last)
        if _A_YEAR.fullmatch(term):
            return NamedTime("year", date(int(term), 1, 1), date(int(term), 12, 31))
    except ValueError:  # there is no such day
        return None
    return None


@cache
def _seasons() -> dict[str, str]:
    """Return the months of each season by its names: Chinese as it is written, else the term."""
    return {
        word.text if word.script == Script.HAN else word.terms[0]: months
        for names in _SEASONS
        for word, months in zip(words(names), _MONTHS_OF_SEASON, strict=True)
    }


@cache
def _months() -> dict[str, str]:
    """Return the months, as two digits, by the terms of their names."""
    return {
        word.terms[0]: f"{number:02}"
        for names in _NAMES
        for number, word in enumerate(words(names), start=1)
    }

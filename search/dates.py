"""Dates in a query: июль 2020, 22 July 2020, July 22, 2020年7月22日."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from search.analysis.words import Word, words

_NAMES = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
)
#: What each word of a date is: day, month or year. The longest shape that fits is taken.
_SHAPES = ("dmy", "mdy", "ymd", "my", "ym", "dm", "md")


@dataclass(frozen=True)
class DateMatch:
    """Words `first` to `last` (exclusive) of a query are a date, whose term is `term`."""

    first: int
    last: int
    term: str


def find_dates(query: Sequence[Word]) -> list[DateMatch]:
    dates, place = [], 0
    while place < len(query):
        date = _date_at(query, place)
        dates += [date] if date else []
        place = date.last if date else place + 1
    return dates


def _date_at(query: Sequence[Word], place: int) -> DateMatch | None:
    for shape in _SHAPES:
        part = query[place : place + len(shape)]
        parts = {
            sign: value
            for sign, word in zip(shape, part, strict=False)
            if (value := _READ[sign](word))
        }
        if len(parts) == len(shape):
            # Terms are written as in search.weights: 2020-07-22, 2020-07, 07-22.
            term = "-".join(parts[sign] for sign in "ymd" if sign in parts)
            return DateMatch(place, place + len(shape), term)
    return None


def _day(word: Word) -> str:
    number = word.terms[0].removesuffix("日") if word.terms else ""
    return f"{int(number):02}" if number.isdecimal() and 1 <= int(number) <= 31 else ""


def _month(word: Word) -> str:
    return next((_months()[term] for term in word.terms if term in _months()), "")


def _year(word: Word) -> str:
    number = word.terms[0] if word.terms else ""
    return number if len(number) == 4 and number.isdecimal() else ""


_READ = {"d": _day, "m": _month, "y": _year}


@cache
def _months() -> dict[str, str]:
    """Return the months, as two digits, by the terms of their names."""
    return {
        word.terms[0]: f"{number:02}"
        for names in _NAMES
        for number, word in enumerate(words(names), start=1)
    }

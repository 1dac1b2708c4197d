"""Times in a query as seen from today: next week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from documents import publishers
from events.calendar import Month, Week
from i18n.collation import fold
from search.analysis import chinese
from search.analysis.words import Script, Word, words

#: Today, tomorrow and yesterday.
_DAYS = ("today|сегодня", "tomorrow|завтра", "yesterday|вчера")
#: As many write them: next weak, this mounth, на следущей недели, в будующем.
_WEEK, _MONTH = "w(?:e{1,3}k|eak|eek|eel|eke)", "mon?th|mounth|monht|montn"
_NEXT_RUSSIAN = "(?:сл[еи]д[уо]й?ю?[щш]|бу?дую?[щш])"
_WEEK_RUSSIAN = "н[еи]дел{1,2}"
#: How people name days as seen from today: units, and how many of these from the one of today.
_RELATIVE = tuple(
    (unit, step, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for unit, step, pattern in (
        ("day", 0, _DAYS[0]),
        ("day", 1, _DAYS[1]),
        ("day", -1, _DAYS[-1]),
        ("week", 0, rf"this[ -]{_WEEK}|эт(?:ой|а|у) {_WEEK_RUSSIAN}[еияю]"),
        ("week", 1, rf"next[ -]{_WEEK}|{_NEXT_RUSSIAN}(?:ей|ая|ую|ий) {_WEEK_RUSSIAN}[еияю]"),
        ("week", -1, rf"last[ -]{_WEEK}|прошл(?:ой|ая|ую) {_WEEK_RUSSIAN}(?:[еияю]|ей)"),
        ("month", 0, rf"this[ -](?:{_MONTH})|эт(?:ом|от|ого) месяц[еа]?"),
        ("month", 1, rf"next[ -](?:{_MONTH})|{_NEXT_RUSSIAN}(?:ем|им|ий|его) месяц[еа]?"),
        ("month", -1, rf"last[ -](?:{_MONTH})|прошл(?:ом|ый|ого) месяц[еа]?"),
    )
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
#: The same in Chinese, of whole words.
_RELATIVE_CHINESE = {
    phrase: (unit, step)
    for unit, step, phrases in (
        ("day", 0, "今天 今日"),
        ("day", 1, "明天 明日"),
        ("day", -1, "昨天 昨日"),
        ("week", 0, "本周 这周 这一周 本星期 这星期 这个星期"),
        ("week", 1, "下周 下一周 下星期 下个星期"),
        ("week", -1, "上周 上一周 上星期 上个星期"),
        ("month", 0, "本月 这个月"),
        ("month", 1, "下月 下个月"),
        ("month", -1, "上月 上个月"),
    )
    for phrase in phrases.split()
}


@dataclass(frozen=True)
class RelativeTime:
    """The days from `first` to `last`, inclusive, that a text names from `start` to `end` as seen from today."""

    start: int
    end: int
    unit: str
    first: date
    last: date

    def word(self, text: str) -> Word:
        """Return what `text` says of it as one word, which things of these days have, and texts that say it too."""
        said = text[self.start : self.end]
        own = [term for word in words(said) for term in word.terms] if " " not in said else []
        return Word(self.start, self.end, said, Script.DAY, (*self._terms(), *own))

    def _terms(self) -> list[str]:
        if self.unit == "month":
            return [self.first.strftime("%Y-%m")]
        count = (self.last - self.first).days + 1
        return [(self.first + timedelta(days=number)).isoformat() for number in range(count)]


@cache
def days_in_words() -> frozenset[str]:
    """Return the terms of the words that name a day as seen from today."""
    said = words(" ".join(_DAYS).replace("|", " "))
    return frozenset(term for word in said for term in word.terms)


def relative_time(text: str, today: date) -> RelativeTime | None:
    """Return the first time that `text` names as seen from `today`; None of a text without, or where time ends."""
    found = _first_relative(text)
    days = _days_of(found.unit, found.step, today) if found else None
    return RelativeTime(found.start, found.end, found.unit, *days) if found and days else None


def without_relative_time(text: str) -> str:
    """Return `text` with blanks where it names a time as seen from today: what is left stands where it stood."""
    if found := _first_relative(text):
        return text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


class _Relative(NamedTuple):
    start: int
    end: int
    unit: str
    step: int


def _first_relative(text: str) -> _Relative | None:
    folded = fold(text)
    folded = folded if len(folded) == len(text) else text  # where letters stand must not move
    found = [
        _Relative(match.start(), match.end(), unit, step)
        for unit, step, pattern in _RELATIVE
        for match in pattern.finditer(folded)
        if not _is_of_name(text, match.start())
    ]
    for run in chinese.RUN.finditer(folded):
        for start, end, phrase in chinese.phrases_in(run[0], _RELATIVE_CHINESE):
            place = run.start()
            found.append(_Relative(place + start, place + end, *_RELATIVE_CHINESE[phrase]))
    return min(found, default=None)


def _is_of_name(text: str, place: int) -> bool:
    """Whether `place` lies in what is quoted, or in the name of a publisher, written with its capitals."""
    names = (*_QUOTED.finditer(text), *_timed_names().finditer(text))
    return any(name.start() <= place < name.end() for name in names)


@cache
def _timed_names() -> re.Pattern[str]:
    """Return what finds publishers whose names name a time and show by their capitals that they are names."""
    names = [name for name in publishers.names() if name.istitle() and _names_a_time(name)]
    return re.compile("|".join(map(re.escape, sorted(names))) or r"(?!)")


def _names_a_time(name: str) -> bool:
    return any(pattern.search(name) for _unit, _step, pattern in _RELATIVE)


def _days_of(unit: str, step: int, today: date) -> tuple[date, date] | None:
    if unit == "day":
        ordinal = today.toordinal() + step
        day = date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
        return day, day
    try:
        now = Week.of(today) if unit == "week" else Month.of(today)
    except ValueError:  # the last week of all has no end
        return None
    there = now.plus(step)
    return (there.first, there.last) if there else None

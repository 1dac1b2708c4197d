"""When an event takes place, as vaguely as it is known. Values only: no database here."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from django.utils import translation
from django.utils.translation import gettext as _

from publishing.languages import language_locale as language_locale


class Precision(StrEnum):
    """How exactly a period is known, from a clock time to nothing at all."""

    MINUTE = "minute"
    DAY = "day"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    PART_OF_YEAR = "part_of_year"
    YEAR = "year"
    NONE = "none"


#: With one of these the first and last day are the event's own, not bounds of a guess.
EXACT = (Precision.MINUTE, Precision.DAY)


class PeriodError(ValueError):
    """The parts of a period contradict each other; the text says which."""


@dataclass(frozen=True)
class Period:
    """First and last day (both inclusive), and how exactly they are known.

    For anything vaguer than a day, `first` and `last` are the bounds of what was said, and
    `words` may hold it as it was said, by language code. `opens` and `closes` are clock
    times in the IANA zone `zone`, on the first and on the last day.

    Raises PeriodError for parts that contradict each other.
    """

    first: date | None = None
    last: date | None = None
    precision: Precision = Precision.NONE
    opens: time | None = None
    closes: time | None = None
    zone: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", Precision(self.precision))
        if (self.first is None) != (self.last is None):
            raise PeriodError("A period has both a first and a last day, or neither.")
        if (self.first is None) != (self.precision == Precision.NONE):
            raise PeriodError("A period without days has the precision `none`, and only that.")
        if self.first and self.last and self.first > self.last:
            raise PeriodError(f"The last day {self.last} lies before the first day {self.first}.")
        if (self.opens is not None) != (self.precision == Precision.MINUTE):
            raise PeriodError("A clock time goes with the precision `minute`, and only with it.")
        if self.opens and not self.zone:
            raise PeriodError("A clock time needs the time zone of its place.")
        if self.closes and not self.opens:
            raise PeriodError("A closing time needs an opening time.")

    @classmethod
    def on(cls, first: date, last: date | None = None) -> Period:
        """The exact day `first`, or the exact days from `first` to `last`."""
        return cls(first, last or first, Precision.DAY)

    @classmethod
    def in_month(cls, year: int, month: int) -> Period:
        """Some day of a month."""
        days = calendar.monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, days), Precision.MONTH)

    @classmethod
    def undated(cls) -> Period:
        return cls()

    @classmethod
    def from_parts(
        cls, first: date | None, last: date | None, precision: str, detail: Mapping[str, Any]
    ) -> Period:
        """Build a period from its days and from what `detail` returned."""
        return cls(
            first=first,
            last=last,
            precision=Precision(precision),
            opens=time.fromisoformat(detail["opens"]) if detail.get("opens") else None,
            closes=time.fromisoformat(detail["closes"]) if detail.get("closes") else None,
            zone=detail.get("zone", ""),
            words=detail.get("words", {}),
        )

    @property
    def detail(self) -> dict[str, Any]:
        """What days and precision do not tell, as JSON: clock times, zone, words."""
        told = {
            "opens": self.opens.isoformat("minutes") if self.opens else "",
            "closes": self.closes.isoformat("minutes") if self.closes else "",
            "zone": self.zone,
            "words": dict(self.words),
        }
        return {name: value for name, value in told.items() if value}

    @property
    def is_exact(self) -> bool:
        return self.precision in EXACT

    @property
    def is_dated(self) -> bool:
        return self.first is not None

    @property
    def earliest(self) -> date | None:
        """The first day on which the event could begin."""
        return self.first

    @property
    def latest(self) -> date | None:
        """The last day on which the event could end."""
        return self.last

    @property
    def begins(self) -> datetime | None:
        """The aware moment at which the event opens; None unless its clock time is known."""
        if self.first is None or self.opens is None:
            return None
        return datetime.combine(self.first, self.opens, ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime | None:
        """The aware moment of closing, midnight after the last day when that is not known."""
        if self.last is None or self.opens is None:
            return None
        if self.closes is None:
            return datetime.combine(self.last + timedelta(days=1), time(), ZoneInfo(self.zone))
        return datetime.combine(self.last, self.closes, ZoneInfo(self.zone))

    @property
    def days(self) -> int:
        """Inclusive days from the first to the last; 0 without a date."""
        if self.first is None or self.last is None:
            return 0
        return (self.last - self.first).days + 1

    @property
    def sort_key(self) -> tuple[date, bool, date]:
        """Order among other periods: vague ones after the exact ones of their time, none last."""
        if self.first is None or self.last is None:
            return (date.max, True, date.max)
        if self.is_exact:
            return (self.first, False, self.last)
        return (self.last, True, self.first)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the period, bounds of a vague one, touches the days `first` to `last`."""
        return (
            self.first is not None
            and self.last is not None
            and self.first <= last
            and self.last >= first
        )

    def covers(self, day: date) -> bool:
        return self.overlaps(day, day)

    def same_days(self, other: Period) -> bool:
        """Whether both name the same days as exactly, whatever their clock times and words."""
        return (self.first, self.last, self.precision) == (
            other.first,
            other.last,
            other.precision,
        )

    def refines(self, other: Period) -> bool:
        """Whether this period says more exactly what the vaguer `other` said already."""
        return (
            not other.is_exact
            and other.first is not None
            and other.last is not None
            and self.first is not None
            and self.last is not None
            and other.first <= self.first
            and self.last <= other.last
        )

    def iso(self) -> str:
        """Return only what is known, for `<time datetime>`: 2020-07-22, 2020-07, 2020, or ""."""
        if self.first is None or self.last is None:
            return ""
        if self.is_exact:
            return self.first.isoformat()
        if self.first.year != self.last.year:
            return ""
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first:%Y}"

    def say(self, language: str) -> str:
        """Return the period in words, in `language`: 22–23 July 2020, 2020年7月22日至23日.

        The shapes are CLDR's, by Babel. What a vague period said in its own words is
        returned as it was said.
        """
        if words := self.words.get(language):
            return words
        with translation.override(language):
            return _say(self, language_locale(language))


def _say(period: Period, locale: Locale) -> str:
    first, last = period.first, period.last
    if first is None or last is None:
        return _("date to be confirmed")
    match period.precision:
        case Precision.MINUTE | Precision.DAY:
            return say_interval(first, last, "yMMMMd", locale)
        case Precision.PART_OF_MONTH:
            return _say_part_of_month(first, last, locale)
        case Precision.QUARTER if _is_quarter(first, last):
            return plain_spaces(format_skeleton("yQQQQ", first, locale=locale))
        case Precision.HALF_YEAR:
            half = _("first half of %(year)s") if first.month == 1 else _("second half of %(year)s")
            return half % {"year": first.year}
        case Precision.PART_OF_YEAR:
            return _say_part_of_year(first, last)
        case Precision.YEAR if first.year == last.year:
            return _("%(year)s") % {"year": first.year}
        case _:
            return say_interval(first, last, "yMMMM", locale)


def _is_quarter(first: date, last: date) -> bool:
    return first.month % 3 == 1 and last.month == first.month + 2 and first.year == last.year


def _say_part_of_month(first: date, last: date, locale: Locale) -> str:
    month = f"{first.month}月" if locale.language == "zh" else format_date(first, "MMMM", locale)
    if last.day <= 10:
        sentence = _("early %(month)s %(year)s")
    elif first.day > 20:
        sentence = _("end of %(month)s %(year)s")
    elif first.day > 15:
        sentence = _("second half of %(month)s %(year)s")
    else:
        sentence = _("mid-%(month)s %(year)s")
    return sentence % {"month": month, "year": first.year}


def _say_part_of_year(first: date, last: date) -> str:
    if first.month <= 1 and last.month <= 4:
        sentence = _("early %(year)s")
    elif first.month >= 9:
        sentence = _("end of %(year)s")
    else:
        sentence = _("mid-%(year)s")
    return sentence % {"year": first.year}


def say_interval(first: date, last: date, skeleton: str, locale: Locale) -> str:
    """Return a range of days or months by CLDR's interval pattern, with full month names.

    CLDR keeps the patterns with short names (yMMMd); a wider field takes the same pattern,
    UTS 35 says in "Missing Skeleton Fields".
    """
    if skeleton == "yMMMMd" and first == last:
        return plain_spaces(format_date(first, "long", locale=locale))
    short = skeleton.replace("MMMM", "MMM")
    same_month = (first.year, first.month) == (last.year, last.month)
    if "d" not in skeleton and same_month:
        return plain_spaces(format_skeleton("yMMMM", first, locale=locale))
    same_year = first.year == last.year or "y" not in skeleton
    difference = "d" if same_month else "M" if same_year else "y"
    patterns = locale.interval_formats.get(skeleton) or locale.interval_formats[short]
    parts = [_wide(pattern) for pattern in patterns[difference]]
    said = "".join(
        format_date(day, part, locale=locale)
        for day, part in zip((first, last), parts, strict=True)
    )
    return plain_spaces(said)


def _wide(pattern: str) -> str:
    for letter in "ML":
        if letter * 4 not in pattern:
            pattern = pattern.replace(letter * 3, letter * 4)
    return pattern


def say_time(moment: time, language: str) -> str:
    """Return a clock time, 24 hours: 14:00."""
    return format_time(moment, "HH:mm", locale=language_locale(language))


def plain_spaces(text: str) -> str:
    """Replace CLDR's thin and no-break spaces, so that a copied date can be searched for."""
    return text.replace("\u2009", " ").replace("\u202f", " ").replace("\xa0", " ")


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar, 1900-01 to 2199-12."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2199 and 1 <= self.number <= 12):
            raise ValueError(
                f"{self.year}-{self.number:02} is not a month between 1900-01 and 2199-12."
            )

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks that touch the month, Monday first, seven days each."""
        first = self.first - timedelta(days=self.first.weekday())
        weeks = ((self.last - first).days // 7) + 1
        return [[first + timedelta(days=7 * w + d) for d in range(7)] for w in range(weeks)]

    def plus(self, months: int) -> Month | None:
        """Return the month so many months later (earlier when negative); None past the ends."""
        year, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, index + 1) if 1900 <= year <= 2199 else None

    def say(self, language: str) -> str:
        locale = language_locale(language)
        return plain_spaces(format_skeleton("yMMMM", self.first, locale=locale))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

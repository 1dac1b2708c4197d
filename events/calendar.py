"""Months and weeks of the calendar.

A month knows the first and last day that each precision of a vague date takes. A week of ISO 8601 begins on a Monday,
and belongs to the year of its Thursday. Values, like the periods of events.dates.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from events.date_formats import say_interval
from events.enums import Precision
from i18n.texts import language_locale


@dataclass(frozen=True, order=True)
class Month:
    """A month of any year that a day can have; which months have a page says events.span."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.number <= 12):
            raise ValueError(f"{self.year:04}-{self.number:02} is not a month.")

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def at(cls, ordinal: int) -> Month:
        """Return the month before which `ordinal` months lie. Raises ValueError past the ends."""
        year, index = divmod(ordinal, 12)
        return cls(year, index + 1)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Return the month that is written as 2020-10; None of anything else."""
        parts = re.fullmatch("([0-9]{4})-([0-9]{2})", text)
        try:
            return cls(int(parts[1]), int(parts[2])) if parts else None
        except ValueError:
            return None

    @property
    def ordinal(self) -> int:
        """How many months lie before it since the year 0."""
        return self.year * 12 + self.number - 1

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks that touch the month, Monday first, seven days each.

        Raises OverflowError for December 9999, whose last week ends after the last day that
        there is.
        """
        first = self.first - timedelta(days=self.first.weekday())
        weeks = ((self.last - first).days // 7) + 1
        return [[first + timedelta(days=7 * w + d) for d in range(7)] for w in range(weeks)]

    def plus(self, months: int) -> Month | None:
        """Return the month so many months later (earlier when negative); None past the ends."""
        try:
            return Month.at(self.ordinal + months)
        except ValueError:
            return None

    def say(self, language: str) -> str:
        return say_interval(self.first, self.last, "yMMMM", language_locale(language))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


#: Months in a unit that has natural bounds. A date may run over several of them.
MONTHS: Mapping[Precision, int] = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF_YEAR: 6,
    Precision.YEAR: 12,
}
MONTHS_OF_A_YEAR = 12


class Bounded(Protocol):
    """A period, as far as its bounds tell: events.dates.Period."""

    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...
    @property
    def precision(self) -> Precision: ...


def misfit(period: Bounded) -> str:
    """Return why the bounds of `period` say something else than its precision, or ""."""
    first, last, precision = period.first, period.last, period.precision
    if first is None or last is None:
        return ""
    if precision in MONTHS:
        return _not_whole(first, last, MONTHS[precision])
    if precision == Precision.PART_OF_MONTH and Month.of(first) != Month.of(last):
        return _("A part of a month lies in one month: give days of one, or another precision.")
    months = Month.of(last).ordinal - Month.of(first).ordinal + 1
    if precision == Precision.PART_OF_YEAR and months > MONTHS_OF_A_YEAR:
        return _("A part of a year is no longer than a year: give nearer days.")
    return ""


def _not_whole(first: date, last: date, months: int) -> str:
    bounds = unit(first, months)[0], unit(last, months)[1]
    if bounds == (first, last):
        return ""
    return _(
        "A date of this precision has whole bounds, here %(first)s and %(last)s: give those, or "
        "another precision."
    ) % {"first": bounds[0].isoformat(), "last": bounds[1].isoformat()}


def unit(day: date, months: int) -> tuple[date, date]:
    """Return the bounds of the month, quarter, half or year that holds `day`."""
    begins = (day.month - 1) // months * months + 1
    return Month(day.year, begins).first, Month(day.year, begins + months - 1).last


DAYS = 7


@dataclass(frozen=True, order=True)
class Week:
    """A week of any year whose days all exist."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Raises ValueError for a number that the year does not have."""
        try:
            date.fromisocalendar(self.year, self.number, DAYS)
        except OverflowError as error:  # the last one of 9999 ends behind all days
            raise ValueError(str(error)) from error

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @classmethod
    def read(cls, text: str) -> Week | None:
        """Return the week that is written as 2020-W45; None of anything else."""
        parts = re.fullmatch("([0-9]{4})-W([0-9]{2})", text)
        try:
            return cls(int(parts[1]), int(parts[2])) if parts else None
        except ValueError:
            return None

    @classmethod
    def last_of(cls, year: int) -> Week:
        """Return the 52nd or 53rd: the 28 December always lies in it."""
        return cls.of(date(year, 12, 28))

    @property
    def first(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date.fromisocalendar(self.year, self.number, DAYS)

    @property
    def middle(self) -> date:
        """The Thursday, whose year and month are those of most days."""
        return date.fromisocalendar(self.year, self.number, 4)

    @property
    def weeks(self) -> list[list[date]]:
        """The one row of days that its table draws."""
        return [[self.first + timedelta(days=number) for number in range(DAYS)]]

    def plus(self, weeks: int) -> Week | None:
        """Return the week so many weeks later (earlier when negative); None past the ends."""
        try:
            return Week.of(self.first + timedelta(weeks=weeks))
        except (OverflowError, ValueError):
            return None

    def say(self, language: str) -> str:
        """Return its days: 2–8 November 2020."""
        return say_interval(self.first, self.last, "yMMMMd", language_locale(language))

    def name(self) -> str:
        """Return its number in words of the active language: week 45 of 2020."""
        return _("Week %(number)d of %(year)d") % {"number": self.number, "year": self.year}

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

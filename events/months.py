"""A month of the calendar, and the first and last day that each precision of a vague date takes.

Values only, like the periods of events.dates: no database here.
"""

from __future__ import annotations

import calendar
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
        year, index = divmod(self.ordinal + months, 12)
        return Month(year, index + 1) if MINYEAR <= year <= MAXYEAR else None

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

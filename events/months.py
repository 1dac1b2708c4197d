"""A month of the calendar: a value, like the periods of events.dates."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from events.wording import say_interval
from publishing.languages import language_locale


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

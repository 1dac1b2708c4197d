"""A week of ISO 8601: it begins on a Monday, and belongs to the year of its Thursday.

A value only, like the months of events.months: no database here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from events.date_formats import say_interval
from i18n.texts import language_locale

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
    def of(cls, day: date) -> "Week":
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @classmethod
    def last_of(cls, year: int) -> "Week":
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

    def plus(self, weeks: int) -> "Week | None":
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

"""The months that the plan covers: its pages exist for these, and the pager stays in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from events.calendar import Month, Week
from events.querysets import EventQuerySet
from publishing.years import TAKEN, term


@dataclass(frozen=True)
class Span:
    """The first and the last month, both inclusive."""

    first: Month
    last: Month

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def has_year(self, year: int) -> bool:
        return self.first.year <= year <= self.last.year

    def touches(self, first: date, last: date) -> bool:
        """Whether a day from `first` to `last` (both inclusive) lies in its months."""
        return first <= self.last.last and last >= self.first.first

    @property
    def weeks(self) -> list[Week]:
        """All that touch its months."""
        first, last = Week.of(self.first.first), Week.of(self.last.last)
        weeks = ((last.first - first.first).days // 7) + 1
        return [Week.of(first.first + timedelta(weeks=number)) for number in range(weeks)]

    @property
    def months(self) -> list[Month]:
        return months_between(self.first, self.last)

    def nearest_to(self, day: date) -> date:
        """Return `day`, or the first or last one that it has."""
        return min(max(day, self.first.first), self.last.last)

    def beside(self, month: Month, step: int) -> Month | None:
        """Return the month `step` months from `month`; None when it lies outside."""
        other = month.plus(step)
        return other if other is not None and other in self else None


def months_between(first: Month, last: Month) -> list[Month]:
    """Return the months from `first` to `last`, both inclusive."""
    ordinals = range(first.ordinal, last.ordinal + 1)
    return [Month.at(ordinal) for ordinal in ordinals]


def term_span() -> Span:
    """Return the months of the term."""
    return Span(Month.of(term().begins), Month.of(term().ends))


def plan_span(events: EventQuerySet) -> Span:
    """Return the months of the term and of all that `events` hold before and after. One query.

    A day outside the portal's years, that stands there all the same, opens none.
    """
    days = events.listed_between(TAKEN.first_day, TAKEN.last_day).days_in_plan()
    months = [Month.of(day) for day in days if day is not None]
    term = term_span()
    return Span(min([term.first, *months]), max([term.last, *months]))


def month_in_term(today: date) -> Month:
    """Return the month of `today`, or the nearest one of the term."""
    term = term_span()
    return min(max(Month.of(today), term.first), term.last)


def day_in_term(today: date) -> date:
    """Return `today`, or the nearest day of the months of the term."""
    return term_span().nearest_to(today)


def say_year(year: int) -> str:
    return _("%(year)s") % {"year": year}

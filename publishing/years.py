"""The years that the portal takes, and those beyond which it asks first; also its time zones. Values only.

A slip of the finger (2202 for 2020) would show on every list and calendar. So no door takes a
day outside the portal's years, and one outside the usual years only from somebody who says that
it is right.

The usual years follow from the term of the Presidency: an app above, presidencies, tells which.
"""

import functools
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Years:
    """From one year to another, both inclusive."""

    first: int
    last: int

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last

    @property
    def first_day(self) -> date:
        return date(self.first, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.last, 12, 31)


#: What any door takes: room for the organisation's beginnings and for plans of the far future.
TAKEN = Years(1990, 2099)

#: By field, the years beyond which an editor is asked: a model's `USUAL_YEARS`.
UsualYears = Mapping[str, Callable[[], Years]]


def presidency_years() -> Years:
    """Return the years of the term, and the one after it: some of what is put off takes place then."""
    presided = term()
    return Years(presided.begins.year, presided.ends.year + 1)


def organisation_years() -> Years:
    """Return the years since the organisation was founded."""
    usual = presidency_years()
    return Years(term().founded or usual.first, usual.last)


def coming_years(today: date) -> Years:
    """Return the years in which a moment that is set on `today` is usually meant: this one and the next."""
    return Years(today.year, today.year + 1)


def refusal(year: int) -> str:
    """Return why no door takes `year`, or ""."""
    if year in TAKEN:
        return ""
    return _("The year %(year)s lies outside %(first)s–%(last)s: correct it.") % {
        "year": f"{year:04}",
        "first": TAKEN.first,
        "last": TAKEN.last,
    }


def doubt(year: int, usual: Years) -> str:
    """Return what is asked about `year` before it is taken, or ""."""
    if year in usual:
        return ""
    return _(
        "The year %(year)s lies outside %(first)s–%(last)s: correct it, or say that it is right."
    ) % {
        "year": f"{year:04}",
        "first": usual.first,
        "last": usual.last,
    }


def validate_day(day: date) -> None:
    """Raise ValidationError for a day outside the portal's years."""
    validate_year(day.year)


def validate_year(year: int) -> None:
    if problem := refusal(year):
        raise ValidationError(problem)


def year_of(value: date | int | str | None) -> int | None:
    """Return the year of a day, a year, or of an ISO date known to the year, month or day."""
    if isinstance(value, date):
        return value.year
    if isinstance(value, int):
        return value
    match = re.match(r"[0-9]{4}", value or "")
    return int(match[0]) if match else None


def doubts(usual: UsualYears, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is asked about those of `values`, by name, that lie outside the usual years.

    What no door takes is not asked about.
    """
    questions = {}
    for name, years in usual.items():
        year = year_of(values.get(name))
        if year is not None and year in TAKEN and (question := doubt(year, years())):
            questions[name] = question
    return questions


@dataclass(frozen=True)
class Term:
    """First and last day of the Presidency, both inclusive, and when its organisation was founded."""

    begins: date
    ends: date
    founded: int | None = None

    def is_ahead(self, today: date) -> bool:
        return today < self.begins

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed."""
        return today > self.ends


_sources: list[Callable[[], Term]] = []


def told_by(source: Callable[[], Term]) -> None:
    """Have `term` ask `source`. Called once, when the apps are ready."""
    _sources[:] = [source]


def term() -> Term:
    (source,) = _sources
    return source()


def is_time_zone(name: str) -> bool:
    """Whether `name` is a zone of the IANA list by its region and place, or UTC.

    The others of that list mean the machine's own clock (`localtime`), none (`Factory`), the opposite of
    what they say (`Etc/GMT+3` lies west of Greenwich), or are kept for old programs (`W-SU`, `GB`).
    """
    return name in _zones()


@functools.cache  # it reads the whole folder of zones
def _zones() -> frozenset[str]:
    return frozenset(
        name
        for name in zoneinfo.available_timezones()
        if ("/" in name and not name.startswith("Etc/")) or name == "UTC"
    )

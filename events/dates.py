"""When an event takes place, as vaguely as it is known. Values only: no database here."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.calendar import Month
from events.date_formats import (
    Clock,
    clock_of,
    fault_of,
    midnight_after,
    moment,
    say_days,
    say_days_with_clock,
)
from events.enums import EXACT, Precision
from i18n.characters import each_line
from i18n.typography import printed
from publishing.years import is_time_zone

__all__ = ["EXACT", "Month", "Period", "PeriodError", "Precision"]


class PeriodError(ValueError):
    """The parts of a period contradict each other; the text says how, `part` names the wrong one."""

    def __init__(self, problem: str, part: str = "first") -> None:
        super().__init__(problem)
        self.part = part


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
        object.__setattr__(self, "words", each_line(self.words))
        for end in ("opens", "closes"):
            if (moment := getattr(self, end)) is not None:
                object.__setattr__(self, end, moment.replace(second=0, microsecond=0))
        self._check_days()
        self._check_clock_times()

    def _check_days(self) -> None:
        if (self.first is None) != (self.last is None):
            raise PeriodError(_("A period has both a first and a last day, or neither."))
        if (self.first is None) != (self.precision == Precision.NONE):
            raise PeriodError(
                _("A period without days has the precision “none”, and only that."), "precision"
            )
        if self.first and self.last and self.first > self.last:
            raise PeriodError(
                _("The last day, %(last)s, lies before the first day, %(first)s.")
                % {"first": date_format(self.first), "last": date_format(self.last)},
                "last",
            )

    def _check_clock_times(self) -> None:
        if self.closes is not None and self.opens is None:
            raise PeriodError(_("A closing time needs an opening time."), "opens")
        if (self.opens is not None) != (self.precision == Precision.MINUTE):
            raise PeriodError(
                _("A clock time goes with the precision “minute”, and only with that."), "opens"
            )
        if self.opens is not None and not self.zone:
            raise PeriodError(_("A clock time needs the time zone of its place."), "zone")
        if self.zone and not is_time_zone(self.zone):
            raise PeriodError(_("“%s” is not an IANA time zone.") % self.zone, "zone")
        for day, part in ((self.first, "opens"), (self.last, "closes")):
            clock = getattr(self, part)
            if day and clock and (problem := fault_of(day, clock, self.zone)):
                raise PeriodError(problem, part)
        if self.begins and self.ends and self.ends <= self.begins:
            raise PeriodError(_("The closing time must lie after the opening time."), "closes")

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
        """Build a stored period from its days and what `detail` returned, without clock times
        that no door would take: the days still show."""
        words = detail.get("words") or {}
        try:
            opens, closes = clock_of(detail.get("opens")), clock_of(detail.get("closes"))
            zone = detail.get("zone", "")
            return cls(first, last, Precision(precision), opens, closes, zone, words)
        except (ValueError, TypeError):
            exactness = Precision.DAY if precision == Precision.MINUTE else Precision(precision)
            return cls(first, last, exactness, words=words)

    @property
    def detail(self) -> dict[str, Any]:
        """What days and precision do not tell, as JSON: clock times, zone, words."""
        parts = {
            "opens": self.opens.isoformat("minutes") if self.opens else "",
            "closes": self.closes.isoformat("minutes") if self.closes else "",
            "zone": self.zone,
            "words": dict(self.words),
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def is_exact(self) -> bool:
        return self.precision in EXACT

    @property
    def is_dated(self) -> bool:
        return self.first is not None

    @property
    def clock(self) -> Clock | None:
        if self.first is None or self.last is None or self.opens is None:
            return None
        return Clock(self.first, self.last, self.opens, self.closes, self.zone)

    @property
    def bounds(self) -> tuple[date, ...]:
        return tuple(day for day in (self.first, self.last) if day is not None)

    @property
    def begins(self) -> datetime | None:
        """The aware moment at which the event opens; None unless its clock time is known."""
        if self.first is None or self.opens is None:
            return None
        return moment(self.first, self.opens, self.zone)

    @property
    def ends(self) -> datetime | None:
        """The aware moment of closing, midnight after the last day when that is not known."""
        if self.last is None or self.opens is None:
            return None
        if self.closes is None:
            return midnight_after(self.last, self.zone)
        return moment(self.last, self.closes, self.zone)

    @property
    def days(self) -> int:
        """Inclusive days from the first to the last; 0 without a date."""
        if self.first is None or self.last is None:
            return 0
        return (self.last - self.first).days + 1

    @property
    def home_month(self) -> Month | None:
        """The month under which the plan lists the period; None when it is not known."""
        if self.first is None or self.last is None:
            return None
        month = Month.of(self.first)
        return month if self.is_exact or month == Month.of(self.last) else None

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the period, bounds of a vague one, touches the days `first` to `last`."""
        if self.first is None or self.last is None:
            return False
        return self.first <= last and self.last >= first

    def covers(self, day: date) -> bool:
        return self.overlaps(day, day)

    def same_days(self, other: Period) -> bool:
        """Whether both name the same days as exactly, whatever their clock times and words."""
        alike = self.precision == other.precision or (self.is_exact and other.is_exact)
        return alike and (self.first, self.last) == (other.first, other.last)

    def holds_in(self, later: Period) -> bool:
        """Whether what this period says of days and clock times still holds in `later`."""
        return (
            self.same_days(later)
            and self.begins in (None, later.begins)
            and (self.closes is None or self.ends == later.ends)
        )

    def refines(self, other: Period) -> bool:
        """Whether this period says more exactly what the vaguer `other` said already."""
        if other.is_exact or other.first is None or other.last is None:
            return False
        if self.first is None or self.last is None:
            return False
        return other.first <= self.first and self.last <= other.last

    def iso(self) -> str:
        """Return only what is known, for `<time datetime>`: 2020-07-22, 2020-07, 2020, or ""."""
        if self.first is None or self.last is None:
            return ""
        if self.is_exact:
            return self.first.isoformat()
        if self.home_month:
            return str(self.home_month)
        return f"{self.first.year:04}" if self.first.year == self.last.year else ""

    def start(self) -> str:
        """Return how an exact period begins, as ISO 8601 says it: a day, or a moment if known."""
        return self.begins.isoformat(timespec="minutes") if self.begins else self.iso()

    def say_days(self, language: str) -> str:
        """Return the days alone, in `language`: 22–23 July 2020, 2020年7月22日至23日.

        A period in words of its own is returned as it was said, with the marks of print.
        """
        if words := self.words.get(language):
            return printed(words, language)
        return say_days(self.first, self.last, self.precision, language)

    def say(self, language: str, place: str = "") -> str:
        """Return the days, and the clock times where they are known, with their zone.

        `place` is a city in that zone, by which it is named.
        """
        days, clock = self.say_days(language), self.clock
        if clock is None:
            return days
        worded = bool(self.words.get(language))
        return say_days_with_clock(days, clock, place, language, worded=worded)

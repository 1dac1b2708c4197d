"""The date at the edge of a row, in the parts of the design's stamp, and clock times: by the clocks of the
place where an event meets, and by those of another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _

from events.date_formats import (
    Clock,
    month_beside,
    say_clock,
    say_days_of_year,
    say_interval,
    say_time,
)
from events.dates import Period
from events.history import Slot
from i18n.texts import current_language, language_locale, text_of
from places.models import City, PlaceNames

#: Characters. More of them do not fit beside a title.
LONGEST_WORDS = 24
#: "2020, day not found", "2020年3月（据预告）"
REMARK = re.compile(r"[,;，；(（]")


@dataclass(frozen=True)
class DateStamp:
    """The date at the edge of a row, in parts; one that is vague, or runs over two months, `is_in_words`, which `day` holds."""

    day: str
    month: str = ""
    weekday: str = ""
    is_range: bool = False
    is_in_words: bool = False
    is_today: bool = False
    #: An exact day that is planned, not confirmed.
    is_planned: bool = False


def stamp_of(period: Period, language: str, *, is_today: bool) -> DateStamp:
    """Return the date in the parts of the design's stamp; `is_today`: it covers the portal's day."""
    first, last = period.first, period.last
    if first is None or last is None:
        return DateStamp(_("No date yet"), is_in_words=True)
    locale = language_locale(language)
    if not period.is_exact:
        return DateStamp(_vague(period, language), is_in_words=True)
    today = _("Today") if is_today else ""
    if first == last:
        weekday = today or format_date(first, "EEE", locale=locale)
        return DateStamp(
            _day(first, language), month_beside(first, locale), weekday, is_today=is_today
        )
    if (first.year, first.month) == (last.year, last.month):
        days, month = _day_range(first, last, language), month_beside(first, locale)
        return DateStamp(days, month, today, is_range=True, is_today=is_today)
    skeleton = "MMMd" if first.year == last.year else "yMMMd"
    words = say_interval(first, last, skeleton, locale)
    return DateStamp(words, "", today, is_range=True, is_in_words=True, is_today=is_today)


def say_days_in(year: int, period: Period) -> str:
    """Say days without `year`, which goes without saying."""
    first, last, language = period.first, period.last, current_language()
    is_plain = period.is_exact and not period.words.get(language)
    if is_plain and first is not None and last is not None and first.year == last.year == year:
        return say_days_of_year(first, last, language)
    return period.say_days(language)


def with_year(stamp: DateStamp, period: Period, implied_year: int | None) -> DateStamp:
    """Say the year of an exact `period` in its stamp, unless it is the `implied_year` one."""
    year = "" if stamp.is_today else year_unless(implied_year, period)
    return replace(stamp, weekday=year) if year else stamp


def year_unless(implied_year: int | None, period: Period) -> str:
    """Return the year of an exact `period` whose days do not say it, unless it is the `implied_year` one."""
    if not period.is_exact or period.first is None or period.first.year == implied_year:
        return ""
    if period.last and period.first.year != period.last.year:
        return ""
    return str(format_skeleton("y", period.first, locale=language_locale(current_language())))


def _vague(period: Period, language: str) -> str:
    """Return a vague date as it was said, "end of May", unless a remark makes that long."""
    words = period.words.get(language, "")
    if words and len(words) <= LONGEST_WORDS and not REMARK.search(words):
        return words
    return replace(period, words={}).say(language)


def _day(day: date, language: str) -> str:
    return f"{day.day}日" if language.startswith("zh") else str(day.day)


def _day_range(first: date, last: date, language: str) -> str:
    if language.startswith("zh"):
        return f"{first.day}–{last.day}日"
    return f"{first.day}–{last.day}"


@dataclass(frozen=True)
class ClockTime:
    """Opening or opening and closing, at the venue: "14:00 Beijing time"."""

    said: str
    #: The opening, for <time datetime>.
    iso: str
    #: The same in the capital that the reader chose, if it differs.
    second: "SecondClock | None" = None


def clock_time(period: Period, cities: Iterable[str], names: PlaceNames) -> ClockTime | None:
    """Return when an event in `cities` opens and closes, by the clocks of the place."""
    if period.clock is None or period.begins is None:
        return None
    words = say_clock(period.clock, clock_place(period, cities, names), current_language())
    second = second_clock(period, names.beside) if names.beside else None
    return ClockTime(words, period.begins.isoformat(timespec="minutes"), second)


def clock_time_of(slot: Slot, cities: Iterable[str], names: PlaceNames) -> ClockTime | None:
    """Return when the event, in `cities` now, would have opened and closed on a date that it left."""
    return clock_time(slot.period, (*cities, *slot.cities), names)


def say_date(period: Period, cities: Iterable[str], names: PlaceNames) -> str:
    """Return the days of an event in `cities`, and its clock times where they are known."""
    return period.say(current_language(), clock_place(period, cities, names))


def say_slot(slot: Slot, cities: Iterable[str], names: PlaceNames) -> str:
    """Return a date that an event, in `cities` now, left, with the clock times that were known.

    The city that names its clock is one where the event is now, else one of then: so one zone has
    one name, whatever place the event has left.
    """
    return say_date(slot.period, (*cities, *slot.cities), names)


def clock_place(period: Period, cities: Iterable[str], names: PlaceNames) -> str:
    """Return the first of `cities` by whose clocks it goes; "" where the zone names itself."""
    return names.in_zone(period.zone, cities) if period.clock else ""


@dataclass(frozen=True)
class SecondClock:
    """Opening or opening and closing in another city: "09:00 Moscow time"."""

    said: str
    #: The opening, for <time datetime>.
    iso: str


def second_clock(period: Period, city: City) -> SecondClock | None:
    """Return `period` by the clocks of `city`; None when they show the same, or no time is known.

    Where even the date is another, that is said first.
    """
    opening, zone = period.begins, ZoneInfo(city.time_zone)
    if opening is None:
        return None
    second_opening = opening.astimezone(zone)
    if second_opening.utcoffset() == opening.utcoffset():
        return None
    clock = _clock(period, second_opening, zone)
    name = str(text_of(city, "name"))
    spread = clock.last != clock.first and clock.closes is not None  # both days are said
    if spread or second_opening.date() == opening.date():
        words = say_clock(clock, name, current_language())
    else:
        sentence = _("the day before, %(time)s in %(city)s")
        if second_opening.date() > opening.date():
            sentence = _("next day, %(time)s in %(city)s")
        words = sentence % {"time": _hours(clock), "city": name}
    return SecondClock(words, second_opening.isoformat(timespec="minutes"))


def _hours(clock: Clock) -> str:
    times = [moment for moment in (clock.opens, clock.closes) if moment is not None]
    return "–".join(say_time(moment, current_language()) for moment in times)


def _clock(period: Period, opening: datetime, zone: ZoneInfo) -> Clock:
    """Return the clock times in `zone`, where the event opens at `opens`."""
    last, closing_time = opening.date() + timedelta(days=period.days - 1), None
    if period.closes is not None and period.ends is not None:
        closing = period.ends.astimezone(zone)
        last, closing_time = closing.date(), closing.time()
    return Clock(opening.date(), last, opening.time(), closing_time, zone.key)

"""How days, vague dates and clock times are said in a language, by the clocks of a time zone.

The shapes are CLDR's, by Babel. Values only: no database here.
"""

import functools
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.enums import EXACT, Precision
from i18n.texts import current_locale, language_locale


class Clock(NamedTuple):
    """Clock times of exact days: opening on the first, closing (perhaps unknown) on the last."""

    first: date
    last: date
    opens: time
    closes: time | None
    #: IANA.
    zone: str


@functools.lru_cache(maxsize=4096)  # a list says the same days again and again
def say_days(first: date | None, last: date | None, precision: Precision, language: str) -> str:
    """Return days known with `precision` in words: 22–23 July 2020, end of May 2020.

    A vague date whose bounds have no name of their own is said by its months.
    """
    with translation.override(language):
        if first is None or last is None:
            return _("date to be confirmed")
        locale = language_locale(language)
        return _name(first, last, precision, locale) or say_interval(first, last, "yMMMM", locale)


def _name(first: date, last: date, precision: Precision, locale: Locale) -> str:
    """Return the name of these days, or "" when the language has none."""
    if precision in EXACT:
        return say_interval(first, last, "yMMMMd", locale)
    if first.year != last.year:
        return say_interval(first, last, "y", locale) if precision == Precision.YEAR else ""
    match precision:
        case Precision.PART_OF_MONTH if first.month == last.month:
            return _part_of_month(first, last, locale)
        case Precision.QUARTER if _is_nth(first, last, months=3):
            return plain_spaces(format_skeleton("yQQQQ", first, locale=locale))
        case Precision.HALF_YEAR if _is_nth(first, last, months=6):
            half = _("first half of %(year)s") if first.month == 1 else _("second half of %(year)s")
            return half % {"year": first.year}
        case Precision.PART_OF_YEAR:
            return _part_of_year(first, last)
        case Precision.YEAR:
            return _("%(year)s") % {"year": first.year}
    return ""


@functools.lru_cache(maxsize=4096)
def say_days_of_year(first: date, last: date, language: str) -> str:
    """Return exact days without the year: 22–23 July."""
    return say_interval(first, last, "MMMMd", language_locale(language))


def _is_nth(first: date, last: date, *, months: int) -> bool:
    """Whether the days are a quarter (3 months) or a half (6) of their year."""
    return first.month % months == 1 and last.month == first.month + months - 1


def month_beside(day: date, locale: Locale) -> str:
    """Return the month as it stands beside a day or a part of it: genitive in Russian, "10月" in Chinese."""
    return f"{day.month}月" if locale.language == "zh" else format_date(day, "MMMM", locale)


def _part_of_month(first: date, last: date, locale: Locale) -> str:
    month = month_beside(first, locale)
    if last.day <= 10:
        sentence = _("early %(month)s %(year)s")
    elif first.day > 20:
        sentence = _("end of %(month)s %(year)s")
    elif first.day > 15:
        sentence = _("second half of %(month)s %(year)s")
    elif first.day == 1 and last.day <= 16:
        sentence = _("first half of %(month)s %(year)s")
    else:
        sentence = _("mid-%(month)s %(year)s")
    return sentence % {"month": month, "year": first.year}


def _part_of_year(first: date, last: date) -> str:
    if first.month == 1 and last.month <= 4:
        sentence = _("early %(year)s")
    elif first.month >= 9:
        sentence = _("end of %(year)s")
    elif first.month >= 4 and last.month <= 9:
        sentence = _("mid-%(year)s")
    else:
        return ""
    return sentence % {"year": first.year}


def say_interval(first: date, last: date, skeleton: str, locale: Locale) -> str:
    """Return a range of days, months or years by CLDR's interval pattern, names in full.

    CLDR keeps the patterns with short names (yMMMd); a wider field takes the same pattern,
    UTS 35 says in "Missing Skeleton Fields".
    """
    if skeleton == "yMMMMd" and first == last:
        return plain_spaces(format_date(first, "long", locale=locale))
    same_month = (first.year, first.month) == (last.year, last.month)
    if first == last or ("d" not in skeleton and same_month):
        return plain_spaces(format_skeleton(skeleton, first, locale=locale))
    same_year = first.year == last.year or "y" not in skeleton
    difference = "d" if same_month else "M" if same_year else "y"
    short = skeleton.replace("MMMM", "MMM")
    patterns = locale.interval_formats.get(skeleton) or locale.interval_formats[short]
    text = "".join(
        format_date(day, _wide(pattern), locale=locale)
        for day, pattern in zip((first, last), patterns[difference], strict=True)
    )
    return plain_spaces(text)


def _wide(pattern: str) -> str:
    for letter in "ML":
        if letter * 4 not in pattern:
            pattern = pattern.replace(letter * 3, letter * 4)
    return pattern


@functools.lru_cache(maxsize=4096)
def say_clock(clock: Clock, place: str, language: str) -> str:
    """Return clock times with the `place` whose clocks show them: "14:00–17:00 Moscow time".

    A closing on another day is said with both days. Without a place the zone has CLDR's name.
    """
    with translation.override(language):
        if clock.first == clock.last:
            sentence = _("%(opens)s–%(closes)s %(city)s time")
            if clock.closes is None:
                sentence = _("%(opens)s %(city)s time")
        elif clock.closes is None:
            sentence = _("opening at %(opens)s %(city)s time")
        else:
            sentence = _("%(opens_on)s, %(opens)s – %(closes_on)s, %(closes)s %(city)s time")
        return sentence % _parts(clock, place, language, "MMMMd")


@functools.lru_cache(maxsize=4096)
def say_days_with_clock(days: str, clock: Clock, place: str, language: str, *, worded: bool) -> str:
    """Return `days` with the clock times behind them: "10 November 2020, 14:00 Moscow time".

    The first and the last of several days stand with their times, unless the days are `worded`.
    """
    with translation.override(language):
        if clock.first != clock.last and clock.closes is not None:
            if worded:
                parts = {"date": days, "times": say_clock(clock, place, language)}
                return _("%(date)s (%(times)s)") % parts
            sentence = _("%(opens_on)s, %(opens)s – %(closes_on)s, %(closes)s %(city)s time")
        elif clock.first != clock.last:
            sentence = _("%(date)s, opening at %(opens)s %(city)s time")
        elif clock.closes is not None:
            sentence = _("%(date)s, %(opens)s–%(closes)s %(city)s time")
        else:
            sentence = _("%(date)s, %(opens)s %(city)s time")
        return sentence % {"date": days, **_parts(clock, place, language, "yMMMMd")}


def _parts(clock: Clock, place: str, language: str, skeleton: str) -> dict[str, str]:
    locale = language_locale(language)
    return {
        "opens": say_time(clock.opens, language),
        "closes": say_time(clock.closes, language) if clock.closes else "",
        "opens_on": say_interval(clock.first, clock.first, skeleton, locale),
        "closes_on": say_interval(clock.last, clock.last, skeleton, locale),
        "city": place or name_zone(clock.zone, language),
    }


def name_zone(zone: str, language: str) -> str:
    """Return the city by which an IANA zone is known in `language`."""
    if zone == "Asia/Shanghai":  # CLDR says Shanghai; nobody asks there what time it is
        with translation.override(language):
            return _("Beijing")
    return get_timezone_location(zone, locale=language_locale(language), return_city=True)


def say_time(moment: time, language: str) -> str:
    """Return a clock time, 24 hours: 14:00."""
    return format_time(moment, "HH:mm", locale=language_locale(language))


def say_day(day: date, form: Literal["long", "full"] = "long") -> str:
    """Return a day in words of the active language: 28 October 2020; with its weekday in the "full" form."""
    return plain_spaces(format_date(day, form, locale=current_locale()))


def plain_spaces(text: str) -> str:
    """Replace CLDR's thin and no-break spaces, so that a copied date can be searched for."""
    return text.replace("\u2009", " ").replace("\u202f", " ").replace("\xa0", " ")


def clock_of(text: str | None) -> time | None:
    """Read a clock time as it is stored. Raises ValueError and TypeError."""
    return time.fromisoformat(text) if text else None


def moment(day: date, clock: time, zone: str) -> datetime:
    """Return the aware moment at which the clocks of `zone` show `clock` on `day`."""
    return datetime.combine(day, clock, ZoneInfo(zone))


def midnight_after(day: date, zone: str) -> datetime:
    """Return the aware moment at which `day` is over in `zone`; a moment earlier on the last day
    that there is."""
    if day == date.max:
        return moment(day, time.max, zone)
    return moment(day + timedelta(days=1), time(), zone)


def fault_of(day: date, clock: time, zone: str) -> str:
    """Return why the clocks of `zone` do not show `clock` once on `day`, or ""."""
    early, late = (moment(day, clock, zone).replace(fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return ""
    parts = {"day": date_format(day), "time": f"{clock:%H:%M}", "zone": zone}
    if early.astimezone(UTC).astimezone(early.tzinfo).time() != clock:
        return (
            _(
                "On %(day)s the clocks of %(zone)s are put forward and never show %(time)s: give "
                "another time."
            )
            % parts
        )
    return (
        _(
            "On %(day)s the clocks of %(zone)s are put back and show %(time)s twice: give another time."
        )
        % parts
    )

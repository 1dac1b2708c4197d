"""The date at the edge of a row, in the parts of the design's stamp."""

import re
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _

from events.date_formats import plain_spaces, say_interval
from events.dates import Period
from i18n.texts import current_language, language_locale

#: Characters. More of them do not fit beside a title.
LONGEST_WORDS = 24
#: "2020, day not found", "2020年3月（据预告）"
REMARK = re.compile(r"[,;，；(（]")


@dataclass(frozen=True)
class DateStamp:
    """The date at the edge of a row, in parts; `day` holds words when the date is vague."""

    day: str
    month: str = ""
    weekday: str = ""
    is_range: bool = False
    is_vague: bool = False
    is_today: bool = False
    #: An exact day that is planned, not confirmed.
    is_planned: bool = False


def stamp_of(period: Period, language: str, *, is_today: bool) -> DateStamp:
    """Return the date in the parts of the design's stamp; `is_today`: it covers the portal's day."""
    first, last = period.first, period.last
    if first is None or last is None:
        return DateStamp(_("No date yet"), is_vague=True)
    locale = language_locale(language)
    if not period.is_exact:
        return DateStamp(_vague(period, language), is_vague=True)
    weekday = _("Today") if is_today else format_date(first, "EEE", locale=locale)
    if first == last:
        return DateStamp(_day(first, language), _month(first, language), weekday, is_today=is_today)
    if (first.year, first.month) == (last.year, last.month):
        days = _day_range(first, last, language)
        return DateStamp(
            days, _month(first, language), _("Today") if is_today else "", True, False, is_today
        )
    skeleton = "MMMd" if first.year == last.year else "yMMMd"
    words = plain_spaces(say_interval(first, last, skeleton, locale))
    return DateStamp(words, "", _("Today") if is_today else "", True, True, is_today)


def with_year(stamp: DateStamp, period: Period, implied_year: int | None) -> DateStamp:
    """Say the year of an exact `period` in its stamp, unless it is the `implied_year` one."""
    if not period.is_exact or period.first is None or stamp.is_today:
        return stamp
    if period.first.year == implied_year or (period.last and period.first.year != period.last.year):
        return stamp
    locale = language_locale(current_language())
    return replace(stamp, weekday=format_skeleton("y", period.first, locale=locale))


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


def _month(day: date, language: str) -> str:
    """The month beside a day: genitive in Russian, "10月" in Chinese."""
    if language.startswith("zh"):
        return f"{day.month}月"
    return format_date(day, "MMMM", locale=language_locale(language))

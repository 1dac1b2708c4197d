"""Clock times of an event, by the clocks of the place where it meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from babel.dates import get_timezone_location
from django.utils.translation import gettext as _

from events.wording import say_time
from publishing.languages import current_language, current_locale, text_of

if TYPE_CHECKING:
    from events.dates import Period
    from events.models import Event


@dataclass(frozen=True)
class ClockTime:
    """Opening or opening and closing, at the venue: "14:00 Beijing time"."""

    said: str
    #: The opening, for <time datetime>.
    iso: str


def clock_time(event: Event) -> ClockTime | None:
    """Return when the event opens, by the clocks of the place where it meets."""
    period = event.period
    if period.opens is None or period.begins is None:
        return None
    said = _("%(time)s %(city)s time") % {"time": _hours(period), "city": _zone_city(event)}
    return ClockTime(said, period.begins.isoformat(timespec="minutes"))


def _hours(period: Period) -> str:
    language = current_language()
    spoken = [say_time(moment, language) for moment in _clock_times(period)]
    return "–".join(spoken)


def _clock_times(period: Period) -> Iterator[time]:
    if period.opens is not None:
        yield period.opens
    if period.closes is not None and period.first == period.last:
        yield period.closes


def _zone_city(event: Event) -> str:
    """Name the time zone by the event's city in it, else as CLDR names it."""
    for city in event.cities.all():
        if city.time_zone == event.time_zone:
            return str(text_of(city, "name"))
    locale = current_locale()
    return get_timezone_location(event.time_zone, locale=locale, return_city=True)

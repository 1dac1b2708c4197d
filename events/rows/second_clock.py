"""The clock of another place beside that of the venue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.wording import Clock, say_clock, say_time
from publishing.languages import current_language, text_of

if TYPE_CHECKING:
    from datetime import datetime

    from events.dates import Period
    from places.models import City


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
    venue, zone = period.begins, ZoneInfo(city.time_zone)
    if venue is None:
        return None
    there = venue.astimezone(zone)
    if there.utcoffset() == venue.utcoffset():
        return None
    clock = _clock(period, there, zone)
    name = str(text_of(city, "name"))
    spread = clock.last != clock.first and clock.closes is not None  # both days are said
    if spread or there.date() == venue.date():
        said = say_clock(clock, name, current_language())
    else:
        sentence = _("the day before, %(time)s in %(city)s")
        if there.date() > venue.date():
            sentence = _("next day, %(time)s in %(city)s")
        said = sentence % {"time": _hours(clock), "city": name}
    return SecondClock(said, there.isoformat(timespec="minutes"))


def _hours(clock: Clock) -> str:
    known = [moment for moment in (clock.opens, clock.closes) if moment is not None]
    return "–".join(say_time(moment, current_language()) for moment in known)


def _clock(period: Period, opens: datetime, zone: ZoneInfo) -> Clock:
    """Return the clock times in `zone`, where the event opens at `opens`."""
    last, closes = opens.date() + timedelta(days=period.days - 1), None
    if period.closes is not None and period.ends is not None:
        there = period.ends.astimezone(zone)
        last, closes = there.date(), there.time()
    return Clock(opens.date(), last, opens.time(), closes, zone.key)

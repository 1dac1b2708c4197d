"""The clock of another place beside that of the venue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.wording import say_time
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
    hours = "–".join(
        say_time(moment.time(), current_language()) for moment in _moments(period, zone)
    )
    told = {"time": hours, "city": text_of(city, "name")}
    if there.date() > venue.date():
        said = _("next day, %(time)s in %(city)s") % told
    elif there.date() < venue.date():
        said = _("the day before, %(time)s in %(city)s") % told
    else:
        said = _("%(time)s %(city)s time") % told
    return SecondClock(said, there.isoformat(timespec="minutes"))


def _moments(period: Period, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the opening, and the closing when it falls on the same day there."""
    if period.begins is None:
        return
    opens = period.begins.astimezone(zone)
    yield opens
    if period.closes is not None and period.ends is not None:
        closes = period.ends.astimezone(zone)
        if closes.date() == opens.date():
            yield closes

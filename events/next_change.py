"""When pages change although nothing is written."""

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from events.models import Event
from presidencies.models import Presidency
from publishing import clock

HOUR = timedelta(hours=1)
#: The hour turns in some zone only at such minutes of another (IANA, since 1972).
QUARTER = timedelta(minutes=15)


def next_change() -> float:
    """Return the next moment at which a page changes by itself, in seconds since 1970.

    An hour ends by the clocks of a presidency (each page says in which it was made), and a day with it; or an
    event opens or closes. Never, where the clock stands. Two queries.
    """
    if clock.standing_day():
        return math.inf
    now = timezone.now()
    day, near = now.date(), timedelta(days=1)
    periods = (event.period for event in Event.objects.overlapping(day - near, day + near).exact())
    moments = [
        moment.timestamp()
        for period in periods
        for moment in (period.begins, period.ends)
        if moment and moment > now
    ]
    step = _step(now).total_seconds()
    return min([(now.timestamp() // step + 1) * step, *moments])


def _step(now: datetime) -> timedelta:
    """Return after how long an hour may turn: their offsets from UTC are whole hours, or they are not."""
    names = {settings.TIME_ZONE, *Presidency.objects.values_list("time_zone", flat=True)} - {""}
    offsets = [now.astimezone(ZoneInfo(name)).utcoffset() or timedelta() for name in names]
    return QUARTER if any(offset % HOUR for offset in offsets) else HOUR

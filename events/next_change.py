"""When pages change although nothing is written."""

import math
from datetime import timedelta

from django.utils import timezone

from events.models import Event
from publishing import clock

#: The day turns in some zone only at such minutes of an hour (IANA, since 1972).
QUARTER = timedelta(minutes=15)


def next_change() -> float:
    """Return the next moment at which a page changes by itself, in seconds since 1970.

    A day ends in some zone, or an event opens or closes. Never, where the clock stands. One query.
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
    quarter = QUARTER.total_seconds()
    return min([(now.timestamp() // quarter + 1) * quarter, *moments])

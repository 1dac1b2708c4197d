"""When pages change although nothing is written."""

import math
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from events.models import Event
from presidencies.models import Presidency
from publishing import clock


def next_change() -> float:
    """Return the next moment at which a page changes by itself, in seconds since 1970.

    A day ends by the clocks of a presidency; or an event opens or closes. Never, where the clock
    stands. Two queries.
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
    return min([*_midnights(now), *moments])


def _midnights(now: datetime) -> list[float]:
    """Return when the present day ends, in seconds since 1970, in the zone of each presidency."""
    names = {settings.TIME_ZONE, *Presidency.objects.values_list("time_zone", flat=True)} - {""}
    there = (now.astimezone(ZoneInfo(name)) for name in names)
    return [
        datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo).timestamp()
        for moment in there
    ]

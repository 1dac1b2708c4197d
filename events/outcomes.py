"""Whether an event has begun, is going on, is over or may have been held.

Also since when the public is told that nobody has said yet what became of it.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from events.dates import Period
from events.enums import EXPECTED, Status
from events.timeline import Facts


def has_begun(period: Period, now: date) -> bool:
    """Whether `period` has begun at `now`: an aware moment, or a day as a whole.

    Its clock decides where that is known, else the day of `now`. What has no date has not begun.
    """
    if isinstance(now, datetime) and period.begins is not None:
        return period.begins <= now
    return period.first is not None and period.first <= day_of(now)


def is_over(period: Period, now: date) -> bool:
    """Whether `period` has ended at `now`: an aware moment, or a day as a whole.

    Its clock decides where that is known, else its last day is over where `now` is told. What has
    no date is not over.
    """
    if isinstance(now, datetime) and period.ends is not None:
        return period.ends <= now
    return period.last is not None and period.last < day_of(now)


def may_be_held(period: Period, now: date) -> bool:
    """Whether anybody can know at `now` that what was to take place in `period` took place.

    Exact days: from the last one on, as its clock counts. Of a vague period nobody says that it was
    filled: once it has begun.
    """
    if not has_begun(period, now):
        return False
    zone = ZoneInfo(period.zone) if period.begins else None
    return not period.is_exact or period.last is None or period.last <= day_of(now, zone)


def day_of(now: date, zone: ZoneInfo | None = None) -> date:
    """Return the day of a moment, in the zone that it is told in if no other is named, or the day itself.

    The portal's clock tells moments in the zone of the presidency.
    """
    if isinstance(now, datetime):
        return (now.astimezone(zone) if zone else now).date()
    return now


def is_going_on(period: Period, now: datetime) -> bool:
    """Whether `now` lies within the clock times of `period`; of a day alone nobody knows."""
    if period.begins is None or period.ends is None:
        return False
    return period.begins <= now < period.ends


def is_only_planned(status: str, period: Period, now: datetime) -> bool:
    """Whether an event has an exact day, still to come, that nobody has confirmed."""
    is_planned = status == Status.PLANNED and period.is_exact and not is_over(period, now)
    return is_planned and not is_going_on(period, now)


def is_unreported(facts: Facts, now: date) -> bool:
    """Whether the outcome of an event is missing for OUTCOME_GRACE_DAYS at `now`.

    They are counted from its last day: with 7, an event that ended on the 10th is unreported
    from the 17th on. Before that the report may simply not be written yet.
    """
    period = facts.period
    if period.last is None or facts.status not in EXPECTED or not is_over(period, now):
        return False
    return day_of(now) - period.last >= timedelta(days=settings.OUTCOME_GRACE_DAYS)

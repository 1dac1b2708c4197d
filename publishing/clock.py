"""The portal's day. Only doors (views, commands, the admin) ask for it, once a request.

The setting PORTAL_CLOCK says which clock is read:

* unset or "off": the real day in Moscow;
* an ISO date: always that day;
* "demo": the day that the loaded plan stands at, kept in the database and moved by `replay`.
"""

from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from publishing.models import StandingClock
from publishing.years import TAKEN, refusal

MORNING = time(9)


def standing_day() -> date | None:
    """Return the day at which the clock is held, or None while it follows the real day.

    Raises ImproperlyConfigured when PORTAL_CLOCK is none of the values above.
    """
    setting = settings.PORTAL_CLOCK
    if setting in (None, "", "off"):
        return None
    if setting == "demo":
        day = StandingClock.objects.values_list("day", flat=True).first()
        return day and min(max(day, TAKEN.first_day), TAKEN.last_day)
    try:
        day = date.fromisoformat(setting)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"PORTAL_CLOCK is {setting!r}: write a day as 2020-10-28, or `demo`, or `off`."
        ) from error
    if problem := refusal(day.year):
        raise ImproperlyConfigured(f"PORTAL_CLOCK is {setting!r}. {problem}")
    return day


def now() -> datetime:
    """Return the portal's moment, aware: nine in the morning of a standing day, in Moscow."""
    day = standing_day()
    if day is None:
        return timezone.localtime()
    return datetime.combine(day, MORNING, timezone.get_default_timezone())


def today() -> date:
    """Return the portal's day: the standing one, or the real day in Moscow."""
    return now().date()


def end_of(day: date) -> datetime:
    """Return the last moment of `day` in Moscow, aware."""
    return datetime.combine(day, time.max, timezone.get_default_timezone())


def stand_at(day: date) -> None:
    """Hold the demonstration clock at `day`."""
    StandingClock.objects.update_or_create(pk=1, defaults={"day": day})

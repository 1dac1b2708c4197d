"""The portal's day. Only doors (views, commands, the admin) ask for it, once a request.

It is counted in one zone, which an app above tells: that of the presidency that is shown. A moment
that was asked for here tells its day in that zone by itself: `now.date()`.

The setting PORTAL_CLOCK says which clock is read:

* unset or "off": the real day in that zone;
* an ISO date: always that day;
* "demo": the day that the loaded plan stands at, kept in the database and moved by `replay`.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from publishing import stamp, years
from publishing.models import StandingClock

MORNING = time(9)

_sources: list[Callable[[], ZoneInfo]] = []


def counted_in(source: Callable[[], ZoneInfo]) -> None:
    """Have the days be counted in the zone that `source` returns. Called once, when the apps are ready."""
    _sources[:] = [source]


def zone() -> ZoneInfo:
    """Return the zone in which the portal counts its days."""
    (source,) = _sources
    return source()


class PortalZone(tzinfo):
    """The zone of the portal, asked for only when somebody tells a moment in it.

    While a request lasts it is Django's own zone: what templates and the admin print of moments.
    """

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return zone().utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return zone().dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return zone().tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        portal_zone = zone()
        return portal_zone.fromutc(moment.replace(tzinfo=portal_zone))

    def __str__(self) -> str:
        """Return the name by which databases know it."""
        return zone().key


def standing_day() -> date | None:
    """Return the day at which the clock is held, or None while it follows the real day.

    Raises ImproperlyConfigured when PORTAL_CLOCK is none of the values above.
    """
    setting = settings.PORTAL_CLOCK
    if setting in (None, "", "off"):
        return None
    if setting == "demo":
        day = stamp.once("standing day", demonstrated_day)
        return day and min(max(day, years.TAKEN.first_day), years.TAKEN.last_day)
    try:
        day = date.fromisoformat(setting)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"PORTAL_CLOCK is {setting!r}: write a day as 2020-10-28, or `demo`, or `off`."
        ) from error
    if problem := years.refusal(day.year):
        raise ImproperlyConfigured(f"PORTAL_CLOCK is {setting!r}. {problem}")
    return day


def now(other_zone: ZoneInfo | None = None) -> datetime:
    """Return the portal's moment, aware, in its zone (or in `other_zone`): nine in the morning of a standing day."""
    shown_zone = other_zone or zone()
    day = standing_day()
    return (
        datetime.combine(day, MORNING, shown_zone) if day else timezone.localtime(None, shown_zone)
    )


def today() -> date:
    """Return the portal's day: the standing one, or the real day in its zone."""
    return now().date()


def real_day() -> date:
    """Return the day that it is in the portal's zone, wherever its clock stands."""
    return timezone.localdate(None, zone())


def start_of(day: date) -> datetime:
    """Return the first moment of `day` in the portal's zone, aware."""
    return datetime.combine(day, time.min, zone())


def end_of(day: date) -> datetime:
    """Return the last moment of `day` in the portal's zone, aware."""
    return datetime.combine(day, time.max, zone())


def demonstrated_day() -> date | None:
    """Return the day at which the demonstration clock is held; None before it was. One query."""
    return StandingClock.objects.values_list("day", flat=True).first()


def stand_at(day: date) -> None:
    """Hold the demonstration clock at `day`."""
    StandingClock.objects.update_or_create(pk=1, defaults={"day": day})

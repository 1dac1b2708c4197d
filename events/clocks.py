"""Clock times by the clocks of a time zone. Values only: no database here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def clock_of(text: str | None) -> time | None:
    """Read a clock time as it is stored. Raises ValueError and TypeError."""
    return time.fromisoformat(text) if text else None


def moment(day: date, clock: time, zone: str) -> datetime:
    """Return the aware moment at which the clocks of `zone` show `clock` on `day`."""
    return datetime.combine(day, clock, ZoneInfo(zone))


def midnight_after(day: date, zone: str) -> datetime:
    """Return the aware moment at which `day` is over in `zone`; a moment earlier on the last day
    that there is."""
    if day == date.max:
        return moment(day, time.max, zone)
    return moment(day + timedelta(days=1), time(), zone)


def fault_of(day: date, clock: time, zone: str) -> str:
    """Return why the clocks of `zone` do not show `clock` once on `day`, or ""."""
    early, late = (moment(day, clock, zone).replace(fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return ""
    told = {"day": date_format(day), "time": f"{clock:%H:%M}", "zone": zone}
    if early.astimezone(UTC).astimezone(early.tzinfo).time() != clock:
        return (
            _(
                "On %(day)s the clocks of %(zone)s are put forward and never show %(time)s: give "
                "another time."
            )
            % told
        )
    return (
        _(
            "On %(day)s the clocks of %(zone)s are put back and show %(time)s twice: give another time."
        )
        % told
    )

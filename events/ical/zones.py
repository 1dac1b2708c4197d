"""VTIMEZONE components whose clocks change at the right moment (RFC 5545, 3.6.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Timezone
from icalendar.cal.timezone import TimezoneDaylight, TimezoneStandard

Observance = TimezoneDaylight | TimezoneStandard


def add_timezones(calendar: Calendar) -> None:
    """Put the zones of the entries of `calendar` first, for the years of the entries only.

    A calendar must hold something (RFC 5545, 3.4): one without an entry holds the zone of the
    presidency, in its years.
    """
    years = [entry.start.year for entry in calendar.events]
    missing = sorted(calendar.get_missing_tzids(), reverse=True)
    if not calendar.subcomponents:
        years = [int(day[:4]) for day in (settings.PRESIDENCY_BEGINS, settings.PRESIDENCY_ENDS)]
        missing = [settings.TIME_ZONE]
    for tzid in missing:
        zone = vtimezone(tzid, date(min(years), 1, 1), date(max(years) + 2, 1, 1))
        calendar.subcomponents.insert(0, zone)


def vtimezone(tzid: str, first: date, last: date) -> Timezone:
    """Return the rules of the IANA zone `tzid` from `first` to `last`.

    Each onset is an observance of its own: RDATE would say the same in fewer lines, and programs
    that stand on ical.js then pass over DTSTART, and show a summer an hour late.

    An onset is written in the time that was valid before it. icalendar 7.3 writes the one in
    spring in the new time: an hour late in Vienna as in New York. What is right is left alone.
    """
    component = Timezone.from_tzid(tzid, first_date=first, last_date=last)
    zone = ZoneInfo(tzid)
    apart = [one for observance in component.subcomponents for one in _apart(observance, zone)]
    component.subcomponents = sorted(apart, key=lambda one: one.DTSTART)
    return component


def _apart(observance: Observance, zone: ZoneInfo) -> list[Observance]:
    """Return an observance for each onset of `observance`."""
    return [
        _beginning(_right(onset, observance, zone), observance) for onset in _onsets(observance)
    ]


def _beginning(onset: datetime, observance: Observance) -> Observance:
    one = type(observance)()
    for name, value in observance.items():
        if name not in ("DTSTART", "RDATE"):
            one[name] = value
    one.DTSTART = onset
    return one


def _right(onset: datetime, observance: Observance, zone: ZoneInfo) -> datetime:
    before: timedelta = observance.TZOFFSETFROM
    after: timedelta = observance.TZOFFSETTO
    if before == after or _changes_at(onset - before, zone):
        return onset
    return onset - (after - before)


def _onsets(observance: Observance) -> list[datetime]:
    later = [moment for moment, *_rest in observance.rdates]
    return [observance.DTSTART, *later]


def _changes_at(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of `zone` change at `moment`, which is in UTC without saying so."""
    there = moment.replace(tzinfo=UTC)
    second = timedelta(seconds=1)
    return there.astimezone(zone).utcoffset() != (there - second).astimezone(zone).utcoffset()

"""VTIMEZONE components whose clocks change at the right moment (RFC 5545, 3.6.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.cal.timezone import TimezoneDaylight, TimezoneStandard

Observance = TimezoneDaylight | TimezoneStandard


def vtimezone(tzid: str, first: date, last: date) -> Timezone:
    """Return the rules of the IANA zone `tzid` from `first` to `last`.

    An onset is written in the time that was valid before it. icalendar 7.3 writes the one in
    spring in the new time: an hour late in Vienna as in New York. What is right is left alone.
    """
    component = Timezone.from_tzid(tzid, first_date=first, last_date=last)
    for observance in component.subcomponents:
        _set_onsets(observance, ZoneInfo(tzid))
    return component


def _set_onsets(observance: Observance, zone: ZoneInfo) -> None:
    before, after = observance.TZOFFSETFROM, observance.TZOFFSETTO
    if before == after:
        return
    right = [
        onset if _changes_at(onset - before, zone) else onset - (after - before)
        for onset in _onsets(observance)
    ]
    observance.DTSTART = right[0]
    observance.pop("RDATE", None)
    if right[1:]:
        observance.add("rdate", right[1:])


def _onsets(observance: Observance) -> list[datetime]:
    later = [moment for moment, *_rest in observance.rdates]
    return [observance.DTSTART, *later]


def _changes_at(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of `zone` change at `moment`, which is in UTC without saying so."""
    there = moment.replace(tzinfo=UTC)
    second = timedelta(seconds=1)
    return there.astimezone(zone).utcoffset() != (there - second).astimezone(zone).utcoffset()

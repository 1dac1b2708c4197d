"""VTIMEZONE components whose clocks change at the right moment (RFC 5545, 3.6.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Timezone
from icalendar.cal.timezone import TimezoneDaylight, TimezoneStandard

from presidencies.current import current

Observance = TimezoneDaylight | TimezoneStandard

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Written:
    """An entry as it stands in a calendar, with what the zones of the calendar follow from.

    `year` is that of its first day, None where it has none.
    """

    lines: bytes
    year: int | None
    tzids: frozenset[str]

    @classmethod
    def of(cls, entry: Component) -> "Written":
        calendar = Calendar()
        calendar.add_component(entry)
        years = [with_day.start.year for with_day in calendar.events]
        tzids = frozenset(calendar.get_missing_tzids())
        return cls(entry.to_ical(), next(iter(years), None), tzids)


def zones_of(entries: Sequence[Written]) -> bytes:
    """Return the zones of `entries`, for the years of these only.

    A calendar must hold something (RFC 5545, 3.4): one without an entry holds the zone of the
    presidency, in its years.
    """
    years = [entry.year for entry in entries if entry.year is not None]
    tzids = sorted(set().union(*(entry.tzids for entry in entries)))
    if not entries:
        presidency = current()
        years = [presidency.begins.year, presidency.ends.year]
        tzids = [presidency.time_zone]
    return b"".join(_lines_of(tzid, min(years), max(years)) for tzid in tzids)


@lru_cache(maxsize=64)
def _lines_of(tzid: str, first_year: int, last_year: int) -> bytes:
    lines: bytes = vtimezone(tzid, date(first_year, 1, 1), date(last_year + 2, 1, 1)).to_ical()
    return lines


def vtimezone(tzid: str, first: date, last: date) -> Timezone:
    """Return the rules of the IANA zone `tzid` from `first` to `last`.

    Each onset is an observance of its own: RDATE would say the same in fewer lines, and programs
    that stand on ical.js then pass over DTSTART, and show a summer an hour late. They are read from
    the zone itself: icalendar 7.3 loses some where a zone changes its summer time, as Morocco does.
    """
    zone = ZoneInfo(tzid)
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, last))
    component = Timezone()
    component.add("TZID", tzid)
    component.add("COMMENT", f"This timezone only works from {first} to {last}.")
    component.subcomponents = [
        _observance(onset, zone) for onset in (begin, *_onsets(zone, begin, end))
    ]
    return component


def _observance(onset: datetime, zone: ZoneInfo) -> Observance:
    """Return what holds from `onset`, which is written in the time that was valid before it."""
    local_time = onset.astimezone(zone)
    old_offset, new_offset = _offset(onset - SECOND, zone), _offset(onset, zone)
    observance = TimezoneDaylight() if local_time.dst() else TimezoneStandard()
    observance.DTSTART = (onset + old_offset).replace(tzinfo=None)
    observance.TZOFFSETFROM, observance.TZOFFSETTO = old_offset, new_offset
    observance.add("TZNAME", local_time.tzname())
    return observance


def _onsets(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments at which the clocks of `zone` change: no zone does so twice a day."""
    start = begin
    while start < end:
        next_start = start + timedelta(days=1)
        if _offset(start, zone) != _offset(next_start, zone):
            yield _change_between(start, next_start, zone)
        start = next_start


def _change_between(start: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """Return the second from which the clocks show another time, by halves."""
    old_offset = _offset(start, zone)
    while end - start > SECOND:
        middle = (start + (end - start) / 2).replace(microsecond=0)
        start, end = (middle, end) if _offset(middle, zone) == old_offset else (start, middle)
    return end


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()

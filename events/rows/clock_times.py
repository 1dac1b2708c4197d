"""Clock times of an event, by the clocks of the place where it meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.rows.second_clock import SecondClock, second_clock
from events.wording import say_clock
from publishing.languages import current_language

if TYPE_CHECKING:
    from events.dates import Period
    from events.history import Slot
    from places.names import PlaceNames


@dataclass(frozen=True)
class ClockTime:
    """Opening or opening and closing, at the venue: "14:00 Beijing time"."""

    said: str
    #: The opening, for <time datetime>.
    iso: str
    #: The same in the capital that the reader chose, if it differs.
    second: SecondClock | None = None


def clock_time(period: Period, cities: Iterable[str], names: PlaceNames) -> ClockTime | None:
    """Return when an event in `cities` opens and closes, by the clocks of the place."""
    if period.clock is None or period.begins is None:
        return None
    said = say_clock(period.clock, clock_place(period, cities, names), current_language())
    second = second_clock(period, names.beside) if names.beside else None
    return ClockTime(said, period.begins.isoformat(timespec="minutes"), second)


def clock_time_of(slot: Slot, cities: Iterable[str], names: PlaceNames) -> ClockTime | None:
    """Return when the event, in `cities` now, would have opened and closed on a date that it left."""
    return clock_time(slot.period, (*cities, *slot.cities), names)


def say_date(period: Period, cities: Iterable[str], names: PlaceNames) -> str:
    """Return the days of an event in `cities`, and its clock times where they are known."""
    return period.say(current_language(), clock_place(period, cities, names))


def say_slot(slot: Slot, cities: Iterable[str], names: PlaceNames) -> str:
    """Return a date that an event, in `cities` now, left, with the clock times that were known.

    The city that names its clock is one where the event is now, else one of then: so one zone has
    one name, whatever place the event has left.
    """
    return say_date(slot.period, (*cities, *slot.cities), names)


def clock_place(period: Period, cities: Iterable[str], names: PlaceNames) -> str:
    """Return the first of `cities` by whose clocks it goes; "" where the zone names itself."""
    return names.in_zone(period.zone, cities) if period.clock else ""

"""Clock times of an event, by the clocks of the place where it meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.wording import say_clock
from publishing.languages import current_language, text_of

if TYPE_CHECKING:
    from events.dates import Period
    from events.history import Slot
    from events.models import Event
    from events.rows.cards import CityNames


@dataclass(frozen=True)
class ClockTime:
    """Opening or opening and closing, at the venue: "14:00 Beijing time"."""

    said: str
    #: The opening, for <time datetime>.
    iso: str


def clock_time(event: Event) -> ClockTime | None:
    """Return when the event opens and closes, by the clocks of the place where it meets."""
    if event.opens_at is None:
        return None
    return _clock_time(event.period, clock_place(event))


def clock_time_of(slot: Slot, event: Event, names: CityNames) -> ClockTime | None:
    """Return when the event would have opened and closed on a date that it left."""
    period = slot.period
    return _clock_time(period, _slot_place(slot, event, names)) if period.clock else None


def _clock_time(period: Period, place: str) -> ClockTime | None:
    if period.clock is None or period.begins is None:
        return None
    said = say_clock(period.clock, place, current_language())
    return ClockTime(said, period.begins.isoformat(timespec="minutes"))


def say_event(event: Event) -> str:
    """Return the days of `event`, and its clock times where they are known."""
    return event.period.say(current_language(), clock_place(event))


def say_slot(slot: Slot, event: Event, names: CityNames) -> str:
    """Return a date that `event` left, with its clock times where they were known."""
    place = _slot_place(slot, event, names) if slot.period.clock else ""
    return slot.period.say(current_language(), place)


def clock_place(event: Event) -> str:
    """Return the city of `event` by whose clocks it goes; "" where the zone names itself."""
    if event.opens_at is None:
        return ""
    cities = (city for city in event.cities.all() if city.time_zone == event.time_zone)
    return next((str(text_of(city, "name")) for city in cities), "")


def _slot_place(slot: Slot, event: Event, names: CityNames) -> str:
    return place_in_zone(slot.period, slot.cities, event, names)


def place_in_zone(period: Period, cities: Iterable[str], event: Event, names: CityNames) -> str:
    """Return the city that names the clock of `period`: one of `event` now, else one of `cities`.

    So one zone has one name, whatever place the event has left.
    """
    here = (city.slug for city in event.cities.all())
    return names.in_zone(period.zone, (*here, *cities))

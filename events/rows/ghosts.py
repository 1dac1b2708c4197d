"""The dates that an event has left: they stay in the plan, struck through, and point to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.history import History, Slot
from events.rows.cards import Card, CityNames, say_cities
from events.rows.clock_times import clock_time_of, say_slot
from events.rows.stamps import Stamp, stamp_of
from events.states import Format, Status
from publishing.languages import current_language

if TYPE_CHECKING:
    from events.dates import Period
    from events.models import Event


@dataclass(frozen=True)
class Ghost:
    """A slot that an event has left. `fate` is the class and the sentence: moved, postponed
    or cancelled."""

    card: Card
    period: Period
    stamp: Stamp
    iso: str
    date_text: str
    #: Where it would have met, when it does not meet there now.
    place: str
    #: When it would have opened, if that was known: "14:00 Moscow time".
    clock: str
    fate: str

    @property
    def then(self) -> str:
        """What the title does not say of the slot: "Chelyabinsk, 14:00 Chelyabinsk time"."""
        return _(", ").join(part for part in (self.place, self.clock) if part)

    @property
    def is_postponed(self) -> bool:
        return self.fate == Status.POSTPONED


def ghosts(cards: list[Card], names: CityNames, today: date) -> list[Ghost]:
    """Return every slot that the events of `cards` have left."""
    return [
        _ghost(card, slot, names, today)
        for card in cards
        for slot in left_slots(card.event, card.history)
    ]


def left_slots(event: Event, history: History) -> list[Slot]:
    """Return the dates that `event` has left for good: once each, and not where it is now."""
    slots: dict[tuple[date | None, date | None], Slot] = {}
    for slot in history.left:
        if not slot.period.same_days(event.period):
            slots[slot.period.first, slot.period.last] = slot
    return list(slots.values())


def left_times(event: Event, history: History) -> list[Slot]:
    """Return the dates with the clock times that `event` left: also where only these moved."""
    slots = [slot for slot in history.left if not slot.period.holds_in(event.period)]
    return list({(slot.period, slot.cities): slot for slot in slots}.values())


def _ghost(card: Card, slot: Slot, names: CityNames, today: date) -> Ghost:
    language = current_language()
    return Ghost(
        card=card,
        period=slot.period,
        stamp=stamp_of(slot.period, today, language),
        iso=slot.period.iso(),
        date_text=say_slot(slot, card.event, names),
        place=_left_place(card.event, slot, names),
        clock=clock.said if (clock := clock_time_of(slot, card.event, names)) else "",
        fate=fate_of(card.event),
    )


def fate_of(event: Event) -> str:
    if event.status in (Status.CANCELLED, Status.POSTPONED):
        return str(event.status)
    return "moved"


def _left_place(event: Event, slot: Slot, names: CityNames) -> str:
    stayed = slot.cities == tuple(sorted(city.slug for city in event.cities.all()))
    if stayed and (event.format == slot.format or event.format != Format.ONLINE):
        return ""
    return say_cities(slot.cities, names)

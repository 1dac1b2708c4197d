"""The dates that an event has left: they stay in the plan, struck through, and point to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.rows.clock_times import clock_time_of, say_slot
from events.rows.stamps import Stamp, stamp_of
from events.states import Status
from publishing.languages import current_language

if TYPE_CHECKING:
    from events.dates import Period
    from events.event_state import EventState
    from events.history import Slot
    from events.rows.cards import Card
    from places.names import PlaceNames


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


def ghosts(cards: list[Card], names: PlaceNames, today: date) -> list[Ghost]:
    """Return every slot that the events of `cards` have left."""
    return [_ghost(card, slot, names, today) for card in cards for slot in card.event.left_days]


def _ghost(card: Card, slot: Slot, names: PlaceNames, today: date) -> Ghost:
    event = card.event
    clock = clock_time_of(slot, event.cities, names)
    return Ghost(
        card=card,
        period=slot.period,
        stamp=stamp_of(slot.period, today, current_language()),
        iso=slot.period.iso(),
        date_text=say_slot(slot, event.cities, names),
        place=_left_place(event, slot, names),
        clock=clock.said if clock else "",
        fate=event.fate,
    )


def _left_place(event: EventState, slot: Slot, names: PlaceNames) -> str:
    stayed = slot.cities == event.cities
    if stayed and (event.format == slot.format or not event.is_online):
        return ""
    return names.listed(slot.cities)

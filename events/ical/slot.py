"""The days on which calendars show an event. ADR 0003 says why so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.states import Status
from publishing.years import TAKEN

if TYPE_CHECKING:
    from events.dates import Period
    from events.event_state import EventState

#: An event in one of these, without an exact day now, still shows on the last one that it had.
WAITS_ON_ITS_OLD_DAY = (Status.PLANNED, Status.POSTPONED, Status.CANCELLED)


def slot_of(event: EventState) -> Period | None:
    """Return the exact days on which calendars show `event`; None when it has none and had none.

    Days outside the portal's years are none: calendar programs cannot reckon with every year.
    """
    periods = [event.period]
    if event.status in WAITS_ON_ITS_OLD_DAY:
        periods += [slot.period for slot in reversed(event.history.left)]
    days = next((period for period in periods if period.is_exact), None)
    return days if days and all(day.year in TAKEN for day in days.bounds) else None

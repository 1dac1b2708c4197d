"""The clock that a reader chose, beside that of the venue, wherever a list shows a clock time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from events.rows.second_clock import second_clock
from events.views.clock_choice import remembered_city

if TYPE_CHECKING:
    from django.template import Context

    from events.event_state import EventState
    from events.rows.second_clock import SecondClock

register = template.Library()


@register.simple_tag(takes_context=True)
def second_clock_of(context: Context, event: EventState) -> SecondClock | None:
    """Return the clock time of `event` in the capital that the reader chose, if it differs.

    One query a page, and only where an event of it has a clock time and a capital was chosen.
    """
    request = getattr(context, "request", None)
    if request is None or event.period.clock is None:
        return None
    city = remembered_city(request)
    return second_clock(event.period, city) if city else None

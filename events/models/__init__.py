"""Events of the plan, the record of every change to them, and their photos."""

from events.models.change import Change
from events.models.event import Event, EventHost
from events.models.photo import Photo

__all__ = ["Change", "Event", "EventHost", "Photo"]

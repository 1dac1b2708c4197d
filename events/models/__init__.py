"""Events of the plan, the record of every change to them, and their photos."""

from events.models.change import Change
from events.models.event import Event
from events.models.event_host import EventHost
from events.models.photo import Photo

__all__ = ["Change", "Event", "EventHost", "Photo"]

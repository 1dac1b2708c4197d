"""Events of the plan, the record of every change to them and of what was decided, and photos."""

from events.models.change import AddedReason, Change, Decision
from events.models.event import Event, EventHost, FormerSlug
from events.models.photo import Photo

__all__ = ["AddedReason", "Change", "Decision", "Event", "EventHost", "FormerSlug", "Photo"]

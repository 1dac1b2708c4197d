"""Events of the plan, the record of every change to them and of what was decided, and photos."""

from events.models.change import AddedReason, Change, Decision
from events.models.event import Event, EventHost, FormerSlug
from events.models.photo import AbstractPhoto, Photo, PhotoManager, kinds_of_photos

__all__ = [
    "AbstractPhoto",
    "AddedReason",
    "Change",
    "Decision",
    "Event",
    "EventHost",
    "FormerSlug",
    "Photo",
    "PhotoManager",
    "kinds_of_photos",
]

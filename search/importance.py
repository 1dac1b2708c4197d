"""How much more than the rest of its kind a thing is looked for, in a hundred."""

from documents.models import Document
from events.enums import Level, Status
from events.models import Event

#: What the highest do comes first,
IMPORTANCE = {
    Level.HEADS_OF_STATE: 120,
    Level.HEADS_OF_GOVERNMENT: 112,
    Level.HEADS_OF_PARLIAMENT: 105,
    Level.MINISTERS: 105,
}
USUAL = 100
#: and last what has no day, or of which nobody knows whether it took place.
DOUBTFUL = 90


def of_event(event: Event) -> int:
    if event.status in (Status.POSTPONED, Status.CANCELLED, Status.UNKNOWN_OUTCOME):
        return DOUBTFUL
    return IMPORTANCE.get(Level(event.level), USUAL)


def of_document(document: Document) -> int:
    levels = [Level(event.level) for event in document.public_events]
    return max((IMPORTANCE.get(level, USUAL) for level in levels), default=USUAL)

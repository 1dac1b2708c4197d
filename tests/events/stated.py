"""The states of events in the database, and the steps of one as its page prints them."""

from django.utils import translation

from events.models import Event
from events.plan_memory import states_of
from events.state import EventState
from places.models import PlaceNames
from website.presenters.changes import HistoryEntry, history_entries


def state_of(event: Event) -> EventState:
    return EventState.of(Event.objects.for_cards().get(pk=event.pk))


def all_states() -> list[EventState]:
    """Drafts too, in the order of the plan."""
    return states_of(Event.objects.in_plan_order())


def steps_of(event: Event, language: str = "en") -> list[HistoryEntry]:
    state = state_of(event)
    with translation.override(language):
        return history_entries(state.steps, state.cities, PlaceNames.read())

"""The states of events in the database, and the steps of one as its page prints them."""

from django.utils import translation

from events.event_state import EventState, states_of
from events.models import Event
from events.rows.steps import Step, steps
from places.names import PlaceNames


def state_of(event: Event) -> EventState:
    return EventState.of(Event.objects.for_cards().get(pk=event.pk))


def all_states() -> list[EventState]:
    """Drafts too, in the order of the plan."""
    return states_of(Event.objects.for_cards().in_plan_order())


def steps_of(event: Event, language: str = "en") -> list[Step]:
    state = state_of(event)
    with translation.override(language):
        return steps(state.steps, state.cities, PlaceNames.read())

"""What the page of a decision shows of each event: as it stands, what stops it, and what visitors would see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from events.actions import decisions
from events.actions.decisions import Attempt
from events.models import Change, Event
from places.models import PlaceNames
from publishing import clock, records
from publishing.permissions import Actor
from staff import conflicts, event_forms, stale_forms
from staff.actions.forms import DecisionForm
from staff.actions.views import Preview, previews_of, trying


@dataclass(frozen=True)
class ChosenEvent:
    """An event on the page, as it stands: why it refuses, and what visitors would see."""

    event: Event
    facts: tuple[str, ...]
    #: What was changed meanwhile, when and by whom; "" when nothing was.
    changed: str = ""
    refusal: str = ""
    previews: tuple[Preview, ...] = ()

    @property
    def is_in_the_way(self) -> bool:
        return bool(self.changed or self.refusal)


def as_it_stands(event: Event) -> ChosenEvent:
    return ChosenEvent(event, tuple(event_forms.facts_in_words(event)))


def shown(events: Sequence[Event]) -> str:
    """Return the hidden field that says what the page shows of each event."""
    return orjson.dumps({conflicts.ASKED: {str(one.pk): _version(one) for one in events}}).decode()


def _version(event: Event) -> str:
    return f"{event.sequence} {event.publication}"


def changed_events(data: Mapping[str, Any], events: Sequence[Event]) -> Iterator[tuple[int, str]]:
    """Yield the events that are no longer as the page showed them: by key, in words."""
    versions = conflicts.values_in(conflicts.shown_in(data), conflicts.ASKED) or {}
    for event in events:
        if versions.get(str(event.pk)) != _version(event):
            yield event.pk, _change_in_words(event)


def _change_in_words(event: Event) -> str:
    when, who = stale_forms.last_change(event)
    facts = " · ".join(event_forms.facts_in_words(event))
    if who and when:
        words = _("Changed meanwhile by %(who)s, at %(time)s. Now: %(facts)s.")
        return words % {
            "who": who,
            "time": when.astimezone(clock.zone()).strftime("%H:%M"),
            "facts": facts,
        }
    return _("Changed meanwhile. Now: %(facts)s.") % {"facts": facts}


def tried(
    form: DecisionForm, events: Sequence[Event], changed: Mapping[int, str], *, by: Actor
) -> list[ChosenEvent]:
    """Return each event with what visitors would see of it, or why it refuses. Nothing stays written.

    DecisionRefusedError passes through where it is about no event.
    """
    before, by = {event.pk: as_it_stands(event) for event in events}, trying(by)
    with transaction.atomic(), records.together() as pending:
        attempt = decisions.attempted(form.action.act(form), events, form.announcement(), by=by)
        previews = _previews(attempt)
        pending.rows.clear()
        transaction.set_rollback(True)
    return [
        ChosenEvent(
            event,
            before[event.pk].facts,
            changed.get(event.pk, ""),
            attempt.refusals.get(event.pk, ""),
            previews.get(event.pk, ()),
        )
        for event in events
    ]


def _previews(attempt: Attempt) -> dict[int, tuple[Preview, ...]]:
    """Return by event what visitors will see in each language. As many queries for many as for two."""
    steps = {step.event_id: step.number for step in attempt.steps}
    rows = Event.objects.for_staff().filter(pk__in=steps)
    names, companions = PlaceNames.read(), Change.objects.public_events_of([attempt.decision.slug])
    now = clock.now()
    return {
        row.pk: tuple(previews_of(row, now, names, companions, is_recorded=True)) for row in rows
    }

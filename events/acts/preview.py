"""What the public will see of a change, tried out and undone before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.acts.forms import BareForm
from events.acts.table import Act
from events.event_state import EventState
from events.models import Event
from events.rows.cards import Card, card
from events.rows.steps import Move, Step, steps
from events.timeline import ChangeState
from places.names import PlaceNames
from publishing.languages import content_languages
from publishing.rights import Actor

if TYPE_CHECKING:
    from events.models import Change


@dataclass(frozen=True)
class Preview:
    """The head of the event's page and the new step, in one language. No step when none is told."""

    code: str
    name: str
    card: Card
    step: Step | None


def preview(event: Event, act: Act, form: BareForm, by: Actor, now: datetime) -> list[Preview]:
    """Return what visitors will see in each language once `act` is done.

    The writer runs in a transaction that is rolled back: what it made is kept as a value.
    ChangeRefusedError passes through.
    """
    with transaction.atomic():
        told = act.write(Event.objects.get(pk=event.pk), form, by) is not None
        after = EventState.of(Event.objects.for_cards().get(pk=event.pk))
        transaction.set_rollback(True)
    step = after.steps[-1] if told else None
    names = PlaceNames.read()
    return [_in_language(language, after, step, now, names) for language in content_languages()]


def _in_language(
    language: tuple[str, str],
    after: EventState,
    change: ChangeState | None,
    now: datetime,
    names: PlaceNames,
) -> Preview:
    code, name = language
    with translation.override(code):
        new = steps([change], after.cities, names)[0] if change else None
        return Preview(code, name, card(after, now, names), new)


def in_words(change: Change | None) -> str:
    """Return a change in one line, in the active language, for the log of the admin."""
    if change is None:
        return ""
    here = [city.slug for city in change.event.cities.all()]
    step = steps([ChangeState.of(change)], here, PlaceNames.read())[0]
    return pgettext("between dates", "; ").join([step.headline, *map(_in_words, step.moves)])


def _in_words(move: Move) -> str:
    facts = {"fact": move.label, "old": move.old, "new": move.new}
    sentence = _("%(fact)s: %(new)s")
    if move.old.value:
        sentence = _("%(fact)s: %(old)s → %(new)s")
    return sentence % facts

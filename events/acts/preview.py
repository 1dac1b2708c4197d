"""What the public will see of a change, tried out and undone before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.acts.forms import BareForm
from events.acts.table import Act
from events.changes import Actor
from events.models import Change, Event
from events.rows.cards import Card, cards, city_names
from events.rows.steps import Move, Step, steps
from publishing.languages import content_languages


@dataclass(frozen=True)
class Preview:
    """The head of the event's page and the new step, in one language. No step when none is told."""

    code: str
    name: str
    card: Card
    step: Step | None


def preview(event: Event, act: Act, form: BareForm, now: datetime) -> list[Preview]:
    """Return what visitors will see in each language once `act` is done.

    The writer runs in a transaction that is rolled back; ChangeRefusedError passes through.
    """
    with transaction.atomic():
        change = act.write(Event.objects.get(pk=event.pk), form, Actor(now=now))
        after = Event.objects.for_cards().get(pk=event.pk)
        shown = [
            _in_language(code, name, (after, change), now) for code, name in content_languages()
        ]
        transaction.set_rollback(True)
    return shown


def _in_language(code: str, name: str, told: tuple[Event, Change | None], now: datetime) -> Preview:
    after, change = told
    with translation.override(code):
        new = steps([change], city_names()) if change else []
        return Preview(code, name, cards([after], now)[0], new[0] if new else None)


def in_words(change: Change | None) -> str:
    """Return a change in one line, in the active language, for the log of the admin."""
    if change is None:
        return ""
    step = steps([change], city_names())[0]
    return pgettext("between dates", "; ").join([step.headline, *map(_in_words, step.moves)])


def _in_words(move: Move) -> str:
    facts = {"fact": move.label, "old": move.old, "new": move.new}
    sentence = _("%(fact)s: %(new)s")
    if move.old.value:
        sentence = _("%(fact)s: %(old)s → %(new)s")
    return sentence % facts

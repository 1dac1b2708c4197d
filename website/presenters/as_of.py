"""The plan as it was on a day, in words and rows: what was known, and what cannot be known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from events.as_of.plan import PlanOn
from events.dates import Period
from events.enums import NAMES
from events.public_timeline import BEGINNING
from events.state import EventState
from i18n.texts import current_language
from places.models import PlaceNames
from publishing.translations import listed_text
from website.presenters import groups, pagination
from website.presenters.agenda import Agenda, AgendaRow, agenda
from website.presenters.changes import history_entries
from website.presenters.dates import stamp_of
from website.presenters.event_card import Card, card
from website.presenters.plan import say_outcomes
from website.sentences import say_events


def as_on_page(plan: PlanOn, end: datetime, names: PlaceNames) -> dict[str, Any]:
    """Return the plan by `end`, the last moment of its day, for the template."""
    event_cards = [as_then(card(event, end, names)) for event in plan.known]
    return {
        "agenda": _agenda(event_cards, names, plan),
        "unsure": _with_years(plan.unsure, end, names),
        "silent": [
            (listed_text(event, *NAMES), history_entries(changes, event.cities, names))
            for event, changes in plan.silent
        ],
        "silent_steps": sum(len(changes) for _event, changes in plan.silent),
        "counts": say_known(event_cards, end),
    }


def as_then(event_card: Card) -> Card:
    """Take out of a card what only a reader of that day would read as true: "today", "live"."""
    stamp = replace(
        stamp_of(event_card.event.period, current_language(), is_today=False),
        is_planned=event_card.is_planned,
    )
    tags = tuple(tag for tag in event_card.tags if tag.code != "live")
    return replace(event_card, stamp=stamp, tags=tags, is_live=False)


def _agenda(event_cards: list[Card], names: PlaceNames, plan: PlanOn) -> Agenda:
    """Return the plan as a list; where the present one says "Today", the day is said."""
    plan_agenda = agenda(event_cards, groups.ghosts(event_cards, names, BEGINNING), plan.day)
    label = _("As of %(day)s") % {"day": Period.on(plan.day).say(current_language())}
    blocks = (replace(block, today=label) if block.today else block for block in plan_agenda.blocks)
    return replace(plan_agenda, blocks=tuple(blocks))


def _with_years(events: Iterable[EventState], end: datetime, names: PlaceNames) -> list[AgendaRow]:
    """Return the rows of events that are not known to have been known, soonest first."""
    lists = pagination.listing(events, end, names)
    return [row for row in (*lists.past, *lists.coming) if row.ghost is None]


def say_known(event_cards: list[Card], end: datetime) -> str:
    """Count what was known: "66 events: 33 held, 6 postponed, 27 still to come"."""
    parts = say_outcomes(event_cards, end)
    if not parts:
        return say_events(len(event_cards))
    return _("%(events)s (%(parts)s)") % {"events": say_events(len(event_cards)), "parts": parts}

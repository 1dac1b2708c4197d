"""The plan as it was on a day, in words and rows: what was known, and what cannot be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.dates import Period
from events.enums import Status
from events.public_timeline import BEGINNING
from i18n.texts import current_language
from publishing.translations import listed_text
from website.presenters.agenda import Agenda, AgendaRow, agenda
from website.presenters.changes import history_entries
from website.presenters.dates import stamp_of
from website.presenters.event_card import Card, card
from website.presenters.groups import ghosts
from website.presenters.pagination import listing
from website.sentences import say_events

if TYPE_CHECKING:
    from events.as_of.plan import PlanOn
    from events.state import EventState
    from places.models import PlaceNames


def as_on_page(plan: PlanOn, end: datetime, names: PlaceNames) -> dict[str, Any]:
    """Return the plan by `end`, the last moment of its day, for the template."""
    known = [as_then(card(event, end, names)) for event in plan.known]
    return {
        "agenda": _agenda(known, names, plan),
        "unsure": _with_years(plan.unsure, end, names),
        "silent": [
            (listed_text(event, "title"), history_entries(silent, event.cities, names))
            for event, silent in plan.silent
        ],
        "silent_steps": sum(len(silent) for _event, silent in plan.silent),
        "counts": say_known(known, end),
    }


def as_then(shown: Card) -> Card:
    """Take out of a card what only a reader of that day would read as true: "today", "live"."""
    stamp = replace(
        stamp_of(shown.event.period, BEGINNING, current_language()), is_planned=shown.is_planned
    )
    tags = tuple(tag for tag in shown.tags if tag.code != "live")
    return replace(shown, stamp=stamp, tags=tags, is_live=False)


def _agenda(known: list[Card], names: PlaceNames, plan: PlanOn) -> Agenda:
    """Return the plan as a list; where the present one says "Today", the day is said."""
    listed = agenda(known, ghosts(known, names, BEGINNING), plan.day)
    said = _("As of %(day)s") % {"day": Period.on(plan.day).say(current_language())}
    blocks = (replace(block, today=said) if block.today else block for block in listed.blocks)
    return replace(listed, blocks=tuple(blocks))


def _with_years(events: Iterable[EventState], end: datetime, names: PlaceNames) -> list[AgendaRow]:
    """Return the rows of events that are not known to have been known, soonest first."""
    listed = listing(events, end, names)
    return [row for row in (*listed.past, *listed.coming) if row.ghost is None]


def say_known(known: list[Card], end: datetime) -> str:
    """Count what was known: "66 events: 33 held, 6 postponed, 27 still to come"."""
    statuses = [shown.event.status for shown in known]
    held, postponed = statuses.count(Status.HELD), statuses.count(Status.POSTPONED)
    cancelled = statuses.count(Status.CANCELLED)
    coming = sum(shown.event.is_coming(end) for shown in known)
    unreported = len(known) - held - cancelled - postponed - coming
    told = (
        (held, ngettext("%(count)d held", "%(count)d held", held)),
        (unreported, _say_unreported(unreported)),
        (cancelled, ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled)),
        (postponed, ngettext("%(count)d postponed", "%(count)d postponed", postponed)),
        (coming, ngettext("%(count)d still to come", "%(count)d still to come", coming)),
    )
    parts = _(", ").join(words % {"count": count} for count, words in told if count)
    if not parts:
        return say_events(len(known))
    return _("%(events)s (%(parts)s)") % {"events": say_events(len(known)), "parts": parts}


def _say_unreported(number: int) -> str:
    return ngettext(
        "%(count)d with no reported outcome", "%(count)d with no reported outcome", number
    )

"""One step of an event's history, under its permanent address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.chapters import BEGINNING
from events.event_state import EventState
from events.models import Event
from events.past.as_on import Tale
from events.past.as_on_page import as_then
from events.rows.cards import card
from events.rows.listing import dated
from events.rows.steps import Step, steps
from events.views.clock_choice import by_readers_clock, readers_names
from publishing import clock
from publishing.gone import public_or_404
from publishing.languages import text_of, translated_into

if TYPE_CHECKING:
    from events.timeline import ChangeState
    from places.names import PlaceNames


@require_safe
def step(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the event was, what it became by this step, and all that was then known of it."""
    event = EventState.of(public_or_404(Event.objects.for_cards(), slug=slug))
    if number > len(event.steps):
        raise Http404
    context = _context(event, number, readers_names(request))
    return by_readers_clock(render(request, "events/step.html", context), [context["card"].event])


def _context(event: EventState, number: int, names: PlaceNames) -> dict[str, Any]:
    today, told = clock.today(), steps(event.steps, event.cities, names)
    change, shown = event.steps[number - 1], told[number - 1]
    tale = Tale.of(event)
    (chapter,) = [c for c in tale.chapters if c.step is not None and c.steps == number]
    known = chapter.day if chapter.day > BEGINNING else today
    title = text_of(event, "title")
    return {
        "step": shown,
        "title": title,
        "event": event,
        "total": len(told),
        "card": dated(as_then(card(event.at(chapter), clock.end_of(known), names)), None),
        "is_latest": number == len(told),
        "previous": _link(told, number - 1),
        "following": _link(told, number + 1),
        "as_on": _as_on(change, today),
        "translated_languages": _translated(event, change),
    }


@dataclass(frozen=True)
class StepLink:
    """The step before or after, as a link of a pager."""

    label: str
    url: str


def _link(told: list[Step], number: int) -> StepLink | None:
    if not 1 <= number <= len(told):
        return None
    other = told[number - 1]
    words = {"number": number, "headline": other.headline}
    return StepLink(_("Step %(number)d: %(headline)s") % words, other.url)


def _as_on(change: ChangeState, today: date) -> str:
    """Return the address of the plan as on the day of the step, when that is known."""
    day = change.announced_on
    if day is None or day > today:
        return ""
    return reverse("events:as_on", args=[day.isoformat()])


def _translated(event: EventState, change: ChangeState) -> list[str]:
    """Return the languages that have the title and the reason."""
    reasons = translated_into(change, "reason")
    return [code for code in translated_into(event, "title") if code in reasons]

"""The priorities of the year, and the events that serve each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.cards import city_names
from events.counts import say_events
from events.coverage import coverage
from events.listing import listing
from events.models import Event
from priorities.models import Priority
from priorities.states import Strand
from publishing import clock
from publishing.languages import text_of, translated_into

if TYPE_CHECKING:
    from bodies.models import Body

#: Bodies named beside a priority, those with most of its events.
BODIES_SHOWN = 10


@require_safe
def priority_list(request: HttpRequest) -> HttpResponse:
    counts = Counter(Event.objects.published().values_list("priorities__slug", flat=True))
    priorities = list(Priority.objects.published().in_order())
    strands = [
        (
            strand,
            [(goal, say_events(counts[goal.slug])) for goal in priorities if goal.strand == strand],
        )
        for strand in Strand
    ]
    return render(request, "priorities/priority_list.html", {"strands": strands})


@require_safe
def priority_detail(request: HttpRequest, slug: str) -> HttpResponse:
    priorities = Priority.objects.published()
    priority = get_object_or_404(priorities, slug=slug)
    events = list(Event.objects.published().in_plan_order().for_cards())
    own = [event for event in events if priority in event.priorities.all()]
    context = {
        "priority": priority,
        "title": text_of(priority, "title"),
        "description": text_of(priority, "description"),
        "listing": listing(own, clock.now(), city_names()),
        "coverage": coverage(priorities.in_order(), events),
        "bodies": _busiest_bodies(own),
        "translated_languages": translated_into(priority, "title", "summary", "description"),
    }
    return render(request, "priorities/priority_detail.html", context)


def _busiest_bodies(events: Iterable[Event]) -> list[Body]:
    """Return the bodies with most of `events`."""
    counts = Counter(body for event in events for body in event.bodies.all() if body.is_published)
    return sorted(counts, key=lambda body: (-counts[body], body.position))[:BODIES_SHOWN]

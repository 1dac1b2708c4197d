"""What was decided of several events at once, under its permanent address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Decision, Event
from events.plan_memory import states_of
from i18n.texts import translated_into
from publishing import clock, gone
from website.presenters.decision import decision_page
from website.views.clock_choice import by_readers_clock, readers_names


@require_safe
def decision_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The decision, and each of its events that is public here."""
    decided: Any = Decision.objects.with_public_changes()  # asks as one of publishable rows
    decision = gone.public_or_404(decided, slug=slug)
    rows = Event.objects.published().for_cards().filter(changes__decision=decision)
    states = states_of(rows.in_plan_order())
    keys = {state.key for state in states}
    steps = [change for change in decision.public_changes if change.event_id in keys]
    page = decision_page(steps, states, readers_names(request), clock.now())
    languages = translated_into(steps[0].state(), "reason")
    context = {"decision": page, "translated_languages": languages}
    return by_readers_clock(render(request, "events/decision.html", context), states)

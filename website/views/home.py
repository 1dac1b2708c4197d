"""The front page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.plan_memory import all_states
from places.models import PlaceNames
from publishing import clock
from website.charts.map import place_map
from website.charts.timeline import plan_strip
from website.context_processors import imprint_by
from website.jsonld import as_script, website_jsonld
from website.presenters import home as front
from website.presenters.as_of import plan_days
from website.presenters.figures import figures, held_besides
from website.presenters.home import changed_lately
from website.presenters.pictures import pictured
from website.views.base import by_readers_clock, readers_names


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now, imprint = clock.now(), imprint_by(clock.standing_day())
    phase = front.phase_of(now.date())
    events = all_states()
    names = readers_names(request)
    hero, drawn_days = front.hero(phase, now, names), plan_days(now.date())
    changed = changed_lately(now, names)
    context = {
        "phase": phase.value,
        "hero": hero,
        "today": front.on_today(now, names, hero),
        "changed": changed,
        "all_changes_url": front.all_changes_url(changed, now.date()),
        "plan_days": drawn_days,
        "shared_days": drawn_days,
        "strip": None if drawn_days else plan_strip(events, now.date()),
        "news": pictured(front.news_with_events(), now, names),
        "strands": front.strands(),
        "themes": front.themes(),
        "bodies": front.main_bodies(),
        "place_map": place_map(events, names.cities.values(), now),
        "jsonld": as_script(
            website_jsonld(request.build_absolute_uri(reverse("home")), imprint.sentence)
        ),
        **_of_phase(phase, hero, now, names),
    }
    coming_events = (card.event for card in context["coming"])
    return by_readers_clock(render(request, "sco_presidency/home.html", context), coming_events)


def _of_phase(
    phase: front.Phase, hero: front.Hero | None, now: datetime, names: PlaceNames
) -> dict[str, Any]:
    """Return what only this phase shows."""
    cards = front.coming_up(now, names)
    coming = {"coming": cards, "all_coming": front.all_coming(now)}
    if phase != front.Phase.AFTER:
        return coming
    summit = hero.card if hero else None
    return {
        **coming,
        "figures": figures(now.date()),
        "besides": held_besides(),
        "outcomes": front.outcomes(summit),
    }

"""The plan as a list and under headings; its pages by date are in website.views.calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.span import month_in_term
from places.models import City
from publishing.parameters import takes
from website.charts.map import place_map
from website.charts.timeline import plan_strip
from website.filters.dates import MonthParameters
from website.filters.forms import PlanFilter
from website.presenters import groups
from website.presenters.agenda import Agenda, agenda
from website.presenters.plan import plan_lead
from website.presenters.promise import promise_by
from website.views.shared import PlanContent, PlanRequest, shared, tidied

if TYPE_CHECKING:
    from events.state import EventState
    from website.presenters.event_card import Card
    from website.presenters.groups import EventGroup


@require_safe
@takes(PlanFilter, MonthParameters)
def plan(request: HttpRequest) -> HttpResponse:
    if month := MonthParameters.read(request).cleaned_data["month"]:
        query = request.GET.copy()
        del query["month"]
        address = reverse("events:month", args=[month.year, month.number])
        return redirect(f"{address}?{query.urlencode()}" if query else address)
    asked = PlanRequest.by(request)
    if redirection := tidied(request, asked):
        return redirection
    selection = asked.selection()
    found = PlanContent.of(request, selection.events.for_cards(), asked.now)
    listed: Agenda = agenda(found.cards, found.ghosts, asked.today)
    context = {
        "agenda": listed,
        "promise": None if asked.query else promise_by(_states(found), asked.today),
        "lead": plan_lead(found.cards, asked.today, is_whole=not asked.query),
        "strip": plan_strip(asked.events, asked.today, query=asked.query),
        **shared(asked, "plan", month_in_term(asked.today), selection),
        "section": "",
        "here": _("Calendar"),
    }
    return found.answer(request, "events/plan.html", context)


def _states(found: PlanContent) -> list[EventState]:
    return [shown.event for shown in found.cards]


@require_safe
@takes(PlanFilter)
def by_priority(request: HttpRequest) -> HttpResponse:
    return _grouped(request, "by_priority", by=groups.by_priority, here=_("By priority"))


@require_safe
@takes(PlanFilter)
def by_body(request: HttpRequest) -> HttpResponse:
    return _grouped(request, "by_body", by=groups.by_body, here=_("By body"))


@require_safe
@takes(PlanFilter)
def by_place(request: HttpRequest) -> HttpResponse:
    return _grouped(request, "by_place", by=groups.by_place, here=_("By place"))


def _grouped(
    request: HttpRequest, view: str, *, by: Callable[[list[Card]], list[EventGroup]], here: str
) -> HttpResponse:
    """Show the plan under the headings that `by` gives; with a filter only those that hold any."""
    asked = PlanRequest.by(request)
    if redirection := tidied(request, asked):
        return redirection
    selection = asked.selection()
    events = list(selection.events.for_cards())
    found = PlanContent.of(request, events, asked.now)
    context = {
        "groups": [group for group in by(found.cards) if group.cards or not asked.query],
        "here": here,
        **shared(asked, view, month_in_term(asked.today), selection),
    }
    if view == "by_place":
        context["place_map"] = place_map(events, City.objects.with_country())
    return found.answer(request, f"events/{view}.html", context)

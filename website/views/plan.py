"""The plan as a list and under headings; its pages by date are in website.views.calendar."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.span import day_in_term
from places.models import City
from publishing.clock import standing_day
from publishing.forms import takes
from website.calendar_views import CALENDAR_VIEWS
from website.charts.map import place_map
from website.charts.timeline import plan_strip
from website.filters.forms import CalendarFilter, MonthParameters
from website.presenters import event_card, groups
from website.presenters.as_of import unannounced_by
from website.presenters.groups import EventGroup
from website.presenters.plan import opened_plan, outcomes, plan_lead, promise_by
from website.views.base import PlanContent, PlanRequest, shared, tidied


@require_safe
@takes(CalendarFilter, MonthParameters)
def plan(request: HttpRequest) -> HttpResponse:
    if month := MonthParameters.read(request).cleaned_data["month"]:
        query = request.GET.copy()
        del query["month"]
        address = CALENDAR_VIEWS["month"].url_around(month.first)
        return redirect(f"{address}?{query.urlencode()}" if query else address)
    plan_request = PlanRequest.by(request)
    if redirection := tidied(request, plan_request):
        return redirection
    selection = plan_request.selection()
    content = PlanContent.of(request, selection.states, plan_request.now).between(
        plan_request.plan_filter.between
    )
    plan_page = opened_plan(
        content.cards, content.ghosts, plan_request.today, folds=not plan_request.asks_for_a_start
    )
    context = {
        "agenda": plan_page.agenda,
        "fold": plan_page.past,
        "is_over": plan_page.is_over,
        "promise": None if plan_request.query else promise_by(selection.states, plan_request.today),
        "is_whole": not plan_request.query,
        "unannounced": None
        if plan_request.query or not standing_day()
        else unannounced_by(plan_request.today),
        "lead": plan_lead(content.cards, plan_request.now, is_whole=not plan_request.query),
        "outcomes": [] if plan_request.query else outcomes(content.cards, plan_request.now),
        "strip": plan_strip(selection.ever, plan_request.today, query=plan_request.query),
        **shared(plan_request, "plan", day_in_term(plan_request.today), selection),
        "section": "",
        "here": _("Calendar"),
    }
    return content.answer(request, "events/plan.html", context)


@require_safe
@takes(CalendarFilter)
def by_priority(request: HttpRequest) -> HttpResponse:
    return _grouped_plan(request, "by_priority", groups.by_priority)


@require_safe
@takes(CalendarFilter)
def by_body(request: HttpRequest) -> HttpResponse:
    return _grouped_plan(request, "by_body", groups.by_body)


@require_safe
@takes(CalendarFilter)
def by_place(request: HttpRequest) -> HttpResponse:
    return _grouped_plan(request, "by_place", groups.by_place)


def _grouped_plan(
    request: HttpRequest, view: str, groups_of: Callable[[list[event_card.Card]], list[EventGroup]]
) -> HttpResponse:
    """Show the plan under the headings that `groups_of` gives; with a filter only those that hold any."""
    plan_request = PlanRequest.by(request)
    if redirection := tidied(request, plan_request):
        return redirection
    selection = plan_request.selection()
    events = selection.states
    content = PlanContent.of(request, events, plan_request.now)
    context = {
        "groups": [
            group for group in groups_of(content.cards) if group.cards or not plan_request.query
        ],
        "here": CALENDAR_VIEWS[view].label,
        **shared(plan_request, view, day_in_term(plan_request.today), selection),
    }
    if view == "by_place":
        context["place_map"] = place_map(events, City.objects.with_country(), plan_request.now)
    return content.answer(request, f"events/{view}.html", context)

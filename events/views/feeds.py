"""The calendar file of one event. Those of lists: views.taking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.ical.ics import event_calendar
from events.models import Event
from publishing import editions

MAX_AGE = 300  # seconds


@require_safe
@editions.conditional(max_age=MAX_AGE)
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published().for_cards(), slug=slug)
    return HttpResponse(
        event_calendar(event, request.build_absolute_uri),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{slug}.ics"'},
    )

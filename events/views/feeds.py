"""The calendar file of one event. Those of lists: views.taking."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.event_state import EventState
from events.ical.ics import event_calendar
from events.models import Event
from publishing import editions
from publishing.gone import public_or_404

MAX_AGE = 300  # seconds


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    public_or_404(Event.objects.all(), slug=slug)  # before a 304: a withdrawn one has none
    return editions.answer_newest(request, partial(_file, request, slug), max_age=MAX_AGE)


def _file(request: HttpRequest, slug: str) -> HttpResponse:
    event = public_or_404(Event.objects.for_cards(), slug=slug)
    return HttpResponse(
        event_calendar(EventState.of(event), request.build_absolute_uri),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{event.slug}.ics"'},
    )

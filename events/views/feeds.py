"""Calendars of one priority, body or country, and of one event. Those of lists: views.taking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bodies.models import Body
from events.ical.ics import Feed, event_calendar, feed_calendar
from events.models import Event
from events.renditions.calendar import describe
from places.models import Country
from priorities.models import Priority
from publishing import editions
from publishing.languages import text_of

if TYPE_CHECKING:
    from events.querysets import EventQuerySet

MAX_AGE = 300  # seconds


@require_safe
@editions.conditional(max_age=MAX_AGE)
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published().for_cards(), slug=slug)
    return _file(event_calendar(event, request.build_absolute_uri), slug)


@require_safe
@editions.conditional(max_age=MAX_AGE)
def priority_ics(request: HttpRequest, slug: str) -> HttpResponse:
    priority = get_object_or_404(Priority.objects.published(), slug=slug)
    events = Event.objects.published().of_priorities([slug])
    title = str(text_of(priority, "title"))
    return _feed(request, events, page=priority.get_absolute_url(), part=title)


@require_safe
@editions.conditional(max_age=MAX_AGE)
def body_ics(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Body.objects.published(), slug=slug)
    events = Event.objects.published().of_bodies(Body.objects.published().subtree_slugs([slug]))
    name = str(text_of(body, "short_name"))
    return _feed(request, events, page=body.get_absolute_url(), part=name)


@require_safe
@editions.conditional(max_age=MAX_AGE)
def country_ics(request: HttpRequest, slug: str) -> HttpResponse:
    country = get_object_or_404(Country, slug=slug)
    events = Event.objects.published().of_countries([slug])
    name = str(text_of(country, "name"))
    return _feed(request, events, page=country.get_absolute_url(), part=name)


def _feed(request: HttpRequest, events: EventQuerySet, *, page: str, part: str) -> HttpResponse:
    """Answer with a calendar of `events`; `part` names what they are of the plan."""
    link = request.build_absolute_uri
    site = str(settings.SITE_NAME)
    feed = Feed(
        name=_("%(site)s: %(part)s") % {"site": site, "part": part},
        description=describe(part),
        page=link(page),
        source=link(request.path),
    )
    name = request.path.strip("/").removesuffix(".ics").replace("/", "-")
    return _file(feed_calendar(events.in_plan_order().for_cards(), feed, link), name)


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )

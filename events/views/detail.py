"""One event: its page, and its public document as data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.drawings.journey import journey
from events.event_state import EventState
from events.ical.slot import slot_of
from events.jsonld import photo_jsonld
from events.models import Event
from events.rows.cards import card
from events.rows.hosts import host_groups, hosts_of
from events.rows.neighbours import neighbours
from events.rows.profile import profile, shown_update
from events.rows.second_clock import second_clock
from events.rows.steps import format_label, steps
from events.states import TitleOrigin
from events.views.clock_choice import PARAMETER, ClockChoice
from places.names import PlaceNames
from publishing import clock, editions, records
from publishing.editions import Edition
from publishing.gone import not_public, public_or_404
from publishing.languages import Text, all_texts, text_of, translated_into
from publishing.models import PublicRecord
from publishing.parameters import takes

if TYPE_CHECKING:
    from datetime import datetime

#: Seconds for which a copy of an event's data may be used unasked.
FRESH = 300


@require_safe
@takes(ClockChoice)
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an event."""
    event = public_or_404(Event.objects.for_cards().prefetch_related("photos"), slug=slug)
    url = request.build_absolute_uri(event.get_absolute_url())
    choice = ClockChoice.of(request) if _has_clocks(event, request) else None
    context = {**_context(event, clock.now(), url), **_clocks(event, choice)}
    response = render(request, "events/event_detail.html", context)
    if choice is not None:
        choice.remember(request, response)
    return response


def _has_clocks(event: Event, request: HttpRequest) -> bool:
    """Whether the page depends on the reader's clock: a wrong one is refused on any page."""
    return event.period.clock is not None or PARAMETER in request.GET


def _clocks(event: Event, choice: ClockChoice | None) -> dict[str, Any]:
    if choice is None or event.period.clock is None:
        return {}
    city = choice.city
    return {
        "clock_choice": choice,
        "second_clock": second_clock(event.period, city) if city else None,
    }


@require_safe
def event_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The event as the API tells it, all languages at once, from the public record."""
    records = PublicRecord.objects.latest_of("events").living().of_keys([slug])
    record = records.annotate(epoch=editions.EPOCH).first()
    if record is None:
        raise not_public(Event.objects.filter(slug=slug))
    edition = Edition(record.number, record.recorded_at, record.mark, record.epoch)
    build = partial(HttpResponse, record.document, content_type="application/json")
    return editions.answer(request, edition.tag(), build, max_age=FRESH)


def _context(row: Event, now: datetime, url: str) -> dict[str, Any]:
    names, event = PlaceNames.read(), EventState.of(row)
    hosts = hosts_of(event)
    shown = card(event, now, names)
    told = steps(event.steps, event.cities, names)
    return {
        "card": shown,
        "event": event,
        "row": row,
        "names": names,
        "chair": row.chair,
        "profile": profile(shown, told, names),
        "summary": text_of(event, "summary"),
        "steps": told,
        "has_changed": any(step.is_change for step in told),
        "is_in_calendars": slot_of(event) is not None,
        "format": format_label(event.format),
        "title_is_ours": _is_ours(event, shown.title),
        "cities": names.rows(event.cities),
        "journey": journey(event, names),
        "photos": [(photo, text_of(photo, "alt")) for photo in row.photos.all()],
        "photos_jsonld": [photo_jsonld(photo, url) for photo in row.photos.all()],
        "documents": list(row.documents.published().newest_first()),
        "articles": list(row.articles.published().newest_first()),
        "hosts": hosts,
        "host_groups": host_groups(event, hosts),
        "bodies": row.public_bodies,
        "priorities": row.public_priorities,
        "neighbours": neighbours(row, names),
        "sources": event.own_sources,
        "updated": shown_update(records.told_at("events", [event])[event.slug], now),
        "url": url,
        "translated_languages": translated_into(event, "title", "summary"),
    }


def _is_ours(event: EventState, title: Text) -> bool:
    """Whether the shown title is in the words of this portal."""
    return all_texts(event, "title_origin")[title.language] == TitleOrigin.OURS

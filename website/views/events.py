"""One event: its page, its public document as data, its calendar file, the files of its photos.

Photos are handed out while their event is public, and to editors before. The calendars of lists
are in website.views.exports.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.enums import TitleOrigin
from events.images.renditions import name_of
from events.models import Event
from events.state import EventState
from i18n.texts import Text, all_texts, text_of, translated_into
from places.models import PlaceNames
from publishing import clock, etags, records
from publishing.etags import Edition
from publishing.gone import not_public, public_or_404
from publishing.models import PublicRecord
from publishing.parameters import takes
from website.charts.date_history import journey
from website.exports.ical.calendar import event_calendar
from website.exports.ical.description import slot_of
from website.jsonld.event import photo_jsonld
from website.presenters.changes import format_label, history_entries
from website.presenters.clock_times import second_clock
from website.presenters.event import neighbours, profile, shown_update
from website.presenters.event_card import card
from website.presenters.hosts import host_groups, hosts_of
from website.views.clock_choice import PARAMETER, ClockChoice

if TYPE_CHECKING:
    from datetime import datetime


#: Seconds for which a copy of an event's data may be used unasked.
FRESH = 300
MAX_AGE = 300  # seconds
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
#: Seconds for which a copy may be used unasked: a withdrawn event takes its photos along.
PHOTO_MAX_AGE = 3600


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
    record = records.annotate(epoch=etags.EPOCH).first()
    if record is None:
        raise not_public(Event.objects.filter(slug=slug))
    edition = Edition(record.number, record.recorded_at, record.mark, record.epoch)
    build = partial(HttpResponse, record.document, content_type="application/json")
    return etags.answer(request, edition.tag(), build, max_age=FRESH)


def _context(row: Event, now: datetime, url: str) -> dict[str, Any]:
    names, event = PlaceNames.read(), EventState.of(row)
    hosts = hosts_of(event)
    event_card = card(event, now, names)
    entries = history_entries(event.steps, event.cities, names)
    return {
        "card": event_card,
        "event": event,
        "row": row,
        "names": names,
        "chair": row.chair,
        "profile": profile(event_card, entries, names),
        "summary": text_of(event, "summary"),
        "steps": entries,
        "has_changed": any(entry.is_change for entry in entries),
        "is_in_calendars": slot_of(event) is not None,
        "format": format_label(event.format),
        "title_is_ours": _is_ours(event, event_card.title),
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
        "neighbours": neighbours(row, names, now),
        "sources": event.own_sources,
        "updated": shown_update(records.told_at("events", [event])[event.slug], now),
        "url": url,
        "translated_languages": translated_into(event, "title", "summary"),
    }


def _is_ours(event: EventState, title: Text) -> bool:
    """Whether the shown title is in the words of this portal."""
    return all_texts(event, "title_origin")[title.language] == TitleOrigin.OURS


# --- its calendar file --------------------------------------------------------------


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    public_or_404(Event.objects.all(), slug=slug)  # before a 304: a withdrawn one has none
    return etags.answer_newest(request, partial(_file, request, slug), max_age=MAX_AGE)


def _file(request: HttpRequest, slug: str) -> HttpResponse:
    event = public_or_404(Event.objects.for_cards(), slug=slug)
    return HttpResponse(
        event_calendar(EventState.of(event), request.build_absolute_uri),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{event.slug}.ics"'},
    )


# --- the files of its photos --------------------------------------------------------


@require_safe
def photo_file(request: HttpRequest, digest: str, width: str, ending: str) -> HttpResponse:
    build = partial(_photo, name_of(digest, int(width), ending), TYPES[ending])
    events = Event.objects.filter(photos__digest=digest)
    if events.published_anywhere().exists():
        etag = etags.tag(digest, width, ending)
        return etags.answer(request, etag, build, max_age=PHOTO_MAX_AGE)
    if not request.user.has_perm("events.view_event"):
        raise not_public(events)
    response = build()
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _photo(name: str, content_type: str) -> HttpResponse:
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error

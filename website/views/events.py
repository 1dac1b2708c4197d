"""One event: its page, its public document as data, its calendar file, the files of photos.

Photos, those of news too, are handed out while something on whose page they stand is public and they are not
held back there; before, to whoever may see it at the desk. The calendars of lists are in website.views.exports.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events import plan_memory
from events.images import name_of
from events.models import AbstractPhoto, Event, Photo, kinds_of_photos
from events.plan_memory import names_of_places, state_called
from events.state import EventState
from publishing import clock, etags, forms, gone
from publishing.models import PublicRecord, ToldPhoto
from publishing.permissions import may
from publishing.querysets import PublishableQuerySet
from website.exports.ical.calendar import event_calendar, slot_of
from website.jsonld import photo_jsonld
from website.presenters.dates import second_clock
from website.presenters.event import event_page, neighbours, shown_update
from website.presenters.event_card import card
from website.views.base import PARAMETER, ClockChoice

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
#: Seconds for which a copy may be used unasked: what is withdrawn takes its photos along.
PHOTO_MAX_AGE = 3600


@require_safe
@forms.takes(ClockChoice)
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an event."""
    event = _public_state(slug)
    url = request.build_absolute_uri(event.get_absolute_url())
    choice = ClockChoice.of(request) if _has_clocks(event, request) else None
    context = {**_context(event, clock.now(), url), **_clocks(event, choice)}
    response = render(request, "events/event_detail.html", context)
    if choice is not None:
        choice.remember(request, response)
    return response


def _public_state(slug: str) -> EventState:
    """Return the event called `slug`, out of memory where the plan holds it. Raises Http404."""
    if event := state_called(slug):
        return event
    if plan_memory.at_hand() is not None:
        raise gone.not_public(Event.objects.filter(slug=slug))
    return EventState.of(gone.public_or_404(Event.objects.for_cards(), slug=slug))


def _has_clocks(event: EventState, request: HttpRequest) -> bool:
    """Whether the page depends on the reader's clock: a wrong one is refused on any page."""
    return event.period.clock is not None or PARAMETER in request.GET


def _clocks(event: EventState, choice: ClockChoice | None) -> dict[str, Any]:
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
        raise gone.not_public(Event.objects.filter(slug=slug))
    edition = etags.Edition(record.number, record.mark, record.epoch)
    build = partial(HttpResponse, record.document, content_type="application/json")
    return etags.answer(
        request, edition.tag(etags.of_address(request.META)), build, max_age=etags.FILE_MAX_AGE
    )


def _context(event: EventState, now: datetime, url: str) -> dict[str, Any]:
    names = names_of_places()
    event_card = card(event, now, names)
    page = event_page(event_card, names)
    return {
        "page": page,
        "card": event_card,
        "event": event,
        "names": names,
        "profile": page.profile,
        "account": event_card.account,
        "is_in_calendars": slot_of(event) is not None,
        "photos_jsonld": [photo_jsonld(photo, url) for photo, _alt in page.photos],
        "hosts": page.hosts,
        "neighbours": neighbours(page.beside, names, now),
        "updated": shown_update(page.told_at, now),
        "sources": event.own_sources(now.date()),
        "url": url,
        "translated_languages": page.translated_languages,
    }


# --- its calendar file --------------------------------------------------------------


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    gone.public_or_404(Event.objects.all(), slug=slug)  # before a 304: a withdrawn one has none
    return etags.answer_newest(request, partial(_file, request, slug), max_age=etags.FILE_MAX_AGE)


def _file(request: HttpRequest, slug: str) -> HttpResponse:
    event = gone.public_or_404(Event.objects.for_cards(), slug=slug)
    return HttpResponse(
        event_calendar(EventState.of(event), request.build_absolute_uri),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{event.slug}.ics"'},
    )


# --- the files of photos ------------------------------------------------------------


@require_safe
def photo_file(request: HttpRequest, digest: str, width: str, ending: str) -> HttpResponse:
    build = partial(_photo, name_of(digest, int(width), ending), TYPES[ending])
    if any(kind.objects.public().filter(digest=digest).exists() for kind in kinds_of_photos()):
        etag = etags.tag(digest, width, ending)
        return etags.answer(request, etag, build, max_age=PHOTO_MAX_AGE)
    pages = [_pages_of(kind, digest) for kind in kinds_of_photos()]
    if not any(may(request.user, "view", page) for rows in pages for page in rows):
        raise _not_public(pages, digest)
    response = build()
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _pages_of(kind: type[AbstractPhoto], digest: str) -> PublishableQuerySet:
    """Return the things on whose pages photos of a kind show the picture of `digest`."""
    rows: PublishableQuerySet = kind.page_model().objects.filter(photos__digest=digest)
    return rows.distinct()


def _not_public(pages: Iterable[PublishableQuerySet], digest: str) -> Http404:
    """Return the error for a file that only withdrawn things showed, or drafts; or that was held back, or deleted."""
    lost = next((rows.model for rows in pages if rows.withdrawn().exists()), None)
    if lost is None and ToldPhoto.objects.filter(digest=digest).exists():
        lost = Photo
    return gone.WithdrawnError(lost) if lost else Http404()


def _photo(name: str, content_type: str) -> HttpResponse:
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error

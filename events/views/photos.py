"""The files of photos: handed out while their event is public, and to editors before."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.models import Event
from events.pictures import name_of
from publishing import editions
from publishing.gone import not_public

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
#: Seconds for which a copy may be used unasked: a withdrawn event takes its photos along.
FRESH = 3600


@require_safe
def photo_file(request: HttpRequest, digest: str, width: str, ending: str) -> HttpResponse:
    build = partial(_file, name_of(digest, int(width), ending), TYPES[ending])
    events = Event.objects.filter(photos__digest=digest)
    if events.published_anywhere().exists():
        etag = editions.tag(digest, width, ending)
        return editions.answer(request, etag, build, max_age=FRESH)
    if not request.user.has_perm("events.view_event"):
        raise not_public(events)
    response = build()
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(name: str, content_type: str) -> HttpResponse:
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error

"""How new what the public sees is, so that machines fetch again only what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from publishing.models import PublicRecord


@dataclass(frozen=True)
class Edition:
    """A moment of the public record: its number, 0 before the first, and when it was written."""

    number: int = 0
    recorded_at: datetime | None = None


def newest() -> Edition:
    """Return the edition of the newest record of all. One query."""
    found = PublicRecord.objects.newest_first().values_list("number", "recorded_at").first()
    return Edition(*found) if found else Edition()


def answer(
    request: HttpRequest,
    edition: Edition,
    build: Callable[[], HttpResponse],
    *,
    max_age: int,
    exact: bool = False,
) -> HttpResponse:
    """Return 304 when the client holds `edition` of this address already, else `build()`.

    `max_age` is in seconds. Without `exact` the ETag is weak: the same facts, perhaps in
    other words after a new release of the portal (RFC 9110, 8.8.1).
    """
    etag = f'"{edition.number}"' if exact else f'W/"{edition.number}"'
    modified = int(edition.recorded_at.timestamp()) if edition.recorded_at else None
    response: HttpResponse = (
        get_conditional_response(request, etag=etag, last_modified=modified) or build()
    )
    response.headers["ETag"] = etag
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=max_age)
    return response

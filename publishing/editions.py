"""How new what the public sees is, so that machines fetch again only what changed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from publishing.models import PublicRecord

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Edition:
    """A moment of the public record: its number, 0 before the first, and when it was written."""

    number: int = 0
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Validators:
    """What a client sends back to ask whether it is still right (RFC 9110, section 8.8).

    A weak ETag (W/) says: the same facts, perhaps in other words after a new release.
    """

    etag: str
    modified: datetime | None


def newest() -> Edition:
    """Return the edition of the newest record of all. One query."""
    found = PublicRecord.objects.newest_first().values_list("number", "recorded_at").first()
    return Edition(*found) if found else Edition()


def newest_of_kinds() -> dict[str, datetime]:
    """Return when the newest record of each kind was written. One query."""
    latest = PublicRecord.objects.filter(is_latest=True).order_by()
    return dict(latest.values_list("kind").annotate(Max("recorded_at")))


def conditional(*, max_age: int) -> Callable[[View], View]:
    """Let a view of rendered texts run only when the public record is newer than the client.

    `max_age` is in seconds.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            build = functools.partial(view, request, *args, **kwargs)
            return answer_newest(request, build, max_age=max_age)

        return wrapper

    return decorate


def answer_newest(
    request: HttpRequest, build: Callable[[], HttpResponse], *, max_age: int
) -> HttpResponse:
    """Return 304 while nothing public is newer than what the client holds, else `build()`."""
    # Read before anything is built: a body may be newer than its ETag, never older.
    edition = newest()
    validators = Validators(f'W/"{edition.number}"', edition.recorded_at)
    return answer(request, validators, build, max_age=max_age)


def answer(
    request: HttpRequest,
    validators: Validators,
    build: Callable[[], HttpResponse],
    *,
    max_age: int,
) -> HttpResponse:
    """Return 304 when the client holds what `validators` name, else `build()` with them."""
    moment = validators.modified
    modified = int(moment.timestamp()) if moment else None
    found = get_conditional_response(request, etag=validators.etag, last_modified=modified)
    response: HttpResponse = found or build()
    if response.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return response
    response.headers["ETag"] = validators.etag
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=max_age)
    return response

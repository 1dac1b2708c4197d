"""How new what the public sees is, and which release answers: machines fetch again only what changed.

The release is known from its files, so that nobody has to count it up.
"""

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.db import connections, router
from django.db.models import Max, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from publishing import stamp
from publishing.models import PublicRecord, RecordCounter

View = Callable[..., HttpResponse]

#: Seconds for which calendars, feeds and tables are not asked for again.
FILE_MAX_AGE = 300


@dataclass(frozen=True)
class Edition:
    """A moment of the public record: its number, 0 before the first.

    `mark` is that of the record, `epoch` that of the database: numbers are given again when an
    older copy of it was restored, these are not.
    """

    number: int = 0
    mark: str = ""
    epoch: str = ""

    def tag(self, *of: str) -> str:
        """Return the ETag of an answer that follows from this edition, the release and `of`."""
        return tag(str(self.number), self.mark + self.epoch, *of)


def of_address(environ: Mapping[str, Any]) -> str:
    """Return what tells one address from another in a tag: scheme, host, path and question of a WSGI request.

    So whoever holds a tag was told it at just this address, which held something then.
    """
    proxy = settings.SECURE_PROXY_SSL_HEADER
    host = environ.get("HTTP_HOST", "") or environ.get("SERVER_NAME", "")
    told = (environ.get(proxy[0], "") if proxy else "", host, environ.get("PATH_INFO", ""))
    address = "\0".join(
        [environ.get("wsgi.url_scheme", ""), *told, environ.get("QUERY_STRING", "")]
    )
    return f"{crc32(address.encode(errors='backslashreplace')):x}"


def tag(*parts: str) -> str:
    """Return the ETag of what follows from `parts` and the release (RFC 9110, section 8.8.3).

    Every ETag of the portal is weak: compressed or not, an answer says the same. No Last-Modified
    stands beside it: a time cannot tell two releases apart, nor two histories after a restore.
    """
    return f'W/"{"-".join([*parts, release()])}"'


#: The epoch, read along with a record.
EPOCH = Subquery(RecordCounter.objects.values("epoch")[:1])
#: Asked whenever somebody asks for what is new. It is written out: to compile it takes longer than to run it.
_NEWEST = """
SELECT number, mark, (SELECT epoch FROM publishing_recordcounter LIMIT 1),
    (SELECT value FROM publishing_stamp WHERE id = 1)
FROM publishing_publicrecord ORDER BY number DESC LIMIT 1
"""


def newest() -> Edition:
    """Return the edition of the newest record of all. One query, asked once in a request that only reads,
    the stamp of the database along with it."""
    database = router.db_for_read(PublicRecord)
    return stamp.once(("edition", database), lambda: _newest(database))


def _newest(database: str) -> Edition:
    with connections[database].cursor() as cursor:
        cursor.execute(_NEWEST)
        row = cursor.fetchone()
    if row is None:
        return Edition()
    number, mark, epoch, told = row
    stamp.was_read(database, told or "")
    return Edition(number, mark, epoch or "")


def epoch() -> str:
    """Return the epoch of the database; "" before its first record. One query."""
    return RecordCounter.objects.values_list("epoch", flat=True).first() or ""


def newest_of_kinds() -> dict[str, datetime]:
    """Return when the newest record of each kind was written. One query."""
    latest = PublicRecord.objects.filter(is_latest=True).order_by()
    return dict(latest.values_list("kind").annotate(Max("recorded_at")))


#: What every answer follows from besides, in some words: publishing knows the record alone.
_followed: list[Callable[[], str]] = []


def followed() -> list[str]:
    """Return what rendered texts follow from beside the record."""
    return [text() for text in _followed]


def follow(text: Callable[[], str]) -> None:
    """Let the ETag of rendered texts follow from `told()` too. Called once, when the apps are ready."""
    _followed[:] = [text]


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
    request: HttpRequest,
    build: Callable[[], HttpResponse],
    *,
    max_age: int,
    of: tuple[str, ...] = (),
) -> HttpResponse:
    """Return 304 while nothing public is newer than what the client holds, else `build()`.

    `of` is what the answer follows from besides: the day, for one.
    """
    # Read before anything is built: a body may be newer than its ETag, never older.
    etag = newest().tag(*of, of_address(request.META), *followed())
    return answer(request, etag, build, max_age=max_age)


def answer(
    request: HttpRequest, etag: str, build: Callable[[], HttpResponse], *, max_age: int
) -> HttpResponse:
    """Return 304 when the client holds what `etag` names, else `build()` under it."""
    response: HttpResponse = get_conditional_response(request, etag=etag) or build()
    if response.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return response
    response.headers["ETag"] = etag
    del response.headers["Last-Modified"]  # Django's feeds tell one
    patch_cache_control(response, public=True, max_age=max_age)
    return response


#: Endings of files that decide in which words and which shape something is told.
TELLING = {".py", ".html", ".xml", ".txt", ".mo", ".json"}


@functools.cache
def release() -> str:
    """Return a name that another release does not have. Read once a process, in some 50 ms."""
    root = Path(settings.BASE_DIR)
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == root]
    return digest_of([*own, root / "templates", root / "locale", root / "requirements.txt"])


def digest_of(places: Iterable[Path]) -> str:
    """Return a short digest of the files that tell something in folders, or of files themselves."""
    digest = hashlib.sha256()
    for place in sorted(places):
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in TELLING and file.is_file():
                digest.update(str(file.relative_to(place.parent)).encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:8]

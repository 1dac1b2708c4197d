"""Which addresses a mirror holds, and under which file each of them lies.

The portal is asked for them within this process, as a reader without cookies asks it under its public origin.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote, unquote, urlsplit

import orjson
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import reverse
from django.utils import translation

from events.models import Event, FormerSlug
from presidencies.models import Presidency
from publishing import clock
from website import sitemaps
from website.suggestions import OF_EVENT
from website.views.as_of import Record

API = "/api/"


#: What an address may answer that was there a moment ago: it was withdrawn since.
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class CannotMirrorError(Exception):
    """The portal does not answer an address as it must; the text names it."""


@dataclass(frozen=True)
class PortalAnswer:
    """`moved_to` is the path to which the address leads for good."""

    status: int
    content_type: str
    body: bytes
    moved_to: str = ""

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html")

    @property
    def is_style(self) -> bool:
        return self.content_type.startswith("text/css")


class Portal:
    """Answers addresses. `origin` is that of its links: https://portal.example."""

    def __init__(self, origin: str) -> None:
        self.origin = origin.rstrip("/")
        self._handler = WSGIHandler()

    def get(self, address: str) -> PortalAnswer:
        origin, target = urlsplit(self.origin), urlsplit(address)
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote(target.path).encode().decode("latin-1"),  # PEP 3333
                "QUERY_STRING": target.query,
                "HTTP_HOST": origin.netloc,
                "SERVER_NAME": origin.hostname,
                "SERVER_PORT": str(origin.port or {"https": 443}.get(origin.scheme, 80)),
                "wsgi.url_scheme": origin.scheme,
                "wsgi.input": BytesIO(),
            }
        )
        response = self._handler.get_response(request)
        body = b"".join(response)
        response.close()
        moved_to = ""
        if response.status_code == HTTPStatus.MOVED_PERMANENTLY and response["Location"][0] == "/":
            moved_to = response["Location"]  # elsewhere leads what is wrong with the origin
        return PortalAnswer(response.status_code, response.get("Content-Type", ""), body, moved_to)

    def document(self, path: str) -> dict:
        """Return the document of the API at `path`, whole. Raises CannotMirrorError."""
        answer = self.whole(path)
        if answer.status != HTTPStatus.OK:
            raise self.failure(path, answer)
        return orjson.loads(answer.body)  # type: ignore[no-any-return]

    def failure(self, path: str, answer: PortalAnswer) -> CannotMirrorError:
        return CannotMirrorError(
            f"{self.origin}{path} answers {answer.status}. Nothing was written. Look whether --origin "
            "is an address under which the portal answers, and what its log says."
        )

    def whole(self, path: str) -> PortalAnswer:
        """Return what `path` answers; of a list of the API, all its pages as one.

        Of all pages, since a file knows no `after`: without a next one, and the place of the record
        as the first page tells it.
        """
        answer = self.get(path)
        if not path.startswith(API) or answer.status != HTTPStatus.OK:
            return answer
        document = orjson.loads(answer.body)
        following = document.get("next") if "results" in document else None
        if not following:
            return answer
        for page in self._pages(following):
            document["results"] += page["results"]
        return PortalAnswer(
            HTTPStatus.OK, answer.content_type, orjson.dumps({**document, "next": None})
        )

    def _pages(self, following: str | None) -> Iterator[dict]:
        while following:
            page = orjson.loads(self.get(following).body)
            yield page
            following = page["next"]


#: What is asked of a server alone, and days of the past: those on which something changed are named.
LEFT_OUT = re.compile(r"/(?:[a-z-]+/)?(?:admin|search)/|.*/calendar/as-on/|/zh/|/$|/api/")
#: A name of a file here, and of a folder: no system's own, none hidden.
NAME = re.compile(r"[^\x00-\x1f/\\:*?\"<>|.][^\x00-\x1f/\\:*?\"<>|]{0,199}")
INDEX = "index.html"


def seeds(portal: Portal) -> Iterator[str]:
    """Yield the paths from which a mirror is made; whatever these pages link to follows."""
    yield "/robots.txt"
    yield reverse("sitemap_index")
    for kind, count in sitemaps.files().items():
        for number in range(1, count + 1):
            yield reverse("sitemap", args=[kind, number])
            for address in sitemaps.addresses(kind, number, lambda path: path):
                yield address.url
    yield from _of_each_presidency()
    yield from _documents(portal)


def _of_each_presidency() -> Iterator[str]:
    """Yield what no sitemap names, in each language: the plan as it was on each day of change."""
    for presidency in Presidency.objects.order_by("pk"):
        with nullcontext() if presidency.is_current else sitemaps.shown(presidency):
            days = [day.isoformat() for day in Record.read(clock.today()).days]
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    yield from (reverse("events:as_on", args=[day]) for day in days)


def left_addresses(paths: Iterable[str]) -> Iterator[str]:
    """Yield those that events have left for `paths`: page, steps, calendar file and document. One query."""
    slugs = defaultdict(list)
    published = FormerSlug.objects.filter(event__in=Event.objects.published())
    for slug, slug_now in published.order_by("pk").values_list("slug", "event__slug"):
        slugs[slug_now].append(slug)
    for path in paths:
        if address := OF_EVENT.fullmatch(path):
            folder, slug_now, rest = address.groups()
            yield from (f"{folder}{slug}{rest}" for slug in slugs.get(slug_now, ()))


def _documents(portal: Portal) -> Iterator[str]:
    """Yield the addresses of the API: its root, its lists, and each document in them."""
    root = reverse("api:v1:root")
    yield root
    for door in portal.document(root).values():
        path = urlsplit(door).path
        yield path
        for item in portal.document(path).get("results", ()):
            yield f"{path}{item['slug']}/"
            if path == reverse("api:v1:event-list"):
                yield reverse("api:v1:event-changes", args=[item["slug"]])


def follows(path: str) -> bool:
    """Whether a mirror holds what a page of it links to under `path`."""
    return not LEFT_OUT.match(path) and is_safe(path)


def is_safe(path: str) -> bool:
    """Whether a file may be called as `path` says."""
    parts = unquote(path).strip("/").split("/")
    return all(NAME.fullmatch(part) for part in parts)


def file_of(path: str) -> str:
    """Return the file of the address `path`, below the folder of the mirror."""
    name = unquote(path).removeprefix("/")
    if name.endswith("/"):
        return name + ("index.json" if path.startswith(API) else INDEX)
    return name


def relative(target: str, page: str, fragment: str = "") -> str:
    """Return the link to the file of `target` from that of `page`."""
    link = quote(posixpath.relpath(file_of(target), posixpath.dirname(file_of(page)) or "."))
    return f"{link}#{fragment}" if fragment else link

"""Which addresses a mirror holds, and under which file each of them lies."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import nullcontext
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from events.models import Event, FormerSlug
from presidencies.models import Presidency
from publishing import clock
from website import sitemaps
from website.mirror.portal import API, Portal
from website.views.as_of import Record

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
    """Yield what no sitemap names, in each language: the plan as it was on each day of change, and addresses that events have left."""
    for presidency in Presidency.objects.order_by("pk"):
        with nullcontext() if presidency.is_current else sitemaps.shown(presidency):
            days = [day.isoformat() for day in Record.read(clock.today()).days]
            left = FormerSlug.objects.filter(event__in=Event.objects.published())
            slugs = list(left.values_list("slug", flat=True))
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    yield from (reverse("events:as_on", args=[day]) for day in days)
                    yield from (reverse("events:detail", args=[slug]) for slug in slugs)


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

"""What a screen weighs with all that it loads, as production sends it.

A page of the desk goes uncompressed (a secret stands in it), static files as `collectstatic` compresses them, once and for
all, pictures and fonts as they are. Every picture that a sheet of styles names is counted, whether it is drawn or not.
"""

from __future__ import annotations

import functools
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders

if TYPE_CHECKING:
    from django.test import Client

PACKERS = {"br": brotli.compress, "gzip": gzip.compress}
#: What is compressed already.
PACKED = (".woff2", ".png", ".ico", ".jpg", ".webp", ".avif")
#: What a sheet of styles or a module loads.
LOADS = {
    ".css": re.compile(r"""url\(["']?(?!data:|#)([^)"']+)"""),
    ".js": re.compile(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+)["']""", re.MULTILINE),
}
#: Of a link, what makes a browser load it for the page.
RELATIONS = {"stylesheet", "icon", "modulepreload"}


class _Loaded(HTMLParser):
    """Which addresses a page loads; of a picture in several formats the first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.is_chosen = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "source" and not self.is_chosen:
            self.is_chosen = True
            self.addresses.add(of["srcset"].split()[0])
        elif tag == "link" and of.get("rel") in RELATIONS:
            self.addresses.add(of["href"])
        elif tag in ("script", "img", "iframe") and of.get("src") and not self.is_chosen:
            self.addresses.add(of["src"])
        elif "data-editor" in of:  # static/admin-theme/rich-text.js imports it
            self.addresses.add(of["data-editor"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "picture":
            self.is_chosen = False


def weigh(client: Client, address: str, coding: str) -> dict[str, int]:
    """Return the bytes of the page at `address` and of each of its files. A file that is not there is a KeyError or worse."""
    page = client.get(address)
    weights = {address: len(page.content)}
    for found in _Loaded(page.content.decode()).addresses:
        whole = urljoin(address, found)
        if whole.startswith(settings.STATIC_URL):
            weights |= {file: packed(file, coding) for file in with_what_it_loads(whole)}
        elif not whole.startswith("data:"):
            answer = client.get(whole)
            if answer.status_code != 200:
                raise KeyError(whole)
            weights[whole] = len(answer.getvalue())
    return weights


@functools.cache
def with_what_it_loads(address: str) -> frozenset[str]:
    pattern = LOADS.get(Path(address).suffix)
    if pattern is None or "/vendor/" in address:
        return frozenset([address])
    names = pattern.findall(_file(address).read_text("utf-8"))
    return frozenset([address]).union(*(with_what_it_loads(urljoin(address, one)) for one in names))


@functools.cache
def packed(address: str, coding: str) -> int:
    """Return the bytes of a static file as it is sent, which takes long to compress."""
    content = _file(address).read_bytes()
    if address.endswith(PACKED):
        return len(content)
    return min(len(content), len(PACKERS[coding](content)))


def _file(address: str) -> Path:
    return Path(str(finders.find(address.removeprefix(settings.STATIC_URL))))

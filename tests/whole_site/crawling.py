"""Follows the links of the portal as a patient reader's program would.

Of each kind of page or file two are asked for, in the language whose pages both databases show: each such
link was made by the same lines of code. With EVERY_COMBINATION all are asked for, in every language; of what has
endless addresses (days, days of the past, filters, tables of a body's calendar) a few. (That the page of every
event opens, test_machine_forms sees.)
"""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override
from PIL import Image

from i18n.texts import CODES
from tests.choosing import EVERY_COMBINATION
from tests.markup import Element, page_of

HOME = "http://testserver"
#: Attributes that hold an address; `srcset` holds several.
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "cite")
OWN = re.compile(re.escape(HOME) + r"[^\s\"'<>\\,;\])}]*")
LANGUAGE = re.compile(rf"^/({'|'.join(CODES)})/")
#: How many addresses of one kind are asked for, where there is no end of them.
ENDLESS = {
    "events:month": 30,
    "events:month_as": 10,
    "events:day": 10,
    "events:day_as": 10,
    "events:as_on": 5,
    "events:priority_as": 10,
    "events:body_as": 10,
    "events:country_as": 10,
}
#: By what each database names its own records.
MARK = re.compile(r"""(?<=mark=)\w+|(?<=newest_mark":")\w+|(?<=epoch":")\w+""")
MARK_IN_CONTENT = re.compile(MARK.pattern.encode())
#: The same for each set of parameters of a view.
QUERIES = 3
#: The same for each view and each kind of file, where not every one is asked for.
FEW = 2
#: The language whose pages both databases show; its letters have the harder order and case.
COMPARED = "ru"
#: The same where each page has a history of its own.
MORE = {"events:detail": 12, "events:month": 4}


@dataclass
class Site:
    """What a crawl found, and on which page it stood first."""

    client: Client
    language: str
    statuses: dict[str, int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    external: dict[str, str] = field(default_factory=dict)
    found_on: dict[str, str] = field(default_factory=dict)
    undecodable: list[str] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    asked_anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    #: By view and names of parameters, the addresses that a page names, asked for or not.
    kinds: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Of each whole answer, its headers too: what is the same has the same.
    digests: dict[str, str] = field(default_factory=dict)

    def crawl(self, *beginnings: str) -> None:
        waiting = deque(beginnings)
        while waiting:
            page = waiting.popleft()
            for address in self.links(page):
                if address not in self.found_on and self.is_wanted(page, address):
                    self.found_on[address] = page
                    waiting.append(address)

    def links(self, page: str) -> Iterator[str]:
        """Ask for `page` and yield the addresses of the portal that its answer names."""
        answer = self.client.get(page)
        self.statuses[page] = answer.status_code
        if answer.has_header("Location"):
            self.moved[page] = answer["Location"]
        for link in self.named(page, answer):
            whole, fragment = urldefrag(urljoin(HOME + page, link))
            whole = re.sub("^webcal:", "http:", whole)
            if not whole.startswith(f"{HOME}/"):
                self.external.setdefault(whole, page)
                continue
            # Each language has its own crawl: what leads to another is looked for in this one.
            address = LANGUAGE.sub(f"/{self.language}/", whole.removeprefix(HOME))
            if fragment:
                self.asked_anchors.setdefault((address, fragment), page)
            yield address

    def named(self, page: str, answer: HttpResponse) -> Iterator[str]:
        content = content_of(answer)
        self.digests[MARK.sub("", page)] = digest_of(answer, content)
        kind = answer.get("Content-Type", "").partition(";")[0]
        if answer.has_header("Location"):
            yield answer["Location"]
        elif kind == "text/html":
            tree = page_of(answer)
            self.anchors[page] = {found["id"] for found in tree.walk() if "id" in found.attributes}
            yield from links_of(tree)
        elif kind.startswith("image/"):
            self.undecodable += [f"{page}: {fault}" for fault in faults_of(kind, content)]
        elif kind.startswith("text/") or kind.endswith(("json", "xml")):
            text = content.decode().replace("\r\n ", "")  # calendars fold their lines
            yield from map(html.unescape, OWN.findall(text))

    def is_wanted(self, page: str, address: str) -> bool:
        """Whether to ask for an address that was not met before."""
        parts = urlsplit(address)
        try:
            with override(self.language):  # the API and the sitemap answer in another
                view = resolve(parts.path).view_name
        except Resolver404:
            return True  # a file beside the pages, or broken
        names = "&".join(sorted(name.partition("=")[0] for name in parts.query.split("&")))
        if names and urlsplit(page).query:
            return False  # a filter of a filter
        if address in self.kinds[view, names]:
            return False  # there were enough when it was met first
        self.kinds[view, names].add(address)
        limit = QUERIES if names else ENDLESS.get(view, 10_000)
        if not EVERY_COMBINATION:
            limit = min(limit, FEW if names else MORE.get(view, FEW))
        return len(self.kinds[view, names]) <= limit

    def broken(self) -> list[str]:
        """Return what was neither an answer nor a redirect, and what leads there."""
        return [
            f"{status} {address}, from {self.found_on.get(address)}"
            for address, status in self.statuses.items()
            if status != 200 and address not in self.moved
        ]

    def missing_anchors(self) -> list[str]:
        """Return the fragments that their pages do not have."""
        return [
            f"{address}#{fragment}, from {page}"
            for (address, fragment), page in self.asked_anchors.items()
            if address in self.anchors and fragment not in self.anchors[address]
        ]


def content_of(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def digest_of(answer: HttpResponse, content: bytes) -> str:
    """Return what only the same answer has: status, headers in whatever order, content."""
    headers = sorted(
        (name, sorted(MARK.sub("", value).split("; ")))
        for name, value in answer.items()
        if name != "ETag"  # it holds the epoch of the database
    )
    told = f"{answer.status_code} {headers} ".encode() + MARK_IN_CONTENT.sub(b"", content)
    return hashlib.sha256(told).hexdigest()


def links_of(page: Element) -> Iterator[str]:
    for element in page.walk():
        yield from (element[name] for name in ADDRESSES if name in element.attributes)
        if "srcset" in element.attributes:
            yield from (part.split()[0] for part in element["srcset"].split(","))


def faults_of(kind: str, content: bytes) -> Iterator[str]:
    try:
        if kind == "image/svg+xml":
            ElementTree.fromstring(content)  # noqa: S314 (our own file)
        else:
            Image.open(io.BytesIO(content)).load()
    except (OSError, SyntaxError) as error:  # ElementTree's ParseError is a SyntaxError
        yield str(error)

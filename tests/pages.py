"""A page as a reader gets it: the words of its elements."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

#: Elements without an end tag.
VOID = {"br", "link", "meta", "input", "img", "hr"}


def texts(response: HttpResponse, tag: str, css: str = "", *, within: str = "") -> list[str]:
    """Return the text of each <tag>, spaces collapsed.

    With `css` only those of that class, with `within` only those inside an element of that
    class.
    """
    found = _found(response, tag, css, within)
    return [" ".join("".join(words).split()) for _attributes, words in found]


def text(response: HttpResponse, tag: str, css: str = "", *, within: str = "") -> str:
    """Return the text of the only <tag> there is."""
    (only,) = texts(response, tag, css, within=within)
    return only


def attributes(
    response: HttpResponse, tag: str, css: str = "", *, within: str = ""
) -> list[dict[str, str]]:
    """Return the attributes of each <tag>."""
    return [found for found, _words in _found(response, tag, css, within)]


def terms(response: HttpResponse, css: str) -> dict[str, str]:
    """Return the only <dl> of the class `css`: each term with its description."""
    names, values = texts(response, "dt", within=css), texts(response, "dd", within=css)
    return dict(zip(names, values, strict=True))


def jsonld(response: HttpResponse) -> dict[str, Any]:
    """Return the page's only schema.org document, its breadcrumb aside."""
    (told,) = [told for told in all_jsonld(response) if told["@type"] != "BreadcrumbList"]
    return told


def breadcrumb(response: HttpResponse) -> list[tuple[str, str]]:
    """Return the names and the addresses of the page's breadcrumb, as schema.org has them."""
    (told,) = [told for told in all_jsonld(response) if told["@type"] == "BreadcrumbList"]
    steps = told["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    return [(step["name"], step["item"]) for step in steps]


def all_jsonld(response: HttpResponse) -> list[dict[str, Any]]:
    return [
        json.loads("".join(words))
        for found, words in _found(response, "script", "", "")
        if found.get("type") == "application/ld+json"
    ]


Found = tuple[dict[str, str], list[str]]


def _found(response: HttpResponse, tag: str, css: str, within: str) -> list[Found]:
    reader = _Reader(tag, css, within)
    reader.feed(response.content.decode())
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, tag: str, css: str, within: str) -> None:
        super().__init__()
        self.tag, self.css, self.within = tag, css, within
        self.found: list[Found] = []
        #: Tag and classes of each open element, and its words when it is wanted.
        self.open: list[tuple[str, list[str], list[str] | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        classes = known.get("class", "").split()
        words: list[str] | None = None
        if tag == self.tag and (not self.css or self.css in classes) and self._is_within():
            words = []
            self.found.append((known, words))
        if tag not in VOID:
            self.open.append((tag, classes, words))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _tag, _classes, words in self.open:
            if words is not None:
                words.append(data)

    def _is_within(self) -> bool:
        return not self.within or any(self.within in classes for _tag, classes, _w in self.open)

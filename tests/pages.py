"""Short questions to a page (`tests.markup` reads it): the words of its elements, its data."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse

from tests.markup import Element, page_of


def texts(response: HttpResponse, tag: str, css: str = "", *, within: str = "") -> list[str]:
    """Return the text of each <tag>, spaces collapsed.

    With `css` only those of that class, with `within` only those inside an element of that
    class.
    """
    return [words for _attributes, words in _found(response, tag, css, within)]


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
        json.loads(words)
        for found, words in _found(response, "script", "", "")
        if found.get("type") == "application/ld+json"
    ]


Found = tuple[dict[str, str], str]


def _found(response: HttpResponse, tag: str, css: str, within: str) -> list[Found]:
    page = page_of(response)
    elements = page.all(tag)
    if within:
        roots = [found for found in page.walk() if within in classes(found)]
        inside = {id(child) for root in roots for child in root.walk() if child is not root}
        elements = [element for element in elements if id(element) in inside]
    return [
        (element.attributes, element.text)
        for element in elements
        if not css or css in classes(element)
    ]


def classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()

"""Every kind of page in one language, found as readers find them: by links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

from tests.choosing import EVERY_COMBINATION
from tests.markup import Element, page_of

#: Pages of a kind that are looked at; the pages of events and of their changes differ, and lead on.
OF_EACH = 4 if EVERY_COMBINATION else 2
MORE = ("events:detail", "events:step")
OF_EVENTS = 4
#: Pages that nothing links to.
UNLINKED = ("events/summit.json", "search/?q=2020")


def answers(client: Client, code: str) -> dict[str, Any]:
    """Return the answers that the pages in a language lead to, by path: a few of each kind."""
    found: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    waiting = [f"/{code}/", *(f"/{code}/{path}" for path in UNLINKED)]
    while waiting:
        path, _mark, query = waiting.pop().partition("?")
        with translation.override(code):
            name = resolve(path).view_name
        if path in found or seen[name] == (OF_EVENTS if name in MORE else OF_EACH):
            continue
        seen[name] += 1
        answer = found[path] = client.get(path, query_params=QueryDict(query))
        assert (path, answer.status_code) in {(path, 200), (path, 302)}
        if is_page(answer):
            waiting += links(page_of(answer), code)
    return found


def is_page(answer: Any) -> bool:
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def links(page: Element, code: str) -> Iterator[str]:
    named = [found.attributes.get("href", "") for tag in ("a", "link") for found in page.all(tag)]
    pictures = [found["content"] for found in page.all("meta", property="og:image")]
    for address in (*named, *pictures):
        path = address.removeprefix("http://testserver").partition("#")[0].partition("?")[0]
        if path.startswith(f"/{code}/"):
            yield path


def names_of_pages() -> set[str]:
    """Return the name of every address that begins with a language."""
    (prefixed,) = [
        found
        for found in get_resolver().url_patterns
        if isinstance(found, URLResolver) and isinstance(found.pattern, LocalePrefixPattern)
    ]
    return set(_names(prefixed, ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from _names(found, f"{space}{found.namespace}:" if found.namespace else space)
        else:
            yield space + str(found.name)

"""All public addresses and the parameters they take, and what a refusal says, in any form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.forms import Form
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

from tests.events.planned import TODAY
from tests.markup import page_of

#: What the parts of addresses are filled with: there is one thing of each kind, "it".
PARTS = {
    "slug": "it",
    "year": 2020,
    "month": 10,
    "week": 44,
    "day": 28,
    "number": 1,
    "export_format": "csv",
}


def patterns(found: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Yield the name and the pattern of every address outside of the administration."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLPattern):
            yield ":".join([*spaces, one.name or ""]), one
        elif one.app_name != "admin":
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from patterns(one.url_patterns, inner)


def addresses_with_parameters() -> list[tuple[str, str, tuple[type[Form], ...]]]:
    """Return (name, path in English, forms) of every address whose view takes parameters."""
    found = []
    with override("en"):
        for name, pattern in patterns():
            if forms := getattr(pattern.callback, "takes", ()):
                found.append((name, reverse(name, kwargs=_filled(name, pattern)), forms))
    return found


def addresses_without_parameters() -> list[str]:
    """Return the paths, in English, of the pages and files that nothing narrows."""
    with override("en"):
        return [
            reverse(name, kwargs=_filled(name, pattern))
            for name, pattern in patterns()
            if name.startswith(("events:", "news:", "documents:", "home"))
            and not getattr(pattern.callback, "takes", ())
        ]


def _filled(name: str, pattern: URLPattern) -> dict[str, Any]:
    if name == "events:as_on":  # its day is a whole date
        return {"day": TODAY}
    return {part: PARTS[part] for part in pattern.pattern.regex.groupindex}


def names_in(response: Any) -> list[str]:
    """Return the parameters that a refusal in English names, from a page, a problem or a text."""
    kind = response["Content-Type"].partition(";")[0]
    if kind == "application/problem+json":
        return [one["name"] for one in json.loads(response.content)["parameters"]]
    if kind == "text/plain":
        lines = response.content.decode().splitlines()
        said = [line for line in lines if "” in the address: " in line]
        return [line.split("“")[1].split("”")[0] for line in said]
    return [term.text.split("“")[1].split("”")[0] for term in page_of(response).all("dt")]


def offered_in(response: Any) -> str:
    """Return the address that a refusal offers, from its first slash, or ""."""
    kind = response["Content-Type"].partition(";")[0]
    if kind == "application/problem+json":
        address = json.loads(response.content).get("nearest", "")
    elif kind == "text/plain":
        last = response.content.decode().splitlines()[-1]
        address = last.rpartition(" ")[2] if "http://" in last else ""
    else:
        links = page_of(response).all("a", cls="nearest-address")
        address = links[0]["href"] if links else ""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")

"""Which requests are alike: what asks for the same page under the same address.

A request that an answer may be made for personally has no key, and is passed on.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http.cookie import parse_cookie

#: Characters. Longer ones are no address of ours.
LONGEST = 500


class Key(NamedTuple):
    """Under which host and scheme, which path and which query, for which kinds of answers."""

    scheme: str
    host: str
    path: str
    query: str
    accept: str


@dataclass(frozen=True)
class Asked:
    """A request that may be answered from memory; `has_choice`: it brings a cookie that pages read."""

    key: Key
    has_choice: bool


@dataclass(frozen=True)
class Rules:
    """What tells requests apart.

    `passed` matches the paths that are never kept (at their beginning), `personal` cookies with which nothing is,
    `choices` cookies that some pages read. `proxy` is the variable by which a proxy tells the scheme.
    """

    passed: re.Pattern[str]
    personal: Collection[str]
    choices: Collection[str]
    proxy: str = ""

    def asked(self, environ: Mapping[str, Any]) -> Asked | None:
        """Return what `environ` asks for; None where it must be passed on."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self.passed.match(path):
            return None
        accept = environ.get("HTTP_ACCEPT", "") if path.startswith("/api/") else ""
        if len(path) + len(query) + len(accept) > LONGEST or environ.get("HTTP_AUTHORIZATION"):
            return None
        cookies = parse_cookie(environ.get("HTTP_COOKIE", "")).keys()
        if not cookies.isdisjoint(self.personal):
            return None
        scheme = environ["wsgi.url_scheme"] + environ.get(self.proxy, "")
        host = environ.get("HTTP_HOST", "") or environ.get("SERVER_NAME", "")
        key = Key(scheme, host, path, query, accept)
        return Asked(key, not cookies.isdisjoint(self.choices))

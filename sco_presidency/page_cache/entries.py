"""One answer as it is kept (its headers, and its body in each coding, made once), and which requests it answers.

A request that an answer may be made for personally has no key, and is passed on.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.http.cookie import parse_cookie
from django.utils.http import parse_etags

from sco_presidency.middleware import SMALLEST, TEXT

#: Headers, as WSGI has them.
Headers = list[tuple[str, str]]

#: Bytes of a body. What is larger is passed on, and not kept.
LARGEST = 4_000_000
#: What is said anew with each answer, or of a body only.
OF_THE_BODY = {"content-length", "content-encoding", "content-type"}

#: By its name in HTTP: compresses.
Codings = Mapping[str, Callable[[bytes], bytes]]


@dataclass(frozen=True)
class Entry:
    """An answer. `stamp` and `until` say how long it holds, `made_at` since when (seconds since 1970).

    `has_choice`: it is another one for who brings a cookie of a choice. `is_everybodys`: others may get
    it, a refusal too; `is_kept`: others do.
    """

    status: str
    headers: Headers
    bodies: Mapping[str, bytes]
    shrinks: bool
    stamp: str
    until: float
    made_at: float
    has_choice: bool
    is_kept: bool
    is_everybodys: bool = False

    @classmethod
    def of(
        cls, status: str, headers: Headers, body: bytes, codings: Codings, **holds: object
    ) -> Self:
        """Return the answer, with its body in each of `codings` too if it is kept and worth it."""
        named = {name.lower(): value for name, value in headers}
        is_everybodys = status < "500" and may_be_kept(named)
        is_kept = status.startswith("200") and is_everybodys
        is_text = TEXT.match(named.get("content-type", "")) is not None
        shrinks = is_text and len(body) >= SMALLEST and "content-encoding" not in named
        bodies = {"": body}
        if is_kept and shrinks:
            bodies |= {name: compress(body) for name, compress in codings.items()}
        return cls(
            status,
            [(name, value) for name, value in headers if name.lower() != "content-length"],
            bodies,
            shrinks=shrinks,
            has_choice="cookie" in named.get("vary", "").lower(),
            is_kept=is_kept,
            is_everybodys=is_everybodys,
            **holds,  # type: ignore[arg-type]  # stamp, until, made_at
        )

    @property
    def size(self) -> int:
        """Return how many bytes of memory it takes, roughly."""
        return sum(map(len, self.bodies.values())) + 2_000

    @property
    def etag(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "etag"), "")

    def holds(self, stamp: str, now: float) -> bool:
        """Whether nothing was written since, and no moment has come that changes it.

        A clock that was set back makes anew what was made after the moment that it shows.
        """
        return self.stamp == stamp and self.made_at <= now < self.until

    def is_what_client_has(self, if_none_match: str) -> bool:
        """Whether the client holds this answer (weak comparison, RFC 9110, section 8.8.3.2)."""
        if not if_none_match or not self.etag or not self.status.startswith("200"):
            return False
        tags = {tag.removeprefix("W/") for tag in parse_etags(if_none_match)}
        return "*" in tags or self.etag.removeprefix("W/") in tags

    def unchanged_headers(self) -> Headers:
        """Return the headers of a 304 in its place."""
        return [(name, value) for name, value in self.headers if name.lower() not in OF_THE_BODY]


def is_outage(status: str) -> bool:
    """Whether the portal says that its database does not answer (website.views.errors)."""
    return status.startswith("503")


def may_be_kept(named: Mapping[str, str]) -> bool:
    """Whether whoever asks without a cookie may get this answer; `named` are its headers.

    One that is private because of a cookie, and made for a request that brought none, is the same for
    all who bring none. One with a cookie of its own, or a token behind it, is for one reader.
    """
    control = named.get("cache-control", "")
    vary = {name.strip().lower() for name in named.get("vary", "").split(",")} - {""}
    if "set-cookie" in named or "no-store" in control:
        return False
    if "private" in control and "cookie" not in vary:
        return False
    return vary <= {"accept-encoding", "cookie", "accept", "origin"}


#: Characters. Longer ones are no address of ours.
LONGEST = 500
#: Headers with which a request is for one reader, or is refused unless something holds (RFC 9110, 13.1.1).
PASSED_WITH = ("HTTP_AUTHORIZATION", "HTTP_IF_MATCH")


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
        if len(path) + len(query) + len(accept) > LONGEST or any(map(environ.get, PASSED_WITH)):
            return None
        cookies = parse_cookie(environ.get("HTTP_COOKIE", "")).keys()
        if not cookies.isdisjoint(self.personal):
            return None
        scheme = environ["wsgi.url_scheme"] + environ.get(self.proxy, "")
        host = environ.get("HTTP_HOST", "") or environ.get("SERVER_NAME", "")
        key = Key(scheme, host, path, query, accept)
        return Asked(key, not cookies.isdisjoint(self.choices))

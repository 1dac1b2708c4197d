"""How an answer that was kept is told: in which coding, from when, and what else its headers say."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from sco_presidency.page_cache.entries import LARGEST, Codings, Entry, Headers

#: What the portal is not told of: the answer is kept whole, and in no coding.
FOR_THE_CACHE = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING")
#: Returns a body, in the language of its path, that says from when it is: of path, body, seconds.
Dated = Callable[[str, bytes, float], bytes]


@dataclass(frozen=True)
class Bodies:
    """In which `codings` bodies are sent, which of them a header takes, and how one is marked as old.

    `quick_codings` are of the same names, for refusals, which nobody keeps. `accepted` returns the best coding
    that an Accept-Encoding takes, or None.
    """

    codings: Codings
    quick_codings: Codings
    accepted: Callable[[str], str | None]
    dated: Dated

    def tell(
        self, entry: Entry, environ: WSGIEnvironment, start: StartResponse, more: Headers
    ) -> Iterable[bytes]:
        """Send `entry`, or that it is what the client has, with `more` headers."""
        if entry.is_what_client_has(environ.get("HTTP_IF_NONE_MATCH", "")):
            start("304 Not Modified", [*entry.unchanged_headers(), *more])
            return []
        accepted = self.accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        coding = accepted if accepted and entry.shrinks else ""
        body = entry.bodies.get(coding)
        if body is None:
            codings = self.codings if entry.status < "400" else self.quick_codings
            body = codings[coding](entry.bodies[""])
        headers = [*entry.headers, ("Content-Length", str(len(body))), *more]
        if coding:
            headers.append(("Content-Encoding", coding))
        start(entry.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def old(self, path: str, entry: Entry) -> Entry:
        """Return `entry` as it is told where nobody knows whether it still holds: from when it is, without a tag."""
        age = ("Age", str(max(0, int(time.time() - entry.made_at))))
        return Entry.of(
            entry.status,
            [*(pair for pair in entry.headers if pair[0].lower() != "etag"), age],
            self.dated(path, entry.bodies[""], entry.made_at),
            {},
            stamp="",
            until=0.0,
            made_at=entry.made_at,
        )


class Begun:
    """Takes what an application says at the beginning of its answer (PEP 3333)."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []

    def __call__(
        self, status: str, headers: Headers, exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _no_write

    def is_streamed(self, answer: Iterable[bytes]) -> bool:
        """Whether the body comes in pieces of unknown length, or is larger than what is kept."""
        named = {name.lower(): value for name, value in self.headers}
        length = named.get("content-length", "")
        return getattr(answer, "streaming", False) or not length or int(length) > LARGEST


def whole(environ: WSGIEnvironment) -> WSGIEnvironment:
    """Return the request as the portal is asked for a whole answer, in no coding."""
    return {name: value for name, value in environ.items() if name not in FOR_THE_CACHE}


def in_front(second: int) -> tuple[str, str]:
    """Return what a cache in front is told: to the end of which second the answer holds."""
    return "X-Accel-Expires", f"@{second}"


def close(answer: Iterable[bytes]) -> None:
    """End an answer that is not sent, or sent (PEP 3333)."""
    if end := getattr(answer, "close", None):
        end()


def _no_write(_data: bytes) -> object:
    raise NotImplementedError("The portal returns its answers; nothing is written beside them.")

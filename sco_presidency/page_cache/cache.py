"""Answers kept in the memory of a process, around the WSGI callable. ADR 0017 says why here, and how.

What was kept is told again while the stamp of the database is the one under which it was made, and
until the next moment at which a page changes by itself. One thread makes what many ask for; the others
wait, and get the new answer. Only where the database does not answer, what was kept is told although
it may be old, and says so.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sco_presidency.page_cache.entries import LARGEST, Codings, Entry, Headers, is_outage
from sco_presidency.page_cache.keys import Asked, Key, Rules
from sco_presidency.page_cache.store import SegmentedStore
from sco_presidency.page_cache.watch import CannotTellError, Moment, Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: What the portal is not told of: the answer is kept whole, and in no coding.
FOR_THE_CACHE = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING")
#: In the environ of a request: the second (since 1970) in which its answer was found to hold. A cache in
#: front that knows X-Accel-Expires (nginx) keeps the answer to the end of it.
SECOND = "page_cache.second"
#: Seconds for which a thread waits for the answer that another makes.
PATIENCE = 30
#: Returns a body, in the language of its path, that says from when it is: of path, body, seconds.
Dated = Callable[[str, bytes, float], bytes]


@dataclass(frozen=True)
class Bodies:
    """In which `codings` bodies are sent, which of them a header takes, and how one is marked as old.

    `accepted` returns the best coding that an Accept-Encoding takes, or None.
    """

    codings: Codings
    accepted: Callable[[str], str | None]
    dated: Dated


class Flight:
    """The making of one answer, for whoever asks meanwhile."""

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.entry: Entry | None = None


class PageCache:
    """A WSGI application that keeps the answers of another one.

    `counts` counts hits, misses, answers that waited for another thread, passed and stale ones.
    """

    def __init__(
        self,
        application: WSGIApplication,
        store: SegmentedStore[Entry],
        watch: Watch,
        rules: Rules,
        bodies: Bodies,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._application, self._store, self._watch = application, store, watch
        self._rules, self._bodies = rules, bodies
        self._flights: dict[Key, Flight] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        asked = self._rules.asked(environ)
        if asked is None:
            return self._pass_on(environ, start)
        try:
            moment = self._watch.moment()
        except CannotTellError:
            return self._answer_without_database(asked, environ, start)
        environ[SECOND] = moment.second
        entry = self._store.get(asked.key)
        if entry and entry.holds(moment.stamp, time.time()):
            if not (asked.has_choice and entry.has_choice):
                return self._answer(entry, environ, start, "hit")
            return self._ask(asked, environ, start)
        if asked.has_choice or environ["REQUEST_METHOD"] != "GET":
            return self._ask(asked, environ, start)
        return self._fly(asked, moment, environ, start)

    def _pass_on(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self.counts["passed"] += 1
        return self._application(environ, start)

    def _ask(self, asked: Asked, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Pass the request on; where the portal finds just now that its database is gone, tell what was kept."""
        begun = Begun()
        answer = self._application(environ, begun)
        if is_outage(begun.status) and self._store.get(asked.key):
            _close(answer)
            return self._answer_without_database(asked, environ, start)
        self.counts["passed"] += 1
        start(begun.status, begun.headers)
        return answer

    def _answer_without_database(
        self, asked: Asked, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        entry = self._store.get(asked.key)
        if entry is None:
            return self._pass_on(environ, start)
        environ.pop(SECOND, None)
        body = self._bodies.dated(asked.key.path, entry.bodies[""], entry.made_at)
        age = ("Age", str(max(0, int(time.time() - entry.made_at))))
        old = Entry.of(
            entry.status,
            [*(pair for pair in entry.headers if pair[0].lower() != "etag"), age],
            body,
            {},
            stamp="",
            until=0.0,
            made_at=entry.made_at,
        )
        return self._answer(old, environ, start, "stale")

    def _fly(
        self, asked: Asked, moment: Moment, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        """Make the answer, or wait for the thread that does; what nobody else may have is made anew."""
        key = asked.key
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = Flight()
        if not leads:
            flight.landed.wait(PATIENCE)
            if flight.entry is None or not flight.entry.holds(moment.stamp, time.time()):
                return self._ask(asked, environ, start)
            return self._answer(flight.entry, environ, start, "waited")
        try:
            made = self._made(moment, environ, start)
            if isinstance(made, Entry) and made.is_kept:
                self._store.put(key, made)
                flight.entry = made
        finally:
            with self._lock:
                del self._flights[key]
            flight.landed.set()
        if not isinstance(made, Entry):
            return made
        if is_outage(made.status) and self._store.get(key):
            return self._answer_without_database(asked, environ, start)
        return self._answer(made, environ, start, "miss")

    def _made(
        self, moment: Moment, environ: WSGIEnvironment, start: StartResponse
    ) -> Entry | Iterable[bytes]:
        """Return the answer of the portal; as it comes, where it is too large to be kept."""
        made_at, begun = time.time(), Begun()
        inner = {name: value for name, value in environ.items() if name not in FOR_THE_CACHE}
        answer = self._application(inner, begun)
        if begun.is_streamed(answer):
            start(begun.status, begun.headers)
            return answer
        try:
            body = b"".join(answer)
        finally:
            _close(answer)
        return Entry.of(
            begun.status,
            begun.headers,
            body,
            self._bodies.codings,
            stamp=moment.stamp,
            until=moment.until,
            made_at=made_at,
        )

    def _answer(
        self, entry: Entry, environ: WSGIEnvironment, start: StartResponse, how: str
    ) -> Iterable[bytes]:
        self.counts[how] += 1
        # What this request may be told of the second, a cache in front may tell others in it.
        shared = SECOND in environ and entry.is_everybodys
        to_caches = [in_front(environ[SECOND])] if shared else []
        if entry.is_what_client_has(environ.get("HTTP_IF_NONE_MATCH", "")):
            start("304 Not Modified", [*entry.unchanged_headers(), *to_caches])
            return []
        accepted = self._bodies.accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        coding = accepted if accepted and entry.shrinks else ""
        body = entry.bodies.get(coding)
        if body is None:
            body = self._bodies.codings[coding](entry.bodies[""])
        headers = [*entry.headers, ("Content-Length", str(len(body))), *to_caches]
        if coding:
            headers.append(("Content-Encoding", coding))
        start(entry.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


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


def in_front(second: int) -> tuple[str, str]:
    """Return what a cache in front is told: to the end of which second the answer holds."""
    return "X-Accel-Expires", f"@{second}"


def _close(answer: Iterable[bytes]) -> None:
    if close := getattr(answer, "close", None):
        close()


def _no_write(_data: bytes) -> object:
    raise NotImplementedError("The portal returns its answers; nothing is written beside them.")

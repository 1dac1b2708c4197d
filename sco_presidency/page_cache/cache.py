"""Answers kept in the memory of a process, around the WSGI callable. ADR 0017 says why here, and how.

What was kept is told again while the stamp of the database is the one under which it was made, and
until the next moment at which a page changes by itself. One thread makes what many ask for; the others
wait, and get the new answer. Only where the database does not answer, what was kept is told although
it may be old, and says so.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sco_presidency.page_cache.answers import Begun, Bodies, close, in_front, whole
from sco_presidency.page_cache.entries import Asked, Entry, Key, Rules, is_outage
from sco_presidency.page_cache.store import SegmentedStore
from sco_presidency.page_cache.watch import CannotTellError, Validity, Watch

#: In the environ of a request: the second (since 1970) in which its answer was found to hold. A cache in
#: front that knows X-Accel-Expires (nginx) keeps the answer to the end of it.
SECOND = "page_cache.second"
#: Seconds for which a thread waits for the answer that another makes.
PATIENCE = 30


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
            close(answer)
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
        old = self._bodies.old(asked.key.path, entry)
        return self._answer(old, environ, start, "stale")

    def _fly(
        self, asked: Asked, moment: Validity, environ: WSGIEnvironment, start: StartResponse
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
        self, moment: Validity, environ: WSGIEnvironment, start: StartResponse
    ) -> Entry | Iterable[bytes]:
        """Return the answer of the portal; as it comes, where it is too large to be kept."""
        made_at, begun = time.time(), Begun()
        answer = self._application(whole(environ), begun)
        if begun.is_streamed(answer):
            start(begun.status, begun.headers)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close(answer)
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
        return self._bodies.tell(entry, environ, start, to_caches)

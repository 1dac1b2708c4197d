"""Readers are answered from the snapshot of the database while no database answers. ADR 0022 says why.

Whatever address they ask for, one that nobody asked for before too, in a process that was just started.
"""

import logging
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import connections

from publishing import snapshot
from publishing.replica import reading_from
from sco_presidency.page_cache.answers import Begun, close, whole
from sco_presidency.page_cache.entries import Entry, is_outage
from sco_presidency.page_cache.wsgi import bodies
from sco_presidency.routers import has_session, only_looks

log = logging.getLogger(__name__)


def from_snapshot(application: WSGIApplication, portal: WSGIApplication) -> WSGIApplication:
    """Return `application` with its 503 replaced by what `portal` says of the snapshot; itself without one."""
    return FromSnapshot(application, portal) if snapshot.is_there() else application


class FromSnapshot:
    """A WSGI application: what was kept in memory is newer than the snapshot, and is told by the other one.

    Nothing of it is kept. Whoever has a session or writes gets the 503.
    """

    def __init__(self, application: WSGIApplication, portal: WSGIApplication) -> None:
        self._application, self._portal, self._bodies = application, portal, bodies()
        #: What the cache counts, if there is one: operations.metrics asks for it.
        self.counts: Any = getattr(application, "counts", None)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if not only_looks(environ) or has_session(environ):
            return self._application(environ, start)
        begun = Begun()
        answer = self._application(environ, begun)
        if is_outage(begun.status) and (entry := self._of_snapshot(environ)):
            close(answer)
            if self.counts is not None:
                self.counts["stale"] += 1
            return self._bodies.tell(entry, environ, start, [])
        start(begun.status, begun.headers)
        return answer

    def _of_snapshot(self, environ: WSGIEnvironment) -> Entry | None:
        """Return what the portal says of the snapshot; None where it has nothing to say."""
        begun = Begun()
        try:
            made_at = snapshot.true_at()
            with reading_from(snapshot.ALIAS):
                answer = self._portal(whole(environ), begun)
                body = b"".join(answer)
                close(answer)
        except OSError:
            log.warning("There is no snapshot of the database to answer from.")
            return None
        finally:
            connections[snapshot.ALIAS].close()  # the next one may be another file
        if begun.status >= "400":  # what it lacks may have been published since
            return None
        holds: dict[str, Any] = {"stamp": "", "until": 0.0, "made_at": made_at}
        entry = Entry.of(begun.status, begun.headers, body, {}, **holds)
        return self._bodies.old(environ.get("PATH_INFO", ""), entry)

"""Who holds a page is told so around the WSGI callable, without a query: its tag follows from what is known.

Django's own way to a 304, with its handler and all that stands around views, takes ten times as long.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.http import parse_etags

from sco_presidency.page_cache.tags import PAGE, PageTag, rules
from sco_presidency.page_cache.told import in_front
from sco_presidency.page_cache.watch import CannotTellError, Watch
from sco_presidency.page_cache.wsgi import read_next_change, read_state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class TellUnchanged:
    """A WSGI application that answers 304 for another one, where a page that is everybody's has not changed.

    What holds now is asked of the database once in each second, as by the cache. Whatever is not sure, a page that
    follows a reader's clock too, is left to the other one.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application, self._rules = application, rules()
        self._watch = Watch(read_state, read_next_change, ticks=time.monotonic, now=time.time)
        #: What the cache counts, if there is one: operations.metrics asks for it.
        self.counts: Any = getattr(application, "counts", None)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        held = environ.get("HTTP_IF_NONE_MATCH", "")
        headers = self._unchanged(held, environ) if held else None
        if headers is None:
            return self._application(environ, start)
        start("304 Not Modified", headers)
        return []

    def _unchanged(self, held: str, environ: WSGIEnvironment) -> list[tuple[str, str]] | None:
        if not PAGE.fullmatch(environ.get("PATH_INFO", "")):
            return None
        asked = self._rules.asked(environ)
        if asked is None:
            return None
        try:
            moment = self._watch.moment()
        except CannotTellError:
            return None
        newest, _programmes = moment.stamp.split(" ", 1)
        tag = PageTag.made(asked, newest, moment.until).plain
        if not newest or tag not in parse_etags(held):
            return None
        told = [("ETag", tag), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
        return [*told, in_front(moment.second)]

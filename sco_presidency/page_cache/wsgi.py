"""What stands around the WSGI callable: the cache, and who tells that an answer has not changed.

Django's own way to a 304, with its handler and all that stands around views, takes ten times as long.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from babel.dates import format_datetime
from django.conf import settings
from django.db import Error, connections
from django.utils import translation
from django.utils.html import format_html
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from events.next_change import next_change
from i18n.texts import language_locale
from publishing import replica
from sco_presidency.middleware import CODINGS, QUICK_CODINGS, accepted
from sco_presidency.page_cache import cache, editions, store, tags, watch
from sco_presidency.page_cache.answers import Bodies, in_front
from sco_presidency.page_cache.entries import Asked, Headers
from sco_presidency.page_cache.tags import PAGE, PageTag, rules
from sco_presidency.page_cache.watch import CannotTellError, Validity, Watch
from website.programme import storage as programmes

T = TypeVar("T")

#: Of a page that is everybody's, and of one that follows the clock of whoever chooses one.
OF_PAGES: Headers = [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
OF_A_CLOCK: Headers = [("Cache-Control", "private, no-cache"), ("Vary", "Cookie, Accept-Encoding")]

MAIN = re.compile(rb"<main\b[^>]*>")
LANGUAGE = re.compile(r"/([a-z]{2}(?:-[a-z]+)?)/")


def around(application: WSGIApplication) -> WSGIApplication:
    """Return `application` with what it answers kept in memory; itself where PAGE_CACHE_BYTES is 0."""
    if not settings.PAGE_CACHE_BYTES:
        return application
    return cache.PageCache(
        application,
        store.SegmentedStore(settings.PAGE_CACHE_BYTES),
        watch.Watch(read_state, read_next_change, ticks=time.monotonic, now=time.time),
        tags.rules(),
        bodies(),
    )


def bodies() -> Bodies:
    """Return how answers of this portal are told."""
    return Bodies(CODINGS, QUICK_CODINGS, accepted, dated)


def read_state() -> str:
    """Return what all that is kept follows from: rows, and the files of the programme. Raises CannotTellError."""
    return f"{read_stamp()} {programmes.mark()}"


def read_stamp() -> str:
    """Return the stamp of the database. Raises CannotTellError where it does not answer, twice."""
    return _asked(replica.read_stamp)


def read_next_change() -> float:
    """Return when some page changes though nothing is written. Raises CannotTellError."""
    return _asked(_next_change_for_readers)


def _next_change_for_readers() -> float:
    with replica.reading_from(replica.chosen()):
        return next_change()


def _asked(question: Callable[[], T]) -> T:
    """Return what the database says. A connection may have ended since: the second one is new."""
    try:
        return question()
    except Error:
        connections.close_all()
    try:
        return question()
    except Error as error:
        connections.close_all()
        raise watch.CannotTellError from error


def dated(path: str, body: bytes, made_at: float) -> bytes:
    """Return a page of HTML that says from when it is, in the language of its path; others unchanged."""
    main = MAIN.search(body)
    if main is None:
        return body
    found = LANGUAGE.match(path)
    language = (
        found[1] if found and found[1] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )
    with translation.override(language):
        moment = datetime.fromtimestamp(made_at, UTC)
        said = format_datetime(moment, "d MMMM yyyy, HH:mm", locale=language_locale(language))
        text = _(
            "The portal cannot reach its database at the moment. This is the page as of %(moment)s UTC; "
            "what changed since is not on it yet."
        ) % {"moment": said}
    notice = format_html('<p class="notice" role="status">{}</p>', text).encode()
    return body[: main.end()] + notice + body[main.end() :]


class TellUnchanged:
    """A WSGI application that answers 304 for another one, where what is everybody's has not changed.

    What holds now is asked of the database as often as by the cache (`page_cache.watch`). Whatever is not sure, a page that
    follows the clock that its reader has chosen too, is left to the other one.
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

    def _unchanged(self, held: str, environ: WSGIEnvironment) -> Headers | None:
        asked = self._rules.asked(environ)
        if asked is None:
            return None
        try:
            moment = self._watch.moment()
            known = parse_etags(held)
            answers = _answers(asked, moment, environ, held)
            return next(([("ETag", tag), *more] for tag, more in answers if tag in known), None)
        except CannotTellError:
            return None
        except Error:  # the other one will say so
            connections.close_all()
            return None


def _answers(
    asked: Asked, moment: Validity, environ: WSGIEnvironment, held: str
) -> Iterator[tuple[str, Headers]]:
    """Yield the tags that the answer may bear now, each with the other headers of its 304."""
    newest, _programmes = moment.stamp.split(" ", 1)
    if not newest:
        return
    path, to_caches = asked.key.path, in_front(moment.second)
    if PAGE.fullmatch(path):
        page = PageTag.made(asked, newest, moment.until)
        yield page.plain, [*OF_PAGES, to_caches]
        if not asked.has_choice:
            yield page.chosen, [*OF_A_CLOCK, to_caches]
    elif not asked.has_choice:
        for tag in editions.tags_under(newest, moment.until, environ, held):
            yield tag, [*editions.headers_of(path), to_caches]

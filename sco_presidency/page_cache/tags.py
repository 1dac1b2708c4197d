"""The ETag of a page, known before the page is made: to say that nothing changed costs one query.

A page follows from the rows (their stamp, which the epoch is one of), from its address, which names the
language, from the release and a few settings, from the files of the programme, and from time, by steps
(events.next_change). All of it stands in the tag, so that every process gives the same one, for a page out of memory too.
"""

import hashlib
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from events.next_change import next_change
from publishing import etags, stamp
from sco_presidency.page_cache.entries import Asked, Rules, may_be_kept
from website.programme import storage as programmes
from website.views.base import COOKIE, made_for_one_reader

#: A page: its address ends as those of pages do.
PAGE = re.compile(r"/[a-z]{2}(-[a-z]+)?/(.*/)?", re.DOTALL)
#: What is for staff, and what is a file already.
UNTAGGED = r"/admin/|/preview/|/media/|/health/|{static}"
#: What people type, of which few ask for the same: it is not kept, but tagged.
SEARCH = r"/[a-z-]+/search/"
#: Methods of requests that write nothing of ours (RFC 9110, 9.2.1).
READING = ("GET", "HEAD")
#: Settings that a page shows something of.
SHOWN = ("PORTAL_CLOCK", "LANGUAGES", "OUTCOME_GRACE_DAYS", "PUBLIC_ORIGIN")


def rules(passed: str = f"{UNTAGGED}|{SEARCH}") -> Rules:
    """Return which requests ask for the same page, and which may get one of their own."""
    proxy = settings.SECURE_PROXY_SSL_HEADER
    return Rules(
        passed=re.compile(passed.format(static=re.escape(settings.STATIC_URL))),
        personal={
            settings.SESSION_COOKIE_NAME,
            settings.CSRF_COOKIE_NAME,
            settings.LANGUAGE_COOKIE_NAME,
            "messages",
        },
        choices={COOKIE},
        proxy=proxy[0] if proxy else "",
    )


@dataclass(frozen=True)
class PageTag:
    """The tags that the page of one request may have: `plain`, or `chosen` where it follows a reader's clock."""

    plain: str
    chosen: str

    @classmethod
    def of(cls, request: HttpRequest) -> "PageTag | None":
        """Return the tags; None for what is no page, may be for one reader, or was never written."""
        if not PAGE.fullmatch(request.path_info) or not stamp.is_true_now():
            return None
        asked = rules(UNTAGGED).asked(request.META)
        if asked is None:
            return None
        is_search = re.match(SEARCH, request.path_info)
        try:
            newest = stamp.read_with(stamp.INDEX) if is_search else stamp.read()
            until = _until(stamp.read()) if newest else 0.0
        except Error:  # the page itself will say so
            return None
        return cls.made(asked, newest, until, request.COOKIES.get(COOKIE, "")) if newest else None

    @classmethod
    def made(cls, asked: Asked, newest: str, until: float, choice: str = "") -> "PageTag":
        told = [str(getattr(settings, name)) for name in SHOWN]
        files = getattr(staticfiles_storage, "manifest_hash", "")
        told += [etags.release(), files, programmes.mark()]
        plain = _digest(newest, str(until), *told, *asked.key)
        return cls(f'W/"{plain}"', f'W/"{plain}-{_digest(choice)[:8]}"')

    def unchanged(self, request: HttpRequest) -> HttpResponse | None:
        """Return a 304 for whoever holds the page; None for all others."""
        if "*" in request.headers.get("If-None-Match", "*"):
            return None
        for tag in (self.plain, self.chosen):
            if get_conditional_response(request, etag=tag):
                return self._bearing(tag, HttpResponse(status=304))
        return None

    def mark(self, response: HttpResponse) -> None:
        """Give its tag to a page that is everybody's, or that of a reader's clock."""
        headers = {name.lower(): value for name, value in response.items()}
        is_page = headers.get("content-type", "").startswith("text/html")
        if response.status_code != 200 or response.cookies or "etag" in headers:
            return
        if is_page and may_be_kept(headers):
            response["ETag"] = (
                self.chosen if "cookie" in headers.get("vary", "").lower() else self.plain
            )

    def _bearing(self, tag: str, response: HttpResponse) -> HttpResponse:
        response["ETag"], response["Cache-Control"] = tag, "no-cache"
        if tag == self.chosen:
            made_for_one_reader(response)
        return response


#: Until when no page changes by itself, and under which stamp and clock.
_known: tuple[object, float] = (None, 0.0)


def _until(newest: str) -> float:
    """Return it in seconds since 1970. One query for each stamp and step of time."""
    global _known
    key = (newest, settings.PORTAL_CLOCK)
    known_key, until = _known
    if known_key != key or timezone.now().timestamp() >= until:
        until = next_change()
        _known = (key, until)
    return until


def tag_pages(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 304 before a page is made, and give each page the tag by which that is possible (a middleware).

    The tag is older than the page, or as old: what is written meanwhile has another one. Nothing here says when it
    was modified, so nobody is refused for that it was (RFC 9110, 13.1.4).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)
        with stamp.asked_once() if request.method in READING else nullcontext():
            return _answer(request, PageTag.of(request), answer)

    return middleware


def _answer(
    request: HttpRequest, tag: PageTag | None, answer: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    if tag is None:
        return answer(request)
    if response := tag.unchanged(request):
        return response
    response = answer(request)
    session = getattr(request, "session", None)  # None where an answer came before it was opened
    if not (session and session.accessed):
        tag.mark(response)
    return response


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]

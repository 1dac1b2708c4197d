"""What holds for every page: an address of reasonable length, and honest caching.

Answers are compressed on their way out, with or without a server in front that could do it.

What tells a secret beside words that a stranger may choose must not be compressed (the BREACH attack,
https://www.breachattack.com/). Here such answers read the session: the administration and its login.
Public pages know no reader. Static files come compressed from WhiteNoise, which stands above.
"""

import gzip
import re
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus

import brotli
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from api.middleware import let_scripts_read, preflight
from i18n.line_breaks import set_joined
from i18n.typography import JOINER, SOFT_HYPHEN
from presidencies.current import one_presidency
from presidencies.models import Presidency
from publishing.clock import PortalZone
from sco_presidency.urls import below

Answer = Callable[[HttpRequest], HttpResponse]

#: Characters; far above anything that our own forms produce.
LONGEST_QUERY = 10_000
#: Lists, calendars and feeds, in a language or on the way to one; not what a browser fetches by itself.
FOR_MACHINES = re.compile(r"/(?!admin/|media/|static/).+\.(ics|json|geojson|rss|atom|csv|xlsx)")

#: What staff see.
DESK = "/admin/"
#: What a text is set with for the eye.
UNSEEN = re.compile(f"{JOINER}|{SOFT_HYPHEN}".encode())

PORTAL_ZONE = PortalZone()
#: The pages of a presidency that is not the current one.
BELOW = re.compile(r"/([a-z-]+)/presidencies/([\w-]+)/(.*)", re.DOTALL)


def refuse_unreadable(answer: Answer) -> Answer:
    """Answer 400 to a query string that no form of ours could have made.

    Nothing reads it before, and nothing after: the page that says so would fail in the same place.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        fault = _unreadable_query(request)
        if fault:
            request.get_host()  # a foreign one is refused first: the page would name its own address
            raise BadRequest(fault)
        return answer(request)

    return middleware


def _unreadable_query(request: HttpRequest) -> str:
    """Return what is wrong with the query string, and leave an empty one in the place of it; or ""."""
    fault = ""
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        fault = _("The part of the address after “?” is too long.")
    else:
        try:
            _read = request.GET
        except TooManyFieldsSent:
            fault = _("The part of the address after “?” holds too many parameters.")
    if fault:
        request.GET = QueryDict()
    return fault


def open_to_scripts(answer: Answer) -> Answer:
    """Let scripts of any site read the forms of pages that are for machines, as they read the API."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not FOR_MACHINES.fullmatch(request.path_info):
            return answer(request)
        return let_scripts_read(preflight() if request.method == "OPTIONS" else answer(request))

    return middleware


def revalidate_pages(answer: Answer) -> Answer:
    """Let caches keep a page, but ask whether it still holds: plans move.

    With the ETag of ConditionalGetMiddleware the question costs a few bytes. A view that
    sets Cache-Control itself is left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache"
        return response

    return middleware


def set_desk_lines(answer: Answer) -> Answer:
    """Leave nothing unseen in the texts of the desk: dates and titles come to it as public pages set them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and request.path_info.startswith(DESK) and UNSEEN.search(response.content):
            head, body, content = response.content.decode().partition("<body")
            response.content = head + body + set_joined(content)
        return response

    return middleware


def show_a_presidency(answer: Answer) -> Answer:
    """Show the current presidency, or the one below whose place the address lies.

    It is read once for all that a request says, and only if somebody asks for it. Moments are printed
    in its zone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        match = BELOW.match(request.path_info)
        presidency = Presidency.objects.filter(slug=match[2]).first() if match else None
        if match and presidency and presidency.is_current:
            return redirect(_with_query(request, f"/{match[1]}/{match[3]}"))
        if presidency:
            request.urlconf = below(presidency.place)  # type: ignore[assignment]  # any module of addresses
        with one_presidency(presidency), timezone.override(PORTAL_ZONE):
            return answer(request)

    return middleware


def _with_query(request: HttpRequest, path: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


#: Types that are text; papers, pictures and XLSX are compressed in themselves.
TEXT = re.compile(r"text/|application/([\w.-]+\+)?(json|xml)\b|application/vnd\.oai")
#: Bytes. Below, the headers cost more than is won.
SMALLEST = 200
#: Bytes. Above, time counts for more than the last percent: the lists of the API cost 3 ms to make.
LARGE = 200_000
#: The quality of brotli that costs next to nothing.
QUICK = 4
#: Answers: two dozen MB at most, of pages that many ask for. Quality 10 sends 8 % less of the plan than
#: 7, and takes 34 ms instead of 6.
KEPT = 128


def compress_answers(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., object]:
    """Send text as brotli or gzip, whichever the asking program takes (a middleware).

    It stands above ConditionalGetMiddleware, whose ETag it weakens, of an answer and of its 304, and
    compressed or not: the same words, other bytes.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if isinstance(response, HttpResponse) and may_differ(request, response):
            patch_vary_headers(response, ["Accept-Encoding"])
            coding = accepted(request.headers.get("Accept-Encoding", ""))
            if coding and len(response.content) >= SMALLEST:
                compress(response, coding)
        if response.get("ETag", "").startswith('"'):
            response["ETag"] = f"W/{response['ETag']}"
        return response

    return middleware


def may_differ(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer, or the one that it confirms as unchanged, is compressed for some."""
    session = getattr(request, "session", None)  # None where an answer came before it was opened
    if (session and session.accessed) or response.has_header("Content-Encoding"):
        return False
    is_text = TEXT.match(response.get("Content-Type", "")) is not None
    return response.status_code == 304 or is_text


def compress(response: HttpResponse, coding: str) -> None:
    is_refusal = response.status_code >= HTTPStatus.BAD_REQUEST
    response.content = (QUICK_CODINGS if is_refusal else CODINGS)[coding](response.content)
    response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(response.content))


@lru_cache(maxsize=KEPT)
def by_brotli(content: bytes) -> bytes:
    """Return `content` compressed. What was sent lately costs nothing a second time."""
    body: bytes = brotli.compress(content, quality=10 if len(content) < LARGE else QUICK)
    return body


def by_gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)


def by_quick_brotli(content: bytes) -> bytes:
    body: bytes = brotli.compress(content, quality=QUICK)
    return body


#: The best first.
CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": by_brotli, "gzip": by_gzip}
#: Of refusals, which name the address that was asked for, so that each is another: nothing is kept of them, and quality 10
#: took as long as all the rest.
QUICK_CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": by_quick_brotli, "gzip": by_gzip}


def accepted(header: str) -> str | None:
    """Return the best coding that an Accept-Encoding takes (RFC 9110, 12.5.3), None for none."""
    weights = dict(map(_weight_of, header.lower().split(",")))
    codings = (name for name in CODINGS if weights.get(name, weights.get("*", 0)) > 0)
    return next(codings, None)


def _weight_of(item: str) -> tuple[str, float]:
    name, _, weight = item.partition(";")
    match = re.fullmatch(r"\s*q\s*=\s*([01](\.\d{0,3})?)\s*", weight)
    return name.strip(), float(match[1]) if match else 1.0

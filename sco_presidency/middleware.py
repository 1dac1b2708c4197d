"""What holds for every page: an address of reasonable length, and honest caching."""

import re
from collections.abc import Callable

from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from api.crossing import opened, preflight
from presidencies.current import remembered
from presidencies.models import Presidency
from publishing.clock import PortalZone
from sco_presidency.urls import below

Answer = Callable[[HttpRequest], HttpResponse]

#: Characters; far above anything that our own forms produce.
LONGEST_QUERY = 10_000
#: Lists, calendars and feeds; not what a browser fetches by itself.
FOR_MACHINES = re.compile(
    r"/(?!admin/|media/|static/)[a-z-]+/.+\.(ics|json|geojson|rss|atom|csv|xlsx)"
)

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
        return opened(preflight() if request.method == "OPTIONS" else answer(request))

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


def show_a_presidency(answer: Answer) -> Answer:
    """Show the current presidency, or the one below whose place the address lies.

    It is read once for all that a request says, and only if somebody asks for it. Moments are printed
    in its zone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        found = BELOW.match(request.path_info)
        shown = Presidency.objects.filter(slug=found[2]).first() if found else None
        if found and shown and shown.is_current:
            return redirect(_with_query(request, f"/{found[1]}/{found[3]}"))
        if shown:
            request.urlconf = below(shown.place)  # type: ignore[assignment]  # any module of addresses
        with remembered(shown), timezone.override(PORTAL_ZONE):
            return answer(request)

    return middleware


def _with_query(request: HttpRequest, path: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path

"""What holds for every page: an address of reasonable length, and honest caching."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]

#: Characters; far above anything that our own forms produce.
LONGEST_QUERY = 10_000


def refuse_long_queries(answer: Answer) -> Answer:
    """Answer 400 to a query string that no form of ours could have made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise BadRequest(_("The part of the address after “?” is too long."))
        return answer(request)

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

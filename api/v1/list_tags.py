"""The ETag of a list, known before the list is asked for: that nothing changed costs one query, and no view.

It follows from the edition, the release and the address, all of which a client was told in a list that it got.
"""

import re
from collections.abc import Callable
from zlib import crc32

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from api.v1.schema import SHAPES
from api.views import MAX_AGE, takes_json
from publishing import etags
from publishing.etags import Edition

Answer = Callable[[HttpRequest], HttpResponse]

LIST = re.compile(rf"/api/v1/({'|'.join(SHAPES)})/")


def address_tag(request: HttpRequest, edition: Edition) -> str:
    """Return the ETag of what `request` asks for, where it follows from `edition`."""
    address = f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
    return edition.tag(f"{crc32(address.encode()):x}")


def tell_unchanged_lists(answer: Answer) -> Answer:
    """Answer 304 to whoever holds the list that is asked for (a middleware).

    Only what was a list once has such a tag; what else may be wrong with a request, the view says.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return _unchanged(request) or answer(request)

    return middleware


def _unchanged(request: HttpRequest) -> HttpResponse | None:
    held = request.headers.get("If-None-Match", "*")
    if "*" in held or request.method not in ("GET", "HEAD") or not takes_json(request):
        return None
    if not LIST.fullmatch(request.path_info):
        return None
    try:
        tag = address_tag(request, etags.newest())
    except Error:  # the view will say so
        return None
    if not get_conditional_response(request, etag=tag):
        return None
    response = HttpResponse(status=304, headers={"ETag": tag})
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response

"""Answers are compressed on their way out, with or without a server in front that could do it.

What tells a secret beside words that a stranger may choose must not be compressed (the BREACH attack,
https://www.breachattack.com/). Here such answers read the session: the administration and its login.
Public pages know no reader. Static files come compressed from WhiteNoise, which stands above.
"""

import gzip
import re
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

#: Types that are text; papers, pictures and XLSX are compressed in themselves.
TEXT = re.compile(r"text/|application/([\w.-]+\+)?(json|xml)\b|application/vnd\.oai")
#: Bytes. Below, the headers cost more than is won.
SMALLEST = 200
#: Bytes. Above, time counts for more than the last percent: the lists of the API cost 3 ms to make.
LARGE = 200_000
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
    response.content = CODINGS[coding](response.content)
    response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(response.content))


@lru_cache(maxsize=KEPT)
def by_brotli(content: bytes) -> bytes:
    """Return `content` compressed. What was sent lately costs nothing a second time."""
    compressed: bytes = brotli.compress(content, quality=10 if len(content) < LARGE else 4)
    return compressed


def by_gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)


#: The best first.
CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": by_brotli, "gzip": by_gzip}


def accepted(header: str) -> str | None:
    """Return the best coding that an Accept-Encoding takes (RFC 9110, 12.5.3), None for none."""
    weights = dict(map(_weighed, header.lower().split(",")))
    taken = (name for name in CODINGS if weights.get(name, weights.get("*", 0)) > 0)
    return next(taken, None)


def _weighed(item: str) -> tuple[str, float]:
    name, _, weight = item.partition(";")
    found = re.fullmatch(r"\s*q\s*=\s*([01](\.\d{0,3})?)\s*", weight)
    return name.strip(), float(found[1]) if found else 1.0

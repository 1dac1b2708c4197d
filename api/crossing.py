"""What scripts of other sites may read: whatever is public data (CORS, https://fetch.spec.whatwg.org)."""

from __future__ import annotations

from django.http import HttpResponse

DAY = 86_400  # seconds


def preflight() -> HttpResponse:
    """Answer the question that a browser asks before a script may send headers of its own."""
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": str(DAY),
        },
    )


def opened(response: HttpResponse) -> HttpResponse:
    """Return `response` readable by the scripts of any site, without the cookies of a reader."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response

"""What holds for every answer under /api/, whoever gave it.

What scripts of other sites may read: whatever is public data (CORS, https://fetch.spec.whatwg.org).
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from api import problems

Answer = Callable[[HttpRequest], HttpResponse]

PREFIX = "/api/"


def speak_to_machines(answer: Answer) -> Answer:
    """Let scripts of any site read the API, give every error its form, claim no language.

    Stands above LocaleMiddleware, which says of each answer that it is in one language and
    would differ in another: true of pages only.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= HTTPStatus.BAD_REQUEST and not _is_problem(response):
            response = problems.problem(response.status_code)
        _forget_language(response)
        return let_scripts_read(response)

    return middleware


def _is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith(problems.CONTENT_TYPE)


def _forget_language(response: HttpResponse) -> None:
    names = [name.strip() for name in response.get("Vary", "").split(",")]
    others = [name for name in names if name and name.lower() != "accept-language"]
    del response.headers["Vary"], response.headers["Content-Language"]
    if others:
        response.headers["Vary"] = ", ".join(others)


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


def let_scripts_read(response: HttpResponse) -> HttpResponse:
    """Return `response` readable by the scripts of any site, without the cookies of a reader."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response

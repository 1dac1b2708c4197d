"""What holds for every answer under /api/, whoever gave it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from api import problems
from api.crossing import opened

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
        return opened(response)

    return middleware


def _is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith(problems.CONTENT_TYPE)


def _forget_language(response: HttpResponse) -> None:
    names = [name.strip() for name in response.get("Vary", "").split(",")]
    kept = [name for name in names if name and name.lower() != "accept-language"]
    del response.headers["Vary"], response.headers["Content-Language"]
    if kept:
        response.headers["Vary"] = ", ".join(kept)

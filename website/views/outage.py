"""What the portal says while its database does not answer. Nothing here asks for it, or for a language."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from csp.decorators import csp_update
from django.http import HttpResponse
from django.template.loader import render_to_string

from api import problems
from api.middleware import PREFIX
from website.views.formats import DATA, FILES, ending_of, style_hashes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

TEMPLATE = "errors/503.html"
TEXT = (
    "The portal cannot reach its database at the moment. Please try again in a minute.\n"
    "Портал сейчас не может обратиться к своей базе данных. Повторите попытку через минуту.\n"
    "网站目前无法访问其数据库，请一分钟后再试。\n"
)


def unavailable(request: HttpRequest, form: Mapping[str, Any] | None = None) -> HttpResponse:
    """Answer 503 in the form that was asked for; a page holds `form`, what was typed, to send again."""
    response = _answer(request, form)
    response["Retry-After"] = str(problems.RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, form: Mapping[str, Any] | None) -> HttpResponse:
    ending = ending_of(request.path)
    if ending in DATA or request.path.startswith(PREFIX):
        return problems.unavailable()
    if ending in FILES:
        return HttpResponse(
            TEXT, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain; charset=utf-8"
        )
    page = render_to_string(TEMPLATE, dict(form or {}))

    @csp_update({"style-src": style_hashes(page)})
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)

    return cast("HttpResponse", answer(request))

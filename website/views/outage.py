"""What the portal says while its database does not answer, in the form that the address has.

Nothing here asks for the database, or for a language.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from api import middleware, problems

#: Endings of addresses that programs ask for; those of DATA are told as RFC 9457 has it.
DATA = ("json", "geojson", "webmanifest")
FILES = ("ics", "csv", "xlsx", "atom", "rss", "xml", "txt", "pdf", "png", "jpg", "webp", "avif")


def ending_of(path: str) -> str:
    """Return what stands behind the last point of the last part of `path`; "" for a page."""
    _name, point, ending = path.rpartition("/")[2].rpartition(".")
    return ending if point else ""


def style_hashes(page: str) -> list[str]:
    """Return the CSP sources of the <style> elements of `page` (CSP 3, section 2.3.1)."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    ]


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
    if ending in DATA or request.path.startswith(middleware.PREFIX):
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

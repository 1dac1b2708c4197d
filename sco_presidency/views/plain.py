"""Pages of plain text that go with the code: each language has a template of its own.

Their folder: templates/sco_presidency/plain/. What staff write is shown by views/standing.py.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from publishing.languages import Text, current_language, offered
from sco_presidency import subscribing

FOLDER = "sco_presidency/plain"


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    absolute = request.build_absolute_uri
    calendars = {
        "plan": subscribing.of_plan(absolute),
        "priorities": subscribing.of_priorities(absolute),
        "bodies": subscribing.of_bodies(absolute),
        "hosts": subscribing.of_hosts(absolute),
        "countries": subscribing.of_countries(absolute),
    }
    return _page(request, "subscribe", calendars)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    origin = request.build_absolute_uri("/").removesuffix("/")
    named = {"origin": origin, "domain": settings.CALENDAR_UID_DOMAIN}
    return _page(request, "developers", named)


def _page(request: HttpRequest, name: str, content: dict[str, Any] | None = None) -> HttpResponse:
    """Show the page in the language of its address, else in the first that it is written in."""
    written = [code for code in offered() if _is_written(name, code)]
    language = current_language()
    code = language if language in written else written[0]
    context = {
        "translated_languages": written,
        "written": Text(name, code, language),
        **(content or {}),
    }
    return render(request, f"{FOLDER}/{name}.{code}.html", context)


def _is_written(name: str, code: str) -> bool:
    try:
        get_template(f"{FOLDER}/{name}.{code}.html")
    except TemplateDoesNotExist:
        return False
    return True

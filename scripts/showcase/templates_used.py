"""Says with each page which templates were used so far, so that the list can be proved complete.

Not by that page alone: a piece that is kept in memory is made for the first page that shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.base import Template
from django.test.signals import template_rendered
from django.test.utils import (  # type: ignore[attr-defined]  # as Django's own tests do
    instrumented_test_render,
)

HEADER = "X-Templates"

_used: set[str] = set()


def name_templates(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    Template._render = instrumented_test_render  # type: ignore[attr-defined]
    template_rendered.connect(_note)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response[HEADER] = ",".join(sorted(_used.copy()))
        return response

    return respond


def _note(sender: object, template: Template, **rest: Any) -> None:
    if template.name:
        _used.add(str(template.name))

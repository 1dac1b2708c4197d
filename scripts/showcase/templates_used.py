"""Says with each page which templates it was made of, so that the list can be proved complete."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.base import Template
from django.test.signals import template_rendered
from django.test.utils import (  # type: ignore[attr-defined]  # as Django's own tests do
    instrumented_test_render,
)

HEADER = "X-Templates"

_used: ContextVar[set[str] | None] = ContextVar("templates_used", default=None)


def name_templates(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    Template._render = instrumented_test_render  # type: ignore[attr-defined]
    template_rendered.connect(_note)

    def respond(request: HttpRequest) -> HttpResponse:
        used: set[str] = set()
        token = _used.set(used)
        try:
            response = get_response(request)
        finally:
            _used.reset(token)
        response[HEADER] = ",".join(sorted(used))
        return response

    return respond


def _note(sender: object, template: Template, **rest: Any) -> None:
    used = _used.get()
    if used is not None and template.name:
        used.add(str(template.name))

"""The plan: as a list, by month, by year, by day and by priority."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@require_safe
def by_priority(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    return HttpResponse()


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return HttpResponse()


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    return HttpResponse()

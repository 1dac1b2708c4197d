"""What search engines ask for first: where they may go, and what there is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publishing import clock, editions
from sco_presidency import sitemap as addresses

MAX_AGE = 3600  # seconds
XML = "application/xml"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Open the portal to search engines. A demonstration is no public site, and stays closed."""
    if clock.standing_day():
        lines = ["User-agent: *", "Disallow: /"]
    else:
        index = request.build_absolute_uri(reverse("sitemap_index"))
        lines = ["User-agent: *", "Disallow:", "", f"Sitemap: {index}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@editions.conditional(max_age=MAX_AGE)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    files = [
        request.build_absolute_uri(reverse("sitemap", args=[kind, number]))
        for kind, count in addresses.files().items()
        for number in range(1, count + 1)
    ]
    return render(request, "sco_presidency/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
@editions.conditional(max_age=MAX_AGE)
def sitemap(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    if not 1 <= number <= addresses.files().get(kind, 0):
        raise Http404
    found = addresses.addresses(kind, number, request.build_absolute_uri)
    return render(request, "sco_presidency/sitemap.xml", {"addresses": found}, content_type=XML)

"""What the portal says when it cannot answer."""

from __future__ import annotations

import base64
import hashlib
import re

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from news.models import Article
from publishing.forms import BadParametersError

RECENT = 3
FOREIGN_HOST = (
    "This portal does not answer under that host name.\n"
    "Портал не отвечает под этим именем узла.\n"
    "本网站不使用该主机名。\n"
)
#: Needs no database, no language and no other file; a web server may also show it by itself.
MAINTENANCE = (settings.BASE_DIR / "templates" / "errors" / "500.html").read_text("utf-8")


def style_hashes(page: str) -> list[str]:
    """Return the CSP sources of the <style> elements of `page` (CSP 3, section 2.3.1)."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    ]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        # Every page of ours names its own address, and here there is none to name.
        return HttpResponse(FOREIGN_HOST, status=400, content_type="text/plain; charset=utf-8")
    refused = exception if isinstance(exception, BadParametersError) else None
    context = {
        "faults": refused.faults if refused else [],
        "nearest": refused.nearest if refused and refused.nearest != request.path else "",
        "reason": str(exception) if isinstance(exception, BadRequest) else "",
    }
    return render(request, "errors/400.html", context, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    recent = Article.objects.published().dated().newest_first()[:RECENT]
    return render(request, "errors/404.html", {"recent": recent}, status=404)


@csp_update({"style-src": style_hashes(MAINTENANCE)})
def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(MAINTENANCE, status=500)

"""What browsers and search engines ask of the site as a whole: the front door, which chooses a
language, the short Chinese prefix, the manifest (https://www.w3.org/TR/appmanifest/), robots.txt
and the sitemaps.
"""

import re
from datetime import UTC, timedelta

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_bidi, gettext as _
from django.views.decorators.http import require_safe

from i18n.texts import bcp47, current_language
from presidencies.current import current, presidency_text
from publishing import clock, etags
from website import sitemaps as addresses


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the front page in his language.

    LocaleMiddleware has chosen it: by the cookie where one was stored, else by
    Accept-Language, else English. The portal itself stores no cookie for it: a language
    is chosen by its address, which can be kept and shared.
    """
    query = request.META.get("QUERY_STRING", "")
    response = redirect(reverse("home") + (f"?{query}" if query else ""))
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    patch_cache_control(response, private=True)
    return response


@require_safe
def chinese(request: HttpRequest, page: str = "") -> HttpResponse:
    """Send /zh/… to /zh-hans/…, for good, with its query."""
    path = request.get_full_path().removeprefix("/zh/")
    return HttpResponsePermanentRedirect(f"/zh-hans/{path}")


MAX_AGE = 86_400  # seconds
#: From static/css/tokens.css: the paper of the light scheme, and the deep panel.
PAPER, DEEP = "#f6f7f4", "#05292a"
#: File, size and purpose; drawn by scripts/draw_icons.py.
ICONS = (
    ("img/icon-192.png", "192x192", "any"),
    ("img/icon-512.png", "512x512", "any"),
    ("img/icon-maskable-512.png", "512x512", "maskable"),
)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the portal in the language of the address. It keeps the browser's own buttons."""
    icons = [
        {"src": static(file), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for file, sizes, purpose in ICONS
    ]
    members = {
        "id": reverse("home"),
        "name": presidency_text("title"),
        "short_name": presidency_text("label") or presidency_text("short_title"),
        "description": _("The plan of events, and every change to it"),
        "lang": bcp47(current_language()),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": DEEP,
        "icons": icons,
    }
    response = JsonResponse(
        members, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


CRAWLER_MAX_AGE = 3600  # seconds
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
def favicon(request: HttpRequest) -> HttpResponse:
    """Send programs that look for an icon at this address of old to the one that there is."""
    response = redirect(static("img/favicon.ico"))
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


#: A Contact is a URI (RFC 9116, 2.5.3), and a web page one of HTTPS.
URI = re.compile(r"(https://|mailto:|tel:)\S+\Z")
ADDRESS = re.compile(r"[^\s@:]+@[^\s@]+\Z")
#: How long what is said to finders of faults holds (RFC 9116, 2.5.5: less than a year).
VALID = timedelta(days=180)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where faults of safety are reported (RFC 9116); 404 where nobody was named."""
    contact = settings.SECURITY_CONTACT or current().contact
    uri = contact if URI.match(contact) else f"mailto:{contact}" if ADDRESS.match(contact) else ""
    if not uri:
        raise Http404
    expires = (timezone.now() + VALID).astimezone(UTC).replace(hour=0, minute=0, second=0)
    lines = [
        f"Contact: {uri}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code.split('-')[0] for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=CRAWLER_MAX_AGE)
    return response


@require_safe
@etags.conditional(max_age=CRAWLER_MAX_AGE)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    files = [
        request.build_absolute_uri(reverse("sitemap", args=[kind, number]))
        for kind, count in addresses.files().items()
        for number in range(1, count + 1)
    ]
    return render(request, "sco_presidency/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
@etags.conditional(max_age=CRAWLER_MAX_AGE)
def sitemap(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    if not 1 <= number <= addresses.files().get(kind, 0):
        raise Http404
    page_addresses = addresses.addresses(kind, number, request.build_absolute_uri)
    return render(
        request, "sco_presidency/sitemap.xml", {"addresses": page_addresses}, content_type=XML
    )

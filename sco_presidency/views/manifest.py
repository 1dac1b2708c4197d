"""How a phone shows the portal among its programs: https://www.w3.org/TR/appmanifest/."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from presidencies.current import said
from publishing.languages import bcp47, current_language

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
    told = {
        "id": reverse("home"),
        "name": said("title"),
        "short_name": said("label") or said("short_title"),
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
        told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response

"""Addresses without a language of ours: the front door, and the short Chinese prefix."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe


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
    rest = request.get_full_path().removeprefix("/zh/")
    return HttpResponsePermanentRedirect(f"/zh-hans/{rest}")

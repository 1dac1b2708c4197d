"""What was typed into a form of the admin is not lost when the session ends meanwhile.

The page that says so holds all of it, and sends it again once the editor has logged in elsewhere.
"""

import sys
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from api.problems import is_outage
from staff import conflicts, idempotency
from website.views import errors, outage

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)
#: Fields that nobody typed.
SILENT = {conflicts.SHOWN, idempotency.ONCE}


def may_be_kept(request: HttpRequest) -> bool:
    """Whether what was posted can be shown again: no password is ever written into a page."""
    fields = set(request.POST) - {TOKEN}
    return bool(fields) and not any("password" in name for name in fields)


@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show what was typed, with a button that sends it again."""
    context = {
        **admin.site.each_context(request),
        "title": _("What you typed is still here"),
        "fields": list(_fields(request.POST)),
        "typed": list(_typed(request.POST)),
        "files": sorted(request.FILES),
        "logged_in": admin.site.has_permission(request),
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/unsent.html", context, status=403)


def _fields(sent: MultiValueDict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, values in sent.lists():
        if name != TOKEN:
            yield from ((name, value) for value in values)


def _typed(sent: MultiValueDict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in _fields(sent):
        if value and name not in SILENT and not name.endswith("_FORMS"):
            yield name, value


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not hold: a login in another tab has renewed it, or it is forged.

    Only what a page of our own sent is shown again: a browser says where a form is from.
    """
    if _is_of_ours(request):
        if may_be_kept(request):
            # Rendered here: the middleware that refuses is outside of all that renders.
            response: Any = page(request)
            return response.render()  # type: ignore[no-any-return]
        if request.path == reverse("admin:login"):
            return HttpResponseRedirect(request.get_full_path())
    return errors.forbidden(request, PermissionError(reason))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure; while the database does not answer, the page keeps what was typed.

    It goes back with the token that it came with: nothing can be asked for here.
    """
    if is_outage(sys.exc_info()[1]) and _is_of_ours(request) and may_be_kept(request):
        form = {
            "fields": [(name, value) for name, values in request.POST.lists() for value in values],
            "typed": list(_typed(request.POST)),
            "files": sorted(request.FILES),
            "address": request.get_full_path(),
        }
        return outage.unavailable(request, form)
    return errors.server_error(request)


def _is_of_ours(request: HttpRequest) -> bool:
    """Whether a form of the administration was sent by a page of our own: a browser says where from."""
    origin = f"{request.scheme}://{request.get_host()}"
    return (
        request.path.startswith(reverse("admin:index")) and request.headers.get("Origin") == origin
    )

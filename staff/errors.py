"""What the desk says when it refuses: in its own frame, with what is refused and a way on.

Whoever is not at the desk (nobody, or half a login) is told what the public site tells everybody.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing.permissions import NotAllowedError
from staff import kinds, second_factor, typed
from website.views import errors


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost) or not _is_at_the_desk(request):
        return errors.bad_request(request, exception)
    if isinstance(exception, TOO_LARGE):
        return _too_large(request, exception)
    told = str(exception) if isinstance(exception, BadRequest) else ""
    reason = told or _("Something in the address or in the request is not as it should be.")
    return _page(request, 400, _("This address cannot be read"), reason)


#: What Django raises before it has read a form.
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _too_large(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which limit a form is over, and what to do. Nothing of it was read: the browser keeps what was typed (keep.js)."""
    request.POST = QueryDict()  # whoever asks for it again would fail again
    match exception:
        case TooManyFieldsSent():
            limit = _("A form may have %(most)d fields, and this one has more.")
            most: Any = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        case TooManyFilesSent():
            limit = _("A form may bring %(most)d files, and this one brings more.")
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        case _:
            limit = _("The texts of a form may take %(most)s in all, and these take more.")
            most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    context = {
        **admin.site.each_context(request),
        "title": _("This is too large"),
        "reason": limit % {"most": most},
        "form": request.get_full_path(),
        "back": _way_back(request),
    }
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return render(request, "admin/too_large.html", context, status=status)


def forbidden(
    request: HttpRequest, exception: Exception, *, is_forged: bool = False
) -> HttpResponse:
    """Say what is refused; what was typed comes with it, unless nobody knows who sent it."""
    if not _is_at_the_desk(request):
        return errors.forbidden(request, exception)
    told = str(exception) if isinstance(exception, NotAllowedError) else ""
    title, reason = _refused(request)
    return _page(request, 403, title, told or reason, is_forged=is_forged)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _is_at_the_desk(request):
        return errors.not_found(request, exception)
    reason = _("Nothing stands at this address: it was mistyped, or what stood here was deleted.")
    return _page(request, 404, _("Page not found"), reason)


def _is_at_the_desk(request: HttpRequest) -> bool:
    """Whether somebody who has wholly logged in asks for a page of the desk. What failed early has no account yet."""
    account = getattr(request, "user", None)
    if account is None or not request.path_info.startswith(second_factor.DESK):
        return False
    return admin.site.has_permission(request) and not second_factor.is_due(request, account)


def _refused(request: HttpRequest) -> tuple[str, str]:
    """Return the title of a refusal, and why it is one."""
    _kind, deed = _kind_and_deed(request)
    if deed != "delete":
        return _("This page is closed to you"), _(
            "Your account does not have the right for this. An administrator can give it, or a colleague who has it does it."
        )
    return _("This is not deleted"), _(
        "Only what the public has never seen is deleted, by whoever has the right to. What was public is withdrawn instead."
    )


def _kind_and_deed(request: HttpRequest) -> tuple[ModelAdmin | None, str]:
    """Return of which kind a page is, and what is done on it: None and "" for a page of no kind."""
    match = request.resolver_match
    name = (match.url_name if match else None) or ""
    for model, kind in admin.site._registry.items():
        start = f"{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(start):
            return kind, name.removeprefix(start)
    return None, ""


def _page(
    request: HttpRequest, status: int, title: str, reason: str, *, is_forged: bool = False
) -> HttpResponse:
    shows_typed = request.method == "POST" and not is_forged and typed.may_be_told(request)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "reason": reason,
        "back": _way_back(request),
        "typed": list(_labelled(request)) if shows_typed else [],
        "files": [file for _name, file in typed.files(request)] if shows_typed else [],
    }
    return render(request, "admin/refused.html", context, status=status)


def _labelled(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield what was typed, by what the fields are called as far as their kind tells it."""
    kind, _deed = _kind_and_deed(request)
    columns = {one.name: one for one in kind.model._meta.concrete_fields} if kind else {}
    for name, text in typed.texts(request.POST):
        yield capfirst(columns[name].verbose_name) if name in columns else name, text


def _way_back(request: HttpRequest) -> dict[str, Any] | None:
    """Return the list of what the page is about, for whoever may see it."""
    kind, _deed = _kind_and_deed(request)
    if kind is None or not kind.has_view_permission(request):
        return None
    return {"address": kinds.address_of_kind(kind.model), "name": kind.opts.verbose_name_plural}

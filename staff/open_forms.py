"""Forms of the admin that are open: who else has one open and who has taken it over, and what is typed and not saved.

A page says every few seconds that it is open (static/admin-theme/presence.js). One that has said nothing for a
while is closed. Whoever takes a form over works on it alone: the pages of the others can only be read, and what
was typed there stays kept. That is a courtesy, not a lock: whatever is saved all the same
meets what others wrote (staff.conflicts).

A page proves by a token that its form was opened: so nobody learns who works on what they may not open.

What is typed is kept before it is saved (staff.kept_forms); while the session has ended, in the browser's tab.
What is sent after the session has ended comes back in the page that says so. On both pages the editor logs in where the
form stands (static/admin-theme/log-in-here.js shows the pages of the login in it), and goes on. Only the account for which the form was made keeps, sees or sends what was typed into it
(`idempotency.writer_of`).
"""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from api.problems import is_outage
from publishing.permissions import editor_of
from staff import errors as refusals, idempotency, payloads, typed
from staff.models import LONGEST_ADDRESS, Presence, write_over
from staff.scope import is_key
from website.views import errors

#: After how long a page that says nothing is taken for closed, and how long a page may stay open.
SILENCE, LONGEST_OPEN = timedelta(seconds=45), timedelta(hours=24)
HERE, TAKE, LEAVE = "here", "take", "leave"


def token(request: HttpRequest) -> str:
    """Return what proves that the user was shown the form at this address; "" where that is too long."""
    if len(request.path) > LONGEST_ADDRESS:
        return ""
    return _signer().sign_object([editor_of(request).pk, request.path])


def tell(request: HttpRequest) -> HttpResponseBase:
    """Note that a form is open, taken over or left, and tell who else has it open.

    Answers with `others` (name, and the moment since when, an ISO time with its offset; the first who came
    first) and `holder`, the one of them who has taken the form over, or null. Raises BadRequest for what no
    page of ours sends, and PermissionDenied for whoever may not open the form any more.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    address, act = _address_and_act(request)
    now, user = timezone.now(), editor_of(request)
    if act == LEAVE:
        Presence.objects.filter(user=user, address=address).delete()
        return JsonResponse({"others": [], "holder": None})
    if not _may_write(request, address):
        raise PermissionDenied
    _note(user, address, now, takes=act == TAKE)
    rows = Presence.objects.filter(address=address, seen_at__gt=now - SILENCE)
    present = list(rows.select_related("user").order_by("since", "pk"))
    holder = holder_of(present)
    others = [row for row in present if row.user_id != user.pk]
    told = _told(holder) if holder and holder.user_id != user.pk else None
    return JsonResponse({"others": [_told(row) for row in others], "holder": told})


def _may_write(request: HttpRequest, address: str) -> bool:
    """Whether the form at an address is open to the user, now: a page may stay open for long after a right has ended."""
    match = resolve(address)
    names = {
        f"{model._meta.app_label}_{model._meta.model_name}_change": model
        for model in admin.site._registry
    }
    model, key = names.get(match.url_name or ""), unquote(match.kwargs.get("object_id", ""))
    item = model._base_manager.filter(pk=key).first() if model and is_key(model, key) else None
    if model is None or item is None:
        return False
    desk = admin.site.get_model_admin(model)
    return bool(desk.has_change_permission(request, item))


def holder_of(present: Sequence[Presence]) -> Presence | None:
    """Return whoever took the form over last, of those who have it open; None where nobody did."""
    takers = [row for row in present if row.taken_at]
    return max(takers, key=lambda row: (row.taken_at, row.pk), default=None)


def _note(user: User, address: str, now: datetime, *, takes: bool) -> None:
    """Note that a page says that it is open. Another tab of its user may say so, or leave, meanwhile."""
    own = Presence.objects.filter(user=user, address=address)
    # It was closed, and is opened again.
    own.filter(seen_at__lte=now - SILENCE).update(since=now, taken_at=None)
    write_over(Presence(user=user, address=address, since=now, seen_at=now), "seen_at")
    if takes:
        Presence.objects.filter(address=address).exclude(user=user).update(taken_at=None)
        own.update(taken_at=now)


def _told(row: Presence) -> dict[str, str]:
    moment = timezone.localtime(row.taken_at or row.since)
    return {
        "name": row.user.get_full_name() or row.user.get_username(),
        "since": moment.isoformat(timespec="seconds"),
    }


UNREADABLE = (
    signing.BadSignature,
    KeyError,
    TypeError,
    AttributeError,
)


def _address_and_act(request: HttpRequest) -> tuple[str, str]:
    try:
        payload = payloads.sent(request)
        key, address = _signer().unsign_object(payload["token"], max_age=LONGEST_OPEN)
        act = payload["act"]
    except UNREADABLE as error:
        raise BadRequest(_("This is no form of the administration.")) from error
    if key != editor_of(request).pk or act not in (HERE, TAKE, LEAVE):
        raise BadRequest(_("This is no form of the administration."))
    return address, act


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="staff.open_forms")


def has_lost_its_writer(request: HttpRequest) -> bool:
    """Whether a form was sent without its session, or with that of another account than it was made for."""
    if request.user.is_authenticated:
        return _is_of_another(request)
    return typed.may_be_told(request)


def _is_of_another(request: HttpRequest) -> bool:
    writer = idempotency.writer_of(request.POST.get(idempotency.ONCE, ""))
    return writer is not None and request.user.is_authenticated and writer != request.user.pk


@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show what was typed, with a button that sends it again; another account learns only whose it is."""
    is_of_another = _is_of_another(request)
    context = {
        **admin.site.each_context(request),
        "title": _("What you typed is still here"),
        "fields": [] if is_of_another else typed.to_send_again(request),
        "typed": [] if is_of_another else list(typed.texts(request.POST)),
        "files": [] if is_of_another else typed.files(request),
        "logged_in": admin.site.has_permission(request),
        "is_of_another": is_of_another,
        "writer": _writer(request),
        "address": request.get_full_path(),
    }
    if is_of_another:
        context["title"] = _("Another account typed this")
    return TemplateResponse(request, "admin/unsent.html", context, status=403)


def _writer(request: HttpRequest) -> str:
    """Return the name of the account for which the form was made; "" where the form does not say."""
    writer = idempotency.writer_of(request.POST.get(idempotency.ONCE, ""))
    account = User.objects.filter(pk=writer).first() if writer else None
    return account.get_username() if account else ""


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not hold: a login in another tab has renewed it, or it is forged.

    Only what a page of our own sent is shown again: a browser says where a form is from. No page takes
    a form but those of the desk.
    """
    if not request.path_info.startswith(reverse("admin:index")):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if _is_of_ours(request):
        if typed.may_be_told(request):
            # Rendered here: the middleware that refuses is outside of all that renders.
            response: Any = page(request)
            return response.render()  # type: ignore[no-any-return]
        if request.path == reverse("admin:login"):
            return HttpResponseRedirect(request.get_full_path())
    return refusals.forbidden(request, PermissionError(reason), is_forged=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure; while the database does not answer, the page keeps what was typed.

    It goes back with the token that it came with: nothing can be asked for here.
    """
    if is_outage(sys.exc_info()[1]) and _is_of_ours(request) and typed.may_be_told(request):
        form = {
            "fields": [
                *typed.to_send_again(request),
                (typed.TOKEN, request.POST.get(typed.TOKEN, "")),
            ],
            "typed": list(typed.texts(request.POST)),
            "files": typed.files(request),
            "address": request.get_full_path(),
        }
        return errors.unavailable(request, form)
    return errors.server_error(request)


def _is_of_ours(request: HttpRequest) -> bool:
    """Whether a form of the administration was sent by a page of our own: a browser says where from."""
    origin = f"{request.scheme}://{request.get_host()}"
    return (
        request.path.startswith(reverse("admin:index")) and request.headers.get("Origin") == origin
    )

"""Who else has a form open, and who has taken it over: told to those who have it open too.

A page says every few seconds that it is open (static/admin-theme/presence.js). One that has said nothing for a
while is closed. Whoever takes a form over works on it alone: the pages of the others can only be read, and what
was typed there stays kept (staff.unsaved_forms). That is a courtesy, not a lock: whatever is saved all the same
meets what others wrote (staff.conflicts).

A page proves by a token that its form was opened: so nobody learns who works on what they may not open.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import orjson
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.models import LONGEST_ADDRESS, Presence

#: After how long a page that says nothing is taken for closed, and how long a page may stay open.
SILENCE, LONGEST_OPEN = timedelta(seconds=45), timedelta(hours=24)
HERE, TAKE, LEAVE = "here", "take", "leave"


def token(request: HttpRequest) -> str:
    """Return what proves that the user was shown the form at this address; "" where that is too long."""
    if len(request.path) > LONGEST_ADDRESS:
        return ""
    return _signer().sign_object([_user(request).pk, request.path])


def tell(request: HttpRequest) -> HttpResponseBase:
    """Note that a form is open, taken over or left, and tell who else has it open.

    Answers with `others` (name, and the moment since when, an ISO time with its offset; the first who came
    first) and `holder`, the one of them who has taken the form over, or null. Raises BadRequest for what no
    page of ours sends.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    address, act = _sent(request)
    now, user = timezone.now(), _user(request)
    if act == LEAVE:
        Presence.objects.filter(user=user, address=address).delete()
        return JsonResponse({"others": [], "holder": None})
    _note(user, address, now, takes=act == TAKE)
    rows = Presence.objects.filter(address=address, seen_at__gt=now - SILENCE)
    present = list(rows.select_related("user").order_by("since", "pk"))
    holder = holder_of(present)
    others = [row for row in present if row.user_id != user.pk]
    told = _told(holder) if holder and holder.user_id != user.pk else None
    return JsonResponse({"others": [_told(row) for row in others], "holder": told})


def holder_of(present: Sequence[Presence]) -> Presence | None:
    """Return whoever took the form over last, of those who have it open; None where nobody did."""
    takers = [row for row in present if row.taken_at]
    return max(takers, key=lambda row: (row.taken_at, row.pk), default=None)


def _note(user: User, address: str, now: datetime, *, takes: bool) -> None:
    row, _is_new = Presence.objects.get_or_create(
        user=user, address=address, defaults={"since": now, "seen_at": now}
    )
    if row.seen_at <= now - SILENCE:  # it was closed, and is opened again
        row.since, row.taken_at = now, None
    row.seen_at = now
    if takes:
        Presence.objects.filter(address=address).exclude(pk=row.pk).update(taken_at=None)
        row.taken_at = now
    row.save(update_fields=["since", "seen_at", "taken_at"])


def _told(row: Presence) -> dict[str, str]:
    moment = timezone.localtime(row.taken_at or row.since)
    return {
        "name": row.user.get_full_name() or row.user.get_username(),
        "since": moment.isoformat(timespec="seconds"),
    }


def _sent(request: HttpRequest) -> tuple[str, str]:
    try:
        payload: Any = orjson.loads(request.body)
        key, address = _signer().unsign_object(payload["token"], max_age=LONGEST_OPEN)
        act = payload["act"]
    except (
        orjson.JSONDecodeError,
        signing.BadSignature,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise BadRequest(_("This is no form of the administration.")) from error
    if key != _user(request).pk or act not in (HERE, TAKE, LEAVE):
        raise BadRequest(_("This is no form of the administration."))
    return address, act


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="staff.presence")


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)

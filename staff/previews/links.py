"""Links to a preview for people without an account: signed, for a time, and taken back at any moment.

A link holds as long as whoever made it may edit the thing. Moments are real ones, wherever the portal's
clock stands.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from publishing.models import Publishable
from staff import kinds
from staff.models import Bundle, PreviewLink

Account = AbstractBaseUser | AnonymousUser

#: Days for which a link may hold, the usual number among them.
DAYS, USUAL_DAYS = (1, 3, 7, 14), 3
_signer = signing.Signer(sep=".", salt="staff.previews")


@dataclass(frozen=True)
class MadeLink:
    """A link, and its token, which is known here and now alone."""

    link: PreviewLink
    token: str
    is_new: bool


class EndedError(Exception):
    """The link was made by us, and holds no longer."""


def may_edit(account: Account, item: models.Model) -> bool:
    """Whether `account` may edit `item` at the desk: by its list there, and by its rights. Two queries.

    This is the one place that says so of a preview.
    """
    desk = admin.site.get_model_admin(type(item))
    request = HttpRequest()
    request.user = account  # type: ignore[assignment]  # whoever it is
    return (
        account.is_active
        and getattr(account, "is_staff", False)
        and desk.has_change_permission(request, item)
        and desk.get_queryset(request).filter(pk=item.pk).exists()
    )


@transaction.atomic
def make(item: Publishable, *, by: Account, now: datetime, days: int, key: str = "") -> MadeLink:
    """Make a link to the preview of `item` for a number of days.

    The same `key` of a form makes the same link. Raises PermissionDenied for whoever may not edit the item.
    """
    if not (isinstance(by, User) and may_edit(by, item) and days in DAYS):
        raise PermissionDenied
    name = f"{by.pk}:{item._meta.label}:{item.pk}:{key}"
    secret = salted_hmac("staff.previews", name, algorithm="sha256").hexdigest()[:40]
    token = _signer.sign(secret if key else secrets.token_hex(20))
    link, is_new = PreviewLink.objects.get_or_create(
        digest=_digest(token),
        defaults={
            **_named(item),
            "made_by": by,
            "made_at": now,
            "expires_at": now + timedelta(days=days),
        },
    )
    return MadeLink(link, token, is_new)


@transaction.atomic
def revoke(link: PreviewLink, *, by: Account, now: datetime) -> None:
    """End `link` now. Raises PermissionDenied for whoever may not edit what it leads to."""
    if link.item is None or not may_edit(by, link.item):
        raise PermissionDenied
    rows = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    rows.update(revoked_at=now, revoked_by=by.get_username())


def followed(token: str, now: datetime, *, counted: bool = False) -> PreviewLink:
    """Return the link of `token`, and count that its page was asked for.

    Raises signing.BadSignature for what we never made, without a query, and EndedError for what holds no longer.
    """
    _signer.unsign(token)
    rows = PreviewLink.objects.filter(digest=_digest(token), revoked_at=None, expires_at__gt=now)
    if counted:
        rows.update(reads=models.F("reads") + 1, read_at=now)
    link = rows.select_related("made_by", "kind").first()
    if link is None or link.item is None or not may_edit(link.made_by, link.item):
        raise EndedError
    if isinstance(link.item, Bundle) and link.item.is_published:
        raise EndedError  # what it showed is public, and may have changed since
    return link


def of_item(item: models.Model) -> Collection[PreviewLink]:
    """Return the last fifty links to `item`, the newest first. One query."""
    return PreviewLink.objects.filter(**_named(item)).select_related("made_by")[:50]


def all_open(request: HttpRequest, now: datetime) -> list[PreviewLink]:
    """Return the links that hold, to what the user of `request` may edit, the first to end first.

    The number of queries does not depend on how many there are.
    """
    rows = PreviewLink.objects.filter(revoked_at=None, expires_at__gt=now).order_by("expires_at")
    found = list(rows.select_related("made_by", "kind").prefetch_related("item"))
    by_kind: dict[type[models.Model], set[object]] = {}
    for link in found:
        if link.item is not None:
            by_kind.setdefault(type(link.item), set()).add(link.item.pk)
    editable = {kind: _editable(request, kind, keys) for kind, keys in by_kind.items()}
    return [link for link in found if link.item and link.item.pk in editable[type(link.item)]]


def address_of(link: PreviewLink) -> str:
    """Return the page of the desk on which `link` is ended."""
    model = cast("type[models.Model]", link.kind.model_class())  # a kind of ours
    return kinds.address_of_key(model, link.object_id, "preview")


def _editable(request: HttpRequest, kind: type[models.Model], keys: set[object]) -> set[object]:
    desk = admin.site.get_model_admin(kind)
    if not desk.has_change_permission(request):
        return set()
    return set(desk.get_queryset(request).filter(pk__in=keys).values_list("pk", flat=True))


def _named(item: models.Model) -> dict[str, object]:
    return {"kind": ContentType.objects.get_for_model(item), "object_id": str(item.pk)}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

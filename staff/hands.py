"""Whose hands changed a thing since it was put before a second person: they are none. ADR 0025.

Asked of the log: each deed at the desk has a line there, in the name of whoever did it. What leaves a thing as it
is (a proposal, an answer, a link to its preview, a moment) says so there, and is no change.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast

from events.models import kinds_of_photos
from staff.log import ASIDE

#: The key of a kind, that of a thing, and since when.
Since = tuple[int, int, datetime]


def lines() -> models.QuerySet[LogEntry]:
    """Return the lines of the log that tell of a change of the thing that they name."""
    return LogEntry.objects.exclude(change_message__contains=ASIDE)


def of_account(account: models.Model, since: str) -> models.Q:
    """Return for a query of rows with `kind` and `object_id` whether `account` changed the thing after their `since`.

    Of a photo, also the page on which it stands, and is edited.
    """
    own = {"user": account.pk, "action_time__gt": models.OuterRef(since)}
    key = Cast(models.OuterRef("object_id"), models.CharField())
    rows = lines().filter(content_type=models.OuterRef("kind"), object_id=key, **own)
    found = models.Q(models.Exists(rows))
    kind_of = ContentType.objects.get_for_model
    for photo in kinds_of_photos():
        photos = photo._base_manager.filter(pk=models.OuterRef(models.OuterRef("object_id")))
        page = Cast(models.Subquery(photos.values(photo.PAGE)[:1]), models.CharField())
        rows = lines().filter(content_type=kind_of(photo.page_model()), object_id=page, **own)
        found |= models.Q(models.Exists(rows), kind=kind_of(photo))
    return found


def since(things: Iterable[Since]) -> dict[Since, frozenset[int]]:
    """Return by thing the keys of the accounts that changed it since. One query for all of them; none for none."""
    asked = set(things)
    if not asked:
        return {}
    keys: dict[str, Any] = {"content_type__in": {kind for kind, _key, _moment in asked}}
    keys |= {"object_id__in": {str(key) for _kind, key, _moment in asked}}
    first = min(moment for _kind, _key, moment in asked)
    rows = lines().filter(action_time__gt=first, **keys).order_by()
    found = list(rows.values_list("content_type", "object_id", "user", "action_time"))
    return {
        (kind, key, moment): frozenset(
            user
            for a_kind, a_key, user, at in found
            if (a_kind, a_key) == (kind, str(key)) and at > moment
        )
        for kind, key, moment in asked
    }

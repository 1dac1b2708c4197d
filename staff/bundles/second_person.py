"""Who may send a bundle out where two people answer for it: whoever puts things in, and whoever looks at all of it. ADR 0027."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from publishing.models import ScheduledPublication
from publishing.permissions import PUBLISH, Actor, name_of_right
from staff import cover, hands
from staff.bundles.items import in_order, moments, name_of, seen_in_order, version_of
from staff.models import Bundle, BundleItem, BundleQuerySet
from staff.scope import whole_of


def looking(by: Actor) -> Actor:
    """Return `by` for something that is tried and undone: nobody has to look at that before."""
    return replace(by, approves=True)


def answering(by: Actor) -> Actor:
    """Return `by` as somebody who has looked at what others put in: `alone` said nothing."""
    return replace(by, approves=True) if settings.FOUR_EYES else by


def alone(bundle: Bundle, by: Actor) -> str:
    """Return why `by` may not send `bundle` out alone, or ""."""
    if not settings.FOUR_EYES or by.account is None:
        return ""
    if by.approves:
        return changed_since(bundle)
    items = [item for item in in_order(bundle) if item.needs_two_people]
    makers = {item.put_in_by_id for item in items if item.put_in_by_id}
    if by.account.pk in makers:
        return _(
            "You put some of it in yourself: a second person looks at it and sends it out. In an emergency send "
            "it out now, with the reason, which everybody at the desk will read."
        )
    written = _written_since(items)
    if changed := [item for item in items if by.account.pk in written[item.pk]]:
        return _(
            "You changed %(items)s after others had put it in, and nobody else has seen that: a second person sends "
            "it out, or you put it in anew, and whoever put it in before looks and sends it out. In an emergency send it out now, "
            "with the reason, which everybody at the desk will read."
        ) % {"items": ", ".join(map(name_of, changed))}
    makers |= {key for keys in written.values() for key in keys}
    if not cover.stands_apart(by.account, name_of_right(PUBLISH, bundle), makers):
        return _(
            "You stand in for whoever put it together: a second person looks at it and sends it out. In an "
            "emergency send it out now, with the reason, which everybody at the desk will read."
        )
    return ""


def _written_since(items: Sequence[BundleItem]) -> dict[int, frozenset[int]]:
    """Return by item who changed its thing, or the page on which it stands, since it was put in."""
    things = {item.pk: whole_of(item.item) for item in items if item.item is not None}
    asked = {
        item.pk: (
            ContentType.objects.get_for_model(things[item.pk]).pk,
            things[item.pk].pk,
            item.put_in_at or item.bundle.made_at,
        )
        for item in items
        if item.pk in things
    }
    found = hands.since(asked.values())
    return {
        item.pk: found.get(asked[item.pk], frozenset()) if item.pk in asked else frozenset()
        for item in items
    }


def changed_since(bundle: Bundle) -> str:
    """Return that what waits for its moment is no longer what a second person looked at, and which thing, or ""."""
    if not settings.FOUR_EYES or not bundle.looked_at:
        return ""
    items = seen_in_order(bundle)
    if bundle.looked_at == version_of(bundle, items):
        return ""
    names = ", ".join(name_of(item) for item in items if _is_changed(item, _set_at(bundle)))
    return _(
        "Changed after a second person had looked at the bundle: %(items)s. Take the moment back, look "
        "again, and set it anew."
    ) % {"items": names or _("something in it")}


def _set_at(bundle: Bundle) -> datetime | None:
    """Return when the moment of `bundle` was set last: whoever set it had looked at all of it."""
    kind = ContentType.objects.get_for_model(bundle)
    rows = ScheduledPublication.objects.filter(kind=kind, object_id=bundle.pk)
    return rows.order_by("-pk").values_list("set_at", flat=True).first()


def _is_changed(item: BundleItem, since: datetime | None) -> bool:
    """Whether the thing of `item`, or the page on which it stands, was changed or went after the moment `since`."""
    if item.item is None:
        return True
    changed_at = getattr(whole_of(item.item), "updated_at", None)
    return bool(since and changed_at and changed_at > since)


def waiting_for(account: Any) -> BundleQuerySet:
    """Return the bundles for which `account` is the second person: others filled them, and no moment is set.

    Whether `account` may send bundles out is not asked. Nor is it theirs to look at where they changed a thing of it since.
    """
    items = BundleItem.objects.of_two_people().filter(bundle=models.OuterRef("pk"))
    rows = Bundle.objects.filter(models.Exists(items), done_at=None)
    own = models.Q(put_in_by=account.pk) | hands.of_account(account, "put_in_at")
    rows = rows.exclude(models.Exists(items.filter(own)))
    return rows.exclude(pk__in=moments().values("object_id"))

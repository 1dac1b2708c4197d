"""Two people answer for a bundle where two are asked for: whoever puts things in, and whoever sends them out.

What takes something from the public's sight waits for nobody, nor does a cancellation (ADR 0025).
"""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.permissions import Actor
from staff.bundled import Bundle, BundleItem, Deed
from staff.bundles.contents import in_order, version_of


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
    mine = [item for item in in_order(bundle) if item.put_in_by_id == by.account.pk]
    if any(_waits(item) for item in mine):
        return _(
            "You put some of it in yourself: a second person looks at it and sends it out. In an emergency send "
            "it out now, with the reason, which everybody at the desk will read."
        )
    return ""


def changed_since(bundle: Bundle) -> str:
    """Return that what waits for its moment is no longer what a second person looked at, or ""."""
    if settings.FOUR_EYES and bundle.looked_at and bundle.looked_at != version_of(bundle):
        return _(
            "Something in it was changed after a second person had looked at it: take the moment back, look "
            "again, and set it anew."
        )
    return ""


def _waits(item: BundleItem) -> bool:
    if item.deed == Deed.ACT:
        return item.code != "cancel"
    return item.deed in (Deed.PUBLISH, Deed.SHOW, Deed.UNDO)

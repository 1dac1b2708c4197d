"""What is in a bundle: in the order in which it is done, and as it was when somebody looked at it."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from staff.bundled import Bundle, BundleItem, Deed

ORDER = list(Deed)


def in_order(bundle: Bundle) -> list[BundleItem]:
    """Return the items as they are done: acts before what tells of them, photos after their event."""
    items = bundle.items.select_related("bundle", "change__event").prefetch_related("item")
    return sorted(items, key=lambda item: (ORDER.index(Deed(item.deed)), item.pk))


def name_of(item: BundleItem) -> str:
    """Return what a thing is called among the others of its bundle."""
    thing = item.item
    if thing is None:
        return _("something that is gone")
    return _("“%(thing)s” (%(kind)s)") % {"thing": thing, "kind": thing._meta.verbose_name}


def version_of(bundle: Bundle) -> str:
    """Return what tells a bundle as somebody saw it from one that was changed since, or whose things were."""
    facts = [(item.pk, item.deed, item.sent, _changed_at(item)) for item in in_order(bundle)]
    state = repr((bundle.planned_for, bundle.done_at, facts))
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _changed_at(item: BundleItem) -> str:
    return str(getattr(getattr(item.item, "event", item.item), "updated_at", ""))

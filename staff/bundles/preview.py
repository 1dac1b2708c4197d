"""What the public will see once a bundle has gone out: each page of it as it will be, with all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import models, transaction

from events.models import Photo
from publishing import outbox, records
from publishing.models import Publishable
from publishing.permissions import Actor
from staff.bundled import Bundle, BundleItem, Deed
from staff.bundles import actions, deeds, second
from staff.bundles.contents import in_order
from website import previews

#: What is looked at as if it were done; all else is written, and undone.
SHOWN = (Deed.PUBLISH, Deed.SHOW)


def pages_of(bundle: Bundle) -> list[Any]:
    """Return the things whose pages the public will read, each once: a photo's is that of its event."""
    items = [item for item in in_order(bundle) if item.deed != Deed.WITHDRAW]
    pages = [_page_of(item.item) for item in items]
    return list({(type(page), page.pk): page for page in pages if page is not None}.values())


def _page_of(thing: models.Model | None) -> models.Model | None:
    page = thing.event if isinstance(thing, Photo) else thing
    return page if isinstance(page, Publishable) and hasattr(page, "get_absolute_url") else None


@contextmanager
def as_if_out(bundle: Bundle, by: Actor) -> Iterator[None]:
    """See the portal as it is once `bundle` has gone out. Nothing stays written, and nothing is kept.

    What is not ready is left out. Reads anew what is asked for inside: rows read before know nothing of it.
    """
    by, items = second.looking(actions.at_its_moment(bundle, by)), in_order(bundle)
    with transaction.atomic(), outbox.together() as waiting, records.together() as pending:
        for item in items:
            _try(item, by)
        pending.rows.clear()
        waiting.clear()
        things = [item.item for item in items if item.deed in SHOWN and item.item is not None]
        with previews.as_if_public(*things):
            yield
        transaction.set_rollback(True)


def _try(item: BundleItem, by: Actor) -> None:
    if item.deed not in SHOWN:
        with suppress(*deeds.REFUSALS), transaction.atomic():
            deeds.do(item, by)

"""What is in bundles: in which order it is done, what it is called, and which version of it somebody saw. ADR 0027."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from events.models import AbstractPhoto, Event, kinds_of_photos
from events.plan_at_once import links_of
from places.models import City
from publishing.models import ScheduledPublication
from publishing.rows_together import have, linked, read_together
from staff.models import Bundle, BundleItem, Deed
from staff.scope import whole_of

ORDER = list(Deed)


def in_order(bundle: Bundle) -> list[BundleItem]:
    """Return the items as they are done: acts before what tells of them, photos after their page."""
    items = list(bundle.items.select_related("bundle", "change__event"))
    _give_things(items)
    return sorted(items, key=lambda item: (ORDER.index(Deed(item.deed)), item.pk))


def _give_things(items: Sequence[BundleItem]) -> None:
    """Give each of `items` its thing, events with their cities, or None where it is gone. One query, whatever kinds they are of."""
    keys: dict[int, set[int]] = {}
    for item in items:
        keys.setdefault(item.kind_id, set()).add(item.object_id)
    queries = {}
    for kind, those in keys.items():
        if model := ContentType.objects.get_for_id(kind).model_class():
            queries[kind] = model._base_manager.filter(pk__in=those)
    events = keys.get(ContentType.objects.get_for_model(Event).pk, ())
    in_cities = links_of("cities").filter(event__in=events)
    cities = City.objects.filter(pk__in=in_cities.values("city"))
    *found, pairs, places = read_together(*queries.values(), in_cities, cities)
    things = {
        (kind, thing.pk): thing for kind, rows in zip(queries, found, strict=True) for thing in rows
    }
    at = linked(places, pairs, "event_id", "city_id")
    have([thing for thing in things.values() if isinstance(thing, Event)], "cities", at)
    link: Any = BundleItem._meta.get_field("item")
    for item in items:
        link.set_cached_value(item, things.get((item.kind_id, item.object_id)))


def seen_in_order(bundle: Bundle) -> list[BundleItem]:
    """Return the items in order to be looked at, of photos with their pages: a query a kind, however many there are."""
    items = in_order(bundle)
    for kind in kinds_of_photos():
        photos = [item.item for item in items if isinstance(item.item, kind)]
        _give_pages(photos, kind, items)
    return items


def _give_pages(photos: Sequence[Any], kind: Any, items: Sequence[BundleItem]) -> None:
    """Give `photos` the pages on which they stand: those that are among `items` as they are there."""
    model = kind.page_model()
    pages = {item.object_id: item.item for item in items if isinstance(item.item, model)}
    for photo in photos:
        if page := pages.get(getattr(photo, f"{kind.PAGE}_id")):
            setattr(photo, kind.PAGE, page)
    models.prefetch_related_objects(photos, kind.PAGE)


def new_item(thing: models.Model, deed: Deed, **facts: Any) -> BundleItem:
    """Return what `add` takes."""
    kind = ContentType.objects.get_for_model(thing)
    return BundleItem(kind=kind, object_id=thing.pk, deed=deed, **facts)


def name_of(item: BundleItem) -> str:
    """Return what a thing is called among the others of its bundle."""
    thing = item.item
    if thing is None:
        return _("something that is gone")
    return _("“%(thing)s” (%(kind)s)") % {"thing": thing, "kind": kind_of(thing)}


def kind_of(thing: Any) -> str:
    """Return of which kind a thing is; of a photo also on which page it stands, which its own name does not tell."""
    kind = str(thing._meta.verbose_name)
    if not isinstance(thing, AbstractPhoto):
        return kind
    return _("%(kind)s, “%(page)s”") % {"kind": kind, "page": thing.page.title}


def version_of(bundle: Bundle, items: Sequence[BundleItem] | None = None) -> str:
    """Return what tells a bundle as somebody saw it from one that was changed since, or whose things were.

    Without `items`, those that it has now.
    """
    those = seen_in_order(bundle) if items is None else items
    facts = [(item.pk, item.deed, item.sent, _changed_at(item)) for item in those]
    state = repr((bundle.planned_for, bundle.done_at, facts))
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _changed_at(item: BundleItem) -> str:
    return str(getattr(whole_of(item.item), "updated_at", ""))


def moments() -> models.QuerySet[ScheduledPublication]:
    """Return the moments that are set for bundles, and have not come."""
    kind = ContentType.objects.get_for_model(Bundle)
    return ScheduledPublication.objects.filter(kind=kind, settled_at=None)

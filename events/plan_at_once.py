"""The plan with all that cards show of it, read in one question: for a request that keeps nothing of it."""

from typing import Any

from django.db import models

from bodies.models import Body
from events.models import AddedReason, Change, Event, EventHost
from events.querysets import EventQuerySet
from hosts.models import Host
from places.models import City, Country, PlaceNames
from priorities.models import Priority, Strand
from publishing.rows_together import by_owner, have, lead_to, linked, read_together

LINKS = ("bodies", "priorities", "cities")


def read(events: EventQuerySet) -> tuple[list[Event], PlaceNames]:
    """Return `events` as `for_cards()` has them, and the names of all places. One query."""
    keys = events.order_by().values("pk")
    (
        rows,
        bodies,
        priorities,
        strands,
        hosts,
        cities,
        countries,
        hostings,
        changes,
        added,
        *links,
    ) = read_together(
        events,
        Body.objects.published_anywhere(),
        Priority.objects.published_anywhere(),
        Strand.objects.all(),
        Host.objects.all(),
        City.objects.all(),
        Country.objects.all(),
        EventHost.objects.filter(event__in=keys),
        Change.objects.filter(event__in=keys),
        AddedReason.objects.filter(change__event__in=keys),
        *(links_of(name).filter(event__in=keys) for name in LINKS),
    )
    lead_to(rows, "chair", countries)
    lead_to(priorities, "strand", strands)
    lead_to(cities, "country", countries)
    lead_to(hostings, "host", hosts)
    lead_to([*hostings, *changes], "event", rows)
    have(changes, "added_reasons", by_owner(added, "change_id"))
    have(rows, "hostings", by_owner(hostings, "event_id"))
    have(rows, "changes", by_owner(changes, "event_id"))
    of_bodies, of_priorities, of_cities = links
    have(rows, "cities", linked(cities, of_cities, "event_id", "city_id"))
    public_bodies = linked(bodies, of_bodies, "event_id", "body_id")
    public_priorities = linked(priorities, of_priorities, "event_id", "priority_id")
    for row in rows:
        row.public_bodies = public_bodies.get(row.pk, [])
        row.public_priorities = public_priorities.get(row.pk, [])
    return rows, PlaceNames(cities, countries)


def links_of(name: str) -> models.QuerySet[Any]:
    """Return the rows that link events to others by `name`."""
    through: Any = Event._meta.get_field(name).remote_field.through  # type: ignore[union-attr]  # of many to many
    rows: models.QuerySet[Any] = through._base_manager.all()
    return rows

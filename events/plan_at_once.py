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

#: To what events lead by tables of their own, with the column that leads there.
LINKS = {"bodies": "body_id", "priorities": "priority_id", "cities": "city_id"}


def read(events: EventQuerySet) -> tuple[list[Event], PlaceNames]:
    """Return `events` as `for_cards()` has them, and the names of all places. One query."""
    keys = events.order_by().values("pk")
    queries: dict[str, models.QuerySet[Any]] = {
        "events": events,
        "public_bodies": Body.objects.published_anywhere(),
        "public_priorities": Priority.objects.published_anywhere(),
        "strands": Strand.objects.all(),
        "hosts": Host.objects.all(),
        "cities": City.objects.all(),
        "countries": Country.objects.all(),
        "hostings": EventHost.objects.filter(event__in=keys),
        "changes": Change.objects.filter(event__in=keys),
        "added_reasons": AddedReason.objects.filter(change__event__in=keys),
        **{to: links_of(name).filter(event__in=keys) for name, to in LINKS.items()},
    }
    rows = dict(zip(queries, read_together(*queries.values()), strict=True))
    _link(rows)
    return rows["events"], PlaceNames(rows["cities"], rows["countries"])


def _link(rows: dict[str, list[Any]]) -> None:
    """Let rows that were read apart lead to each other."""
    events = rows["events"]
    lead_to(events, "chair", rows["countries"])
    lead_to(rows["cities"], "country", rows["countries"])
    lead_to(rows["public_priorities"], "strand", rows["strands"])
    lead_to(rows["hostings"], "host", rows["hosts"])
    lead_to([*rows["hostings"], *rows["changes"]], "event", events)
    have(rows["changes"], "added_reasons", by_owner(rows["added_reasons"], "change_id"))
    have(events, "hostings", by_owner(rows["hostings"], "event_id"))
    have(events, "changes", by_owner(rows["changes"], "event_id"))
    have(events, "cities", linked(rows["cities"], rows["city_id"], "event_id", "city_id"))
    for name, to in (("public_bodies", "body_id"), ("public_priorities", "priority_id")):
        found = linked(rows[name], rows[to], "event_id", to)
        for event in events:
            setattr(event, name, found.get(event.pk, []))


def links_of(name: str) -> models.QuerySet[Any]:
    """Return the rows that link events to others by `name`."""
    through: Any = Event._meta.get_field(name).remote_field.through  # type: ignore[union-attr]  # of many to many
    rows: models.QuerySet[Any] = through._base_manager.all()
    return rows

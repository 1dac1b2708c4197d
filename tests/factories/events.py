"""Events, whose facts are set by the writers of events.actions.changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import factory

from events.actions.changes import Announcement, FactChanges
from events.dates import Period
from events.enums import Kind, Level
from events.models import Event, EventHost
from events.timeline import Facts
from hosts.models import Host
from places.models import City
from tests.acting import changes, workflow
from tests.factories.base import LinkingFactory
from tests.recording import told_later

FACTS = ("status", "period", "format", "venue")


def announcement(
    on: date | None = None,
    *,
    reason: str = "A reason.",
    source_url: str = "https://source.example/",
) -> Announcement:
    """Somebody's announcement on a day (None: unknown), with a reason and a source."""
    reasons: Mapping[str, str] = {"en": reason} if reason else {}
    return Announcement(on=on, reason=reasons, source_url=source_url)


class EventFactory(LinkingFactory):
    """Makes drafts: planned, undated, without a history.

    `period`, `format`, `venue`, `cities` and `status` are set without a step
    (changes.establish); with `announced=announcement(...)` they are the first step. Then
    `confirmed=announcement(...)` is the next. `published` and `withdrawn` come last.
    """

    class Meta:
        model = Event

    slug = factory.Sequence(lambda n: f"event-{n}")
    title_en = factory.LazyAttribute(lambda row: f"Event {row.slug}")
    title_ru = factory.LazyAttribute(lambda row: f"Событие {row.slug}")
    title_zh_hans = factory.LazyAttribute(lambda row: f"活动{row.slug}")
    kind = Kind.MEETING
    level = Level.MINISTERS

    @classmethod
    @told_later
    def _create(cls, model_class: type[Event], *args: Any, **values: Any) -> Event:
        facts = {name: values.pop(name) for name in FACTS if name in values}
        cities: list[City] = values.pop("cities", [])
        if cities:
            facts["cities"] = tuple(sorted(city.slug for city in cities))
        steps = {name: values.pop(name, None) for name in ("announced", "confirmed")}
        withdrawn = values.pop("withdrawn", False)
        published = values.pop("published", False) or withdrawn
        hosts: list[Host] = values.pop("hosts", [])
        event: Event = super()._create(model_class, *args, **values)
        EventHost.objects.bulk_create(
            EventHost(event=event, host=host, position=position)
            for position, host in enumerate(hosts, start=1)
        )
        if steps["announced"]:
            changes.announce(event, steps["announced"], FactChanges(**facts))
        elif facts:
            changes.establish(event, Facts(**facts))
        if steps["confirmed"]:
            changes.confirm(event, steps["confirmed"])
        if published:
            workflow.publish(event)
        if withdrawn:
            workflow.withdraw(event)
        return event


def announced_forum(**values: Any) -> Event:
    """Return an event of 1 December 2020, announced in January, with a name in two languages."""
    event: Event = EventFactory(
        title_en="Forum",
        title_ru="Форум",
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
        **values,
    )
    return event

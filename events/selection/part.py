"""The part of the plan that one priority, body, host or country has: what its page and its calendar show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from bodies.models import Body
from events.models import Event
from hosts.models import Host
from hosts.names import short_text
from publishing.languages import Text, text_of

if TYPE_CHECKING:
    from events.querysets import EventQuerySet
    from places.models import Country
    from priorities.models import Priority


@dataclass(frozen=True)
class Part:
    """Public events that belong to one thing; `page` is the path of its page, `facet` its kind.

    Its calendars stand below `home`, where that is another path than its page.
    """

    facet: str
    name: Text
    page: str
    events: EventQuerySet
    home: str = ""

    @classmethod
    def of_priority(cls, priority: Priority) -> Part:
        events = Event.objects.published().of_priorities([priority.slug])
        return cls("priority", text_of(priority, "title"), priority.get_absolute_url(), events)

    @classmethod
    def of_body(cls, body: Body) -> Part:
        """Return what the body and all public bodies below it meet for. One query."""
        slugs = Body.objects.published().subtree_slugs([body.slug])
        events = Event.objects.published().of_bodies(slugs)
        return cls("body", text_of(body, "short_name"), body.get_absolute_url(), events)

    @classmethod
    def of_host(cls, host: Host) -> Part:
        """Return what the host and all hosts below it hold. One query.

        Its calendars stand below its own address, whosever page shows it.
        """
        slugs = Host.objects.subtree_slugs([host.slug])
        events = Event.objects.published().of_hosts(slugs)
        home = reverse("hosts:detail", args=[host.slug])
        return cls("host", short_text(host), host.get_absolute_url(), events, home)

    @classmethod
    def of_country(cls, country: Country) -> Part:
        events = Event.objects.published().of_countries([country.slug])
        return cls("country", text_of(country, "name"), country.get_absolute_url(), events)

    @property
    def calendar(self) -> str:
        """The address of its calendar in every form, without the ending."""
        return f"{self.home or self.page}calendar"

"""The calendars that one may subscribe to, with a link for each program that knows a short way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import reverse

from bodies.models import Body
from events.models import Event
from events.renditions.subscriptions import Subscription
from hosts.models import Host
from hosts.names import short_text
from places.models import Country
from presidencies.current import said
from priorities.models import Priority
from publishing.collation import reading_key
from publishing.languages import Text, current_language, text_of

Absolute = Callable[[str], str]


def of_plan(absolute: Absolute) -> Subscription:
    language = current_language()
    name = Text(said("short_title"), language, language)
    return Subscription(name, absolute(reverse("events:calendar_ics")))


def of_priorities(absolute: Absolute) -> list[Subscription]:
    return [
        Subscription(
            text_of(priority, "title"),
            absolute(reverse("events:priority_ics", args=[priority.slug])),
        )
        for priority in Priority.objects.published().in_order()
    ]


def of_bodies(absolute: Absolute) -> list[Subscription]:
    """Return those of bodies that have events, or have bodies below them that do."""
    bodies = Body.objects.published()
    busy = set(Event.objects.published().values_list("bodies__slug", flat=True))
    lines = bodies.lines_up()
    shown = {above for slug in busy & set(lines) for above in lines[slug]}
    return _by_name(
        Subscription(text_of(body, "name"), absolute(reverse("events:body_ics", args=[body.slug])))
        for body in bodies
        if body.slug in shown
    )


def of_hosts(absolute: Absolute) -> list[Subscription]:
    """Return those of hosts that hold events, or have hosts below them that do."""
    busy = set(Event.objects.published().values_list("hosts__slug", flat=True))
    lines = Host.objects.lines_up()
    shown = {above for slug in busy & set(lines) for above in lines[slug]}
    return _by_name(
        Subscription(short_text(host), absolute(reverse("events:host_ics", args=[host.slug])))
        for host in Host.objects.all()
        if host.slug in shown
    )


def of_countries(absolute: Absolute) -> list[Subscription]:
    """Return those of countries that chair or host events."""
    events = Event.objects.published()
    chairs = set(events.values_list("chair__slug", flat=True))
    hosts = set(events.values_list("cities__country__slug", flat=True))
    return _by_name(
        Subscription(
            text_of(country, "name"), absolute(reverse("events:country_ics", args=[country.slug]))
        )
        for country in Country.objects.all()
        if country.slug in chairs | hosts
    )


def _by_name(subscriptions: Iterable[Subscription]) -> list[Subscription]:
    return sorted(subscriptions, key=lambda found: reading_key(found.name.value))

"""Calendars to subscribe to: any list of events as iCalendar, and those that the portal offers.

Each has a link for every program that knows a short way. Events without a day are counted in the
text of the calendar.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from bodies.models import Body
from events.models import Event
from events.plan_memory import all_states
from events.state import EventState
from hosts.models import Host, short_text
from i18n.collation import reading_key
from i18n.texts import Text, current_language, text_of
from places.models import City, Country
from presidencies.current import presidency_text
from priorities.models import Priority
from themes.models import Theme
from website.exports.base import EventExport
from website.exports.ical.calendar import Feed, feed_calendar
from website.presenters.bodies import in_order_of_tree
from website.presenters.list_summary import say_part


def write(export: EventExport) -> bytes:
    feed = Feed(
        name=export.title,
        description=_describe(say_part(export.selection)),
        page=export.page_url,
        source=export.source_url,
    )
    return feed_calendar(export.events, feed, export.link)


def _describe(part: str) -> str:
    if not part:
        return _("The plan of events, with every change that was announced.")
    return _("The events of the plan for: %(part)s. With every change that was announced.") % {
        "part": part.removesuffix(".")
    }


#: Where Google takes the address of a calendar; no link hands it over. `render?cid=` is for its own.
GOOGLE = "https://calendar.google.com/calendar/r/settings/addbyurl"
#: For private accounts, and for those of an organisation.
OUTLOOK_COM = "https://outlook.live.com/calendar/0/addfromweb?"
OFFICE = "https://outlook.office.com/calendar/0/addfromweb?"


@dataclass(frozen=True)
class Subscription:
    """One calendar; `url` is the absolute address of its file."""

    name: Text
    url: str
    #: Whether it holds an event that is still to come.
    has_coming: bool = True

    @property
    def webcal(self) -> str:
        """Return the address that opens the calendar program of a phone or a computer."""
        return urlunsplit(urlsplit(self.url)._replace(scheme="webcal"))

    @property
    def google(self) -> str:
        """Return the page on which a reader gives Google the address, which he copies."""
        return GOOGLE

    @property
    def outlook_com(self) -> str:
        return OUTLOOK_COM + self._query

    @property
    def office(self) -> str:
        return OFFICE + self._query

    @property
    def _query(self) -> str:
        return urlencode({"url": self.url, "name": self.name.printed})


@dataclass(frozen=True)
class Offer:
    """What it takes to offer calendars: whole addresses, and which events are still to come."""

    absolute: Callable[[str], str]
    coming: Sequence[EventState]

    @classmethod
    def at(cls, now: datetime, absolute: Callable[[str], str]) -> "Offer":
        return cls(absolute, [event for event in all_states() if event.is_coming(now)])

    def of(self, name: Text, address: str, slug: str, coming: Collection[str]) -> Subscription:
        """Return the calendar of `slug`, one of those that have something to come, or not."""
        url = self.absolute(reverse(f"events:{address}", args=[slug]))
        return Subscription(name, url, has_coming=slug in coming)


def of_plan(offer: Offer) -> Subscription:
    language = current_language()
    name = Text(presidency_text("short_title"), language, language)
    return Subscription(name, offer.absolute(reverse("events:calendar_ics")))


def of_priorities(offer: Offer) -> list[Subscription]:
    coming = {slug for event in offer.coming for slug in event.priorities}
    return [
        offer.of(text_of(priority, "title"), "priority_ics", priority.slug, coming)
        for priority in Priority.objects.published().in_order()
    ]


def of_themes(offer: Offer) -> list[Subscription]:
    themes = Theme.objects.published().with_public_events().in_order()
    of_event = themes.by_event() if offer.coming else {}
    coming = {slug for event in offer.coming for slug in of_event.get(event.slug, ())}
    return [offer.of(text_of(theme, "title"), "theme_ics", theme.slug, coming) for theme in themes]


def of_bodies(offer: Offer) -> list[Subscription]:
    """Return those of bodies that have events, or have bodies below them that do, as the tree has them."""
    bodies = Body.objects.published()
    slugs = set(Event.objects.published().values_list("bodies__slug", flat=True))
    lines = bodies.lines_up()
    coming = _with_ancestors((slug for event in offer.coming for slug in event.bodies), lines)
    shown = _with_ancestors(slugs, lines)
    return [
        offer.of(text_of(body, "short_name"), "body_ics", body.slug, coming)
        for body in in_order_of_tree(bodies)
        if body.slug in shown
    ]


def of_hosts(offer: Offer) -> list[Subscription]:
    """Return those of hosts that hold events, or have hosts below them that do."""
    slugs = set(Event.objects.published().values_list("hosts__slug", flat=True))
    lines = Host.objects.lines_up()
    coming = _with_ancestors((host.slug for event in offer.coming for host in event.hosts), lines)
    shown = _with_ancestors(slugs, lines)
    return _by_name(
        offer.of(short_text(host), "host_ics", host.slug, coming)
        for host in Host.objects.all()
        if host.slug in shown
    )


def of_countries(offer: Offer) -> list[Subscription]:
    """Return those of countries that chair or host events."""
    events = Event.objects.published()
    chairs = set(events.values_list("chair__slug", flat=True))
    country_of = dict(City.objects.values_list("slug", "country__slug"))
    hosts = set(events.values_list("cities__country__slug", flat=True))
    coming = {slug for event in offer.coming for slug in event.countries(country_of)}
    return _by_name(
        offer.of(text_of(country, "name"), "country_ics", country.slug, coming)
        for country in Country.objects.all()
        if country.slug in chairs | hosts
    )


def _with_ancestors(slugs: Iterable[str], lines: Mapping[str, Iterable[str]]) -> set[str]:
    return {ancestor for slug in slugs if slug in lines for ancestor in lines[slug]}


def _by_name(subscriptions: Iterable[Subscription]) -> list[Subscription]:
    return sorted(subscriptions, key=lambda subscription: reading_key(subscription.name.value))

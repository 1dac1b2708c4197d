"""Calendars to subscribe to: any list of events as iCalendar, and those that the portal offers.

Each has a link for every program that knows a short way. Events without a day are counted in the
text of the calendar.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from bodies.models import Body
from events.models import Event
from hosts.models import Host, short_text
from i18n.collation import reading_key
from i18n.texts import Text, current_language, text_of
from places.models import Country
from presidencies.current import presidency_text
from priorities.models import Priority
from themes.models import Theme
from website.exports.base import EventExport
from website.exports.ical.calendar import Feed, feed_calendar
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


Absolute = Callable[[str], str]


def of_plan(absolute: Absolute) -> Subscription:
    language = current_language()
    name = Text(presidency_text("short_title"), language, language)
    return Subscription(name, absolute(reverse("events:calendar_ics")))


def of_priorities(absolute: Absolute) -> list[Subscription]:
    return [
        Subscription(
            text_of(priority, "title"),
            absolute(reverse("events:priority_ics", args=[priority.slug])),
        )
        for priority in Priority.objects.published().in_order()
    ]


def of_themes(absolute: Absolute) -> list[Subscription]:
    return [
        Subscription(
            text_of(theme, "title"), absolute(reverse("events:theme_ics", args=[theme.slug]))
        )
        for theme in Theme.objects.published().with_public_events().in_order()
    ]


def of_bodies(absolute: Absolute) -> list[Subscription]:
    """Return those of bodies that have events, or have bodies below them that do."""
    bodies = Body.objects.published()
    slugs = set(Event.objects.published().values_list("bodies__slug", flat=True))
    lines = bodies.lines_up()
    ancestors = {ancestor for slug in slugs & set(lines) for ancestor in lines[slug]}
    return _by_name(
        Subscription(
            text_of(body, "short_name"), absolute(reverse("events:body_ics", args=[body.slug]))
        )
        for body in bodies
        if body.slug in ancestors
    )


def of_hosts(absolute: Absolute) -> list[Subscription]:
    """Return those of hosts that hold events, or have hosts below them that do."""
    slugs = set(Event.objects.published().values_list("hosts__slug", flat=True))
    lines = Host.objects.lines_up()
    ancestors = {ancestor for slug in slugs & set(lines) for ancestor in lines[slug]}
    return _by_name(
        Subscription(short_text(host), absolute(reverse("events:host_ics", args=[host.slug])))
        for host in Host.objects.all()
        if host.slug in ancestors
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
    return sorted(subscriptions, key=lambda subscription: reading_key(subscription.name.value))

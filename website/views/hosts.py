"""Who holds the events, by kind, and what each of them holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.plan_memory import states_of
from events.state import EventState
from hosts.models import Host, HostKind, HostQuerySet, short_text
from i18n.collation import Key, reading_key
from i18n.texts import Text, text_of, translated_into
from publishing import clock
from website.exports.formats import along_of, phase_on
from website.filters.counts import own_and_below
from website.filters.selection import Part
from website.jsonld import as_script, host_jsonld
from website.presenters.pagination import listing
from website.sentences import say_own_and_below
from website.views.base import by_readers_clock, readers_names

#: Above the hosts of each kind, in the order of the page.
HEADINGS = {
    HostKind.HEAD_OF_STATE: _("Heads of state"),
    HostKind.STATE: _("States"),
    HostKind.FEDERAL_EXECUTIVE_BODY: _("Federal executive bodies"),
    HostKind.PARLIAMENT: _("Parliaments"),
    HostKind.JUDICIARY_AND_PROSECUTION: _("Courts and prosecution"),
    HostKind.REGIONAL_AUTHORITY: _("Regional and local authorities"),
    HostKind.STATE_CORPORATION: _("State corporations"),
    HostKind.PUBLIC_ORGANISATION: _("Public organisations"),
    HostKind.BUSINESS: _("Business circles"),
    HostKind.ACADEMIA: _("Science and education"),
    HostKind.MEDIA: _("Media"),
    HostKind.SCO_BODY: _("Bodies of the organisation"),
    HostKind.FOREIGN_GOVERNMENT: _("Governments of other states"),
    HostKind.INTERNATIONAL_ORGANISATION: _("International organisations"),
}


@dataclass(frozen=True)
class HostLine:
    """A host of the list, with what it and those below it hold, said in words; "" for nothing.

    `plan` lists just these, where its page is that of a state or a body and shows more.
    """

    url: str
    name: Text
    counts: str
    plan: str


@require_safe
def host_list(request: HttpRequest) -> HttpResponse:
    counts = own_and_below("host")
    kinds: dict[str, list[HostLine]] = {kind: [] for kind in HEADINGS}
    for host in Host.objects.for_pages():
        counts_text = say_own_and_below(*counts.get(host.slug, (0, 0)))
        plan = "" if host.has_own_page else f"{reverse('events:plan')}?host={host.slug}"
        line = HostLine(host.get_absolute_url(), short_text(host), counts_text, plan)
        kinds[host.kind].append(line)
    context = {
        "kinds": [
            (
                kind,
                HEADINGS[HostKind(kind)],
                sorted(lines, key=_by_name),
                any(line.counts for line in lines),
            )
            for kind, lines in kinds.items()
            if lines
        ],
    }
    return render(request, "hosts/host_list.html", context)


def _by_name(line: HostLine) -> Key:
    return reading_key(line.name.value)


@require_safe
def host_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a host; one that is a state or a public body leads to the page of that."""
    host = get_object_or_404(Host.objects.for_pages(), slug=slug)
    if not host.has_own_page:
        return redirect(host)
    part, names, now = Part.of_host(host), readers_names(request), clock.now()
    events = states_of(part.events.in_plan_order())
    own_events = [event for event in events if event.is_held_by(slug)]
    other_events = [event for event in events if not event.is_held_by(slug)]
    context = {
        "host": host,
        "name": text_of(host, "name"),
        "short_name": short_text(host),
        "has_short_name": bool(text_of(host, "short_name").value),
        "children": host_links(host.children.select_related("country", "body")),
        "parent": host.parent and (host.parent.get_absolute_url(), short_text(host.parent)),
        "listing": listing(own_events, now, names),
        "below": listing(other_events, now, names),
        "translated_languages": translated_into(host, "name"),
        "jsonld": as_script(host_jsonld(host, request.build_absolute_uri)),
        "along": along_of(part, request, now),
        "phase": phase_on(now.date()),
    }
    return by_readers_clock(render(request, "hosts/host_detail.html", context), events)


def host_links(hosts: Iterable[Host]) -> list[tuple[str, Text]]:
    """Return the address and the short name of each host, by name."""
    links = ((host.get_absolute_url(), short_text(host)) for host in hosts)
    return sorted(links, key=lambda link: reading_key(link[1].value))


def hosted_besides(hosts: HostQuerySet, part: Part) -> list[EventState]:
    """Return the public events that the one of `hosts` holds, or those below it, beside its `part`."""
    slugs = Host.objects.subtree_slugs(hosts.values_list("slug", flat=True))
    if not slugs:
        return []
    events = Event.objects.published().of_hosts(slugs).exclude(pk__in=part.events.values("pk"))
    return states_of(events.in_plan_order())

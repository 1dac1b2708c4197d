"""The facets: an entry here is a parameter of every list of events, at every door.

Pages, calendars, tables, feeds and the API take it; the panel offers and counts its values, and the
sentence above a list says it. docs/api.md names it too: a test compares. Their order is that of the
panel, and of the parameters in links.
"""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from bodies.models import Body
from events.enums import FORMATS, Format, Kind, Level, Membership, Status
from events.facets.base import CodedValues, Facet, NamedValues
from events.models import Event
from hosts.models import Host, HostKind, short_text
from places.models import City, Country
from priorities.models import Priority


def _themes() -> Any:
    """Return the rows of what gathers events from above, by what leads there."""
    return Event._meta.get_field("themes").related_model._default_manager


_TABLE = (
    Facet(
        name="priority",
        label=ngettext_lazy("Priority", "Priorities", 1),
        any_label=gettext_lazy("All priorities"),
        description="Serving this priority.",
        phrase=pgettext_lazy("events", "on %(names)s"),
        rank=1,
        values=NamedValues(
            shown=lambda: Priority.objects.published().in_order(),
            known=Priority.objects.published_anywhere,
            text="title",
        ),
        columns=("priorities__slug",),
        narrow=lambda events, slugs: events.of_priorities(slugs),
        read=lambda event, _places: event.priorities,
    ),
    Facet(
        name="theme",
        label=ngettext_lazy("Theme", "Themes", 1),
        any_label=gettext_lazy("All themes"),
        description="Gathered in this theme.",
        phrase=pgettext_lazy("events", "of the theme %(names)s"),
        rank=2,
        values=NamedValues(
            shown=lambda: _themes().published().in_order(),
            known=lambda: _themes().published_anywhere(),
            text="title",
        ),
        columns=("slug",),
        narrow=lambda events, slugs: events.of_themes(slugs),
        read=lambda event, _places: (event.slug,),
        brings=lambda: _themes().published().by_event(),
    ),
    Facet(
        name="body",
        label=ngettext_lazy("Body", "Bodies", 1),
        any_label=gettext_lazy("All bodies"),
        description="Of this body, or of a body below it.",
        phrase=pgettext_lazy("events", "of %(names)s"),
        rank=3,
        values=NamedValues(
            shown=Body.objects.published, known=Body.objects.published, text="short_name"
        ),
        columns=("bodies__slug",),
        narrow=lambda events, slugs: events.of_bodies(
            Body.objects.published().subtree_slugs(slugs)
        ),
        read=lambda event, _places: event.bodies,
        brings=lambda: Body.objects.published().lines_up(),
        has_below=True,
    ),
    Facet(
        name="host",
        label=ngettext_lazy("Host", "Hosts", 1),
        any_label=gettext_lazy("All hosts"),
        description="Held by this host, or by a host below it, in whichever role.",
        phrase=pgettext_lazy("events", "held by %(names)s"),
        rank=4,
        values=NamedValues(Host.objects.all, Host.objects.all, text=short_text, by_name=True),
        columns=("hosts__slug",),
        narrow=lambda events, slugs: events.of_hosts(Host.objects.subtree_slugs(slugs)),
        read=lambda event, _places: (host.slug for host in event.hosts),
        brings=lambda: Host.objects.lines_up(),
        has_below=True,
    ),
    Facet(
        name="host_kind",
        label=gettext_lazy("Type of host"),
        any_label=gettext_lazy("All types of hosts"),
        description="Held by a host of this type, in whichever role.",
        phrase=pgettext_lazy("events", "with a host of the type %(names)s"),
        rank=5,
        values=CodedValues(HostKind),
        columns=("hosts__slug",),
        narrow=lambda events, kinds: events.of_host_kinds(kinds),
        read=lambda event, _places: (host.slug for host in event.hosts),
        brings=lambda: Host.objects.kinds(),
    ),
    Facet(
        name="country",
        label=gettext_lazy("Country"),
        any_label=gettext_lazy("All countries"),
        description="Chaired by this country, or meeting in a city of it.",
        phrase=pgettext_lazy("events", "hosted or chaired by %(names)s"),
        rank=9,
        values=NamedValues(Country.objects.all, Country.objects.all, text="name", by_name=True),
        columns=("chair__slug", "cities__country__slug"),
        narrow=lambda events, slugs: events.of_countries(slugs),
        read=lambda event, places: event.countries(places.country_of),
    ),
    Facet(
        name="city",
        label=gettext_lazy("City"),
        any_label=gettext_lazy("All cities"),
        description="Meeting in this city, or that was to before it moved elsewhere or online.",
        phrase=pgettext_lazy("events", "in %(names)s"),
        rank=8,
        values=NamedValues(City.objects.all, City.objects.all, text="name", by_name=True),
        columns=("cities__slug",),
        narrow=lambda events, slugs: events.in_cities(slugs),
        read=lambda event, _places: (*event.met_cities, *event.left_places),
    ),
    Facet(
        name="kind",
        label=gettext_lazy("Kind"),
        any_label=gettext_lazy("All kinds"),
        description="Of this kind.",
        phrase=pgettext_lazy("events", "of the kind %(names)s"),
        rank=7,
        values=CodedValues(Kind),
        columns=("kind",),
    ),
    Facet(
        name="level",
        label=gettext_lazy("Level"),
        any_label=gettext_lazy("All levels"),
        description="At this level.",
        phrase=pgettext_lazy("events", "at the level of %(names)s"),
        rank=6,
        values=CodedValues(Level),
        columns=("level",),
    ),
    Facet(
        name="format",
        label=gettext_lazy("Format"),
        any_label=gettext_lazy("Any format"),
        description="In this format.",
        phrase={code: meaning.phrase for code, meaning in FORMATS.items()},
        rank=10,
        values=CodedValues(Format),
        columns=("format",),
    ),
    Facet(
        name="status",
        label=gettext_lazy("Status"),
        any_label=gettext_lazy("Any status"),
        description="With this status.",
        phrase={
            Status.PLANNED: pgettext_lazy("events", "planned"),
            Status.CONFIRMED: pgettext_lazy("events", "confirmed"),
            Status.POSTPONED: pgettext_lazy("events", "postponed"),
            Status.CANCELLED: pgettext_lazy("events", "cancelled"),
            Status.HELD: pgettext_lazy("events", "that took place"),
            Status.UNKNOWN_OUTCOME: pgettext_lazy("events", "whose outcome is unknown"),
        },
        rank=11,
        values=CodedValues(Status),
        columns=("status",),
    ),
    Facet(
        name="plan",
        label=gettext_lazy("Plan"),
        any_label=gettext_lazy("All plans"),
        description="Of this plan: the presidency’s own, or the organisation’s calendar.",
        phrase={
            Membership.PRESIDENCY: pgettext_lazy("events", "of the Presidency’s own plan"),
            Membership.SCO_CALENDAR: pgettext_lazy("events", "of the organisation’s own calendar"),
        },
        rank=12,
        values=CodedValues(Membership),
        columns=("membership",),
    ),
)

#: By the names of their parameters.
FACETS: dict[str, Facet] = {facet.name: facet for facet in _TABLE}


def in_sentence() -> list[Facet]:
    """Return the facets in the order in which a sentence says them."""
    return sorted(FACETS.values(), key=lambda facet: facet.rank)

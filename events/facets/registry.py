"""The facets: an entry here is a parameter of every list of events, at every door.

Pages, calendars, tables, feeds and the API take it; the panel offers and counts its values, and the
sentence above a list says it. docs/api.md names it too: a test compares. Their order is that of the
panel, and of the parameters in links.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from bodies.models import Body
from events.enums import FORMATS, Format, Kind, Level, Membership, Status
from events.models import Event
from events.plan_memory import of_the_plan
from events.querysets import EventQuerySet
from events.state import EventState
from hosts.models import Host, HostKind, short_text
from i18n.collation import reading_key
from i18n.texts import Text, text_of
from places.models import City, Country, PlaceNames
from priorities.models import Priority

#: Codes or slugs, each with its name in the active language.
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class CodedValues:
    """The codes of a closed list."""

    codes: type[models.TextChoices]

    @of_the_plan
    def choices(self) -> Choices:
        return [(code, capfirst(str(label))) for code, label in self.codes.choices]

    def names(self, offered: Choices) -> dict[str, str]:
        """Return the name of each as it stands within a sentence."""
        return {code: str(label) for code, label in self.codes.choices}


@dataclass(frozen=True)
class NamedValues:
    """Things by their slugs: `shown` on the pages, in their order or `by_name`.

    `known` are those that the API knows, of every presidency; `text` names one: a field, or more.
    """

    shown: Callable[[], models.QuerySet[Any]]
    known: Callable[[], models.QuerySet[Any]]
    text: str | Callable[[Any], Text]
    by_name: bool = False

    @of_the_plan
    def choices(self) -> Choices:
        pairs = [(row.slug, str(self._name(row))) for row in self.shown()]
        return sorted(pairs, key=lambda one: reading_key(one[1])) if self.by_name else pairs

    def _name(self, row: Any) -> Text:
        return text_of(row, self.text) if isinstance(self.text, str) else self.text(row)

    def names(self, offered: Choices) -> dict[str, str]:
        """Return the name of each as it stands within a sentence. No query: by what is offered."""
        return dict(offered)


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A parameter `name` of addresses. Repeated, it asks for any of its values."""

    name: str
    #: Above its list on a page, and what stands there while nothing is chosen. Lazy.
    label: Any
    any_label: Any
    #: What it asks for, as the API and docs/api.md say it.
    description: str
    #: A pattern with %(names)s, or words for each value. Lazy. Each stands in the sentence of what is
    #: shown after "12 events", or after a comma.
    phrase: Any
    #: Where the phrase stands in the sentence of what is shown.
    rank: int
    values: CodedValues | NamedValues
    #: Paths from the row of an event to its values, or to what `brings` leads on from.
    columns: tuple[str, ...]
    #: The events of some values; without it those that have one in the first of `columns`.
    narrow: Callable[[EventQuerySet, Collection[str]], EventQuerySet] | None = None
    #: What `columns` hold, of a state; without it its attribute of the first one's name.
    read: Callable[[EventState, PlaceNames], Iterable[str]] | None = None
    #: The values that each thing brings its events to, when not only its own. One query.
    brings: Callable[[], Mapping[str, Set[str]]] | None = None
    #: Whether its values stand below each other: the events of those below are found too.
    has_below: bool = False

    def narrowed(self, events: EventQuerySet, values: Collection[str]) -> EventQuerySet:
        """Return those of `events` that have any of `values`."""
        if self.narrow:
            return self.narrow(events, values)
        having = events.filter(**{f"{self.columns[0]}__in": values})
        # A path to rows of their own finds an event once for each.
        return having.distinct() if LOOKUP_SEP in self.columns[0] else having

    def read_from(self, event: EventState, places: PlaceNames) -> Iterable[str]:
        return self.read(event, places) if self.read else [getattr(event, self.columns[0])]


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
        description="Meeting in this city, or that was to at any time before it moved elsewhere or online.",
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

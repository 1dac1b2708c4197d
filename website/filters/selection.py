"""The set of events at one address of the calendar: its page and all its exports show these.

A selection is narrowed by days, by a filter, and to the part of the plan that one priority, theme,
body, host or country has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.urls import reverse

from bodies.models import Body
from events.counts import HERE, Stay, stay_of, stay_on
from events.dates import Period
from events.models import Event
from events.plan_memory import all_states, states_of
from events.querysets import EventQuerySet
from events.state import EventState
from hosts.models import Host, short_text
from i18n.texts import Text, text_of
from places.models import Country
from priorities.models import Priority
from themes.models import Theme
from website.filters.counts import FacetCounts, OfferedFacets, Traits, facets_of, with_traits
from website.filters.forms import PlanFilter


@dataclass(frozen=True)
class Days:
    """The time that a page covers, both days included, and how it is said.

    A `single` day shows only what is known to fall on it; longer times also show what may.
    """

    first: date
    last: date
    said: str
    single: bool = False
    #: Whether it is called by one name: November 2020, 2020.
    is_named: bool = False

    def stay(self, state: EventState) -> Stay | None:
        """Return how an event stands here; None where it does not."""
        return stay_of(state, self.first, self.last, exact=self.single)

    def show(self, periods: Iterable[Period]) -> bool:
        """Whether an event stands here that has, or for good has left, one of `periods`."""
        return any(stay_on(period, self.first, self.last, exact=self.single) for period in periods)


@dataclass(frozen=True)
class Selection:
    """The public events of some days (None: of all) that a filter leaves, of a part or of the plan."""

    plan_filter: PlanFilter
    days: Days | None = None
    part: Part | None = None

    @cached_property
    def scope(self) -> EventQuerySet:
        """All public events of the days and the part, whatever the filter says."""
        events = Event.objects.published()
        if self.part:  # by key: a join would hide the other values of its facet
            events = events.filter(pk__in=self.part.events.values("pk"))
        return shown_in(events, self.days) if self.days else events

    @property
    def events(self) -> EventQuerySet:
        """What the filter leaves, in the order of the plan."""
        return self.plan_filter.narrow(self.scope).in_plan_order()

    @property
    def states(self) -> Sequence[EventState]:
        """What `events` say, out of the plan in memory."""
        return self.drawn(self.days) if self.days else self.ever

    @cached_property
    def ever(self) -> Sequence[EventState]:
        """What the filter leaves of the plan or the part, on whatever day, in the order of the plan."""
        codes = self.plan_filter.facet_values
        if self.is_whole:
            return all_states()
        return [state for state, traits in self._candidates if not traits.misses(codes)]

    def drawn(self, around: Days) -> list[EventState]:
        """Return those of `ever` that stand in the days `around` the page; one may only have been there."""
        return [state for state in self.ever if around.stay(state)]

    @property
    def is_whole(self) -> bool:
        """Whether neither a filter nor a part narrows the plan."""
        return not self.part and not self.plan_filter.values_by_name

    @cached_property
    def _candidates(self) -> list[tuple[EventState, Traits]]:
        """What words, part, days and moment of the filter leave, whatever page and facets say. No query for the whole plan."""
        plan_filter, candidates = self.plan_filter, with_traits(self._worded)
        if plan_filter.between is None and not plan_filter.asks_of_states:
            return candidates
        return [one for one in candidates if plan_filter.admits(one[0])]

    @property
    def _worded(self) -> Sequence[EventState]:
        if not self.part and not self.plan_filter.words:
            return all_states()
        events = self.part.events if self.part else Event.objects.published()
        return states_of(self.plan_filter.worded(events).in_plan_order())

    @cached_property
    def _standing(self) -> list[tuple[EventState, Traits, Stay | None]]:
        """What the page may show, whatever facets say, and how each stands to its time; None: it has none."""
        time = self.time
        if time is None:
            return [(state, traits, None) for state, traits in self._candidates]
        return [
            (state, traits, stay)
            for state, traits in self._candidates
            if (stay := time.stay(state))
        ]

    @property
    def time(self) -> Days | None:
        """The days of the page; where it has none, those that the filter asks for."""
        between = self.plan_filter.between
        return self.days or (Days(*between, said="") if between else None)

    @cached_property
    def facet_counts(self) -> FacetCounts:
        """What each value of the filter would leave."""
        here: list[Traits] = []
        more: list[Traits] = []
        for _state, traits, stay in self._standing:
            (here if stay is None or stay in HERE else more).append(traits)
        return FacetCounts(here, self.plan_filter.facet_values, more)

    @cached_property
    def shown(self) -> list[tuple[EventState, Stay | None]]:
        """What the page shows, and how each stands to its time; None: the page has none."""
        codes = self.plan_filter.facet_values
        return [(state, stay) for state, traits, stay in self._standing if not traits.misses(codes)]

    @property
    def here(self) -> int:
        """How many events lie in the time of the page, or in the plan: the number that every door says."""
        return sum(stay is None or stay in HERE for _state, stay in self.shown)

    @property
    def count(self) -> int:
        """How many events the page, and each file of it, shows in all."""
        return len(self.shown)

    def count_without(self, name: str) -> int:
        """Return how many events there would be if the parameter `name` were not given."""
        if name in ("from", "to", "when", "moved"):
            return replace(self, plan_filter=self.plan_filter.without(name)).count
        if name == "q":
            return self.plan_filter.faceted(self.scope).count()
        return self.facet_counts.without(name)

    @property
    def facets(self) -> OfferedFacets:
        return facets_of(self.plan_filter, self.facet_counts)


def shown_in(events: EventQuerySet, days: Days) -> EventQuerySet:
    """Return those of `events` that take place in `days`, or left a date there. Three queries.

    A date that was only said more exactly afterwards was not left: steps tell that, and the
    database cannot.
    """
    certain = events.exact() if days.single else events
    keys = set(certain.overlapping(days.first, days.last).values_list("pk", flat=True))
    candidates = events.touching(days.first, days.last).exclude(pk__in=keys)
    for event in candidates.prefetch_related("changes"):
        if days.show(slot.period for slot in event.history().days_left_for(event.period)):
            keys.add(event.pk)
    return events.filter(pk__in=keys)


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
    def of_theme(cls, theme: Theme) -> Part:
        events = Event.objects.published().of_themes([theme.slug])
        return cls("theme", text_of(theme, "title"), theme.get_absolute_url(), events)

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

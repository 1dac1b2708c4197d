"""The set of events at one address of the calendar: its page and all its forms show these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from events.history import History
from events.models import Event
from events.selection.tally import OfferedFacet, Tally, Traits, TraitsReader, facets_of

if TYPE_CHECKING:
    from events.querysets import EventQuerySet
    from events.selection.forms import PlanFilter
    from events.selection.part import Part


@dataclass(frozen=True)
class Days:
    """The time that a page covers, both days included, and how it is said.

    A `single` day shows only what is known to fall on it; longer times also show what may.
    """

    first: date
    last: date
    said: str
    single: bool = False


@dataclass(frozen=True)
class Selection:
    """The public events of some days (None: of all) that a filter leaves, of a part or of the plan."""

    chosen: PlanFilter
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
        return self.chosen.narrow(self.scope).in_plan_order()

    @cached_property
    def tally(self) -> Tally:
        """What each value of the filter would leave. One query, and those of `TraitsReader`."""
        traits = TraitsReader.open().rows(self.chosen.worded(self.scope))
        return Tally(traits, self.chosen.facet_values)

    @property
    def count(self) -> int:
        return len(self.tally.left)

    def count_without(self, name: str) -> int:
        """Return how many events there would be if the parameter `name` were not given."""
        if name == "q":
            return self.chosen.faceted(self.scope).count()
        return self.tally.without(name)

    @property
    def facets(self) -> list[OfferedFacet]:
        return facets_of(self.chosen, self.tally)

    def is_elsewhere(self, one: Traits) -> bool:
        """Whether an event of the selection now has a date outside of the days."""
        days = self.days
        return days is not None and one.is_dated and not one.touches(days.first, days.last)


def shown_in(events: EventQuerySet, days: Days) -> EventQuerySet:
    """Return those of `events` that take place in `days`, or left a date there. Three queries.

    A date that was only said more exactly afterwards was not left: steps tell that, and the
    database cannot.
    """
    dated = events.exact() if days.single else events
    here = set(dated.overlapping(days.first, days.last).values_list("pk", flat=True))
    once = events.touching(days.first, days.last).exclude(pk__in=here)
    here.update(event.pk for event in once.prefetch_related("changes") if _left(event, days))
    return events.filter(pk__in=here)


def _left(event: Event, days: Days) -> bool:
    slots = [slot.period for slot in History.of(event).days_left_for(event.period)]
    return any(
        period.overlaps(days.first, days.last) and (period.is_exact or not days.single)
        for period in slots
    )

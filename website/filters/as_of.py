"""What a filter leaves of the past: each event is judged by what was known of it then. No query here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from website.filters.counts import FacetCounts, Traits, facets_of

if TYPE_CHECKING:
    from events.as_of.diff import Differences
    from events.as_of.plan import KnownEvent, PlanOn
    from events.state import EventState
    from places.models import PlaceNames
    from website.filters.counts import OfferedFacet, TraitsReader
    from website.filters.forms import PlanFilter


@dataclass(frozen=True)
class Judge:
    """The filter, and what it takes to judge an event by it."""

    chosen: PlanFilter
    #: The keys of the events whose titles hold the words.
    worded: Set[int]
    reader: TraitsReader
    places: PlaceNames

    @property
    def wanted(self) -> dict[str, set[str]]:
        """The chosen values; words count as a facet that an event has or has not."""
        words = {"q": {self.chosen.words}} if self.chosen.words else {}
        return self.chosen.facet_values | words

    def traits(self, event: EventState) -> Traits:
        found = self.reader.state(event, self.places)
        found.values["q"] = {self.chosen.words} if event.key in self.worded else set()
        return found

    def recall(self, events: Iterable[EventState]) -> Recalled:
        """Several states of one event count together: it has the values of each."""
        traits: dict[int, Traits] = {}
        for event in events:
            found = self.traits(event)
            if event.key in traits:
                for name, values in traits[event.key].values.items():
                    values |= found.values[name]
            else:
                traits[event.key] = found
        return Recalled(self.chosen, self.wanted, traits)

    def of_plan(self, plan: PlanOn) -> Recalled:
        return self.recall((*plan.known, *plan.unsure))

    def of_differences(self, found: Differences, tales: Iterable[KnownEvent]) -> Recalled:
        """Return the events that changed, each by what it was before and what it became."""
        touched = {one.tale.event.key for one in found.dated}
        touched |= {silent.event.key for silent in found.silent}
        touched |= {tale.event.key for tale, _chapter in found.outcomes}
        changed = (tale for tale in tales if tale.event.key in touched)
        before = found.first - timedelta(days=1) if found.first > date.min else found.first
        return self.recall(
            state for tale in changed for state in self._states(tale, before, found.last)
        )

    def nearest_plan(
        self, tales: Iterable[KnownEvent], day: date, bounds: tuple[date, date]
    ) -> date | None:
        """Return the day within `bounds`, nearest to `day`, whose plan leaves something."""
        first, last = bounds
        days = []
        for tale in tales:
            ends = [later.day - timedelta(days=1) for later in tale.chapters[1:]]
            for chapter, end in zip(tale.chapters, [*ends, last], strict=True):
                begins, ends_on = max(chapter.day, first), min(end, last)
                state = tale.event.at(chapter)
                if begins <= ends_on and not self.traits(state).misses(self.wanted):
                    days.append(min(max(day, begins), ends_on))
        return _nearest(days, (day, day))

    def nearest_change(
        self, tales: Iterable[KnownEvent], around: tuple[date, date], until: date
    ) -> date | None:
        """Return the day nearest to a time on which something was announced of what is left."""
        days = []
        for tale in tales:
            for old, new in pairwise([tale.chapters[0], *tale.chapters]):
                if new.step is None or new.step.announced_on is None or new.day > until:
                    continue
                states = (tale.event.at(one) for one in (old, new))
                if self.recall(states).left:
                    days.append(new.day)
        return _nearest(days, around)

    def _states(self, tale: KnownEvent, before: date, last: date) -> Iterator[EventState]:
        known = tale.known(before)
        told = [one for one in tale.chapters if before < one.day <= last]
        for chapter in [*([known] if known else []), *told] or tale.chapters[:1]:
            yield tale.event.at(chapter)


def _nearest(days: Iterable[date], around: tuple[date, date]) -> date | None:
    first, last = around
    return min(days, key=lambda day: (max(first - day, day - last), day), default=None)


@dataclass(frozen=True)
class Recalled:
    """Events of a page about the past, counted under a filter."""

    chosen: PlanFilter
    wanted: Mapping[str, Set[str]]
    traits: Mapping[int, Traits]

    @cached_property
    def left(self) -> set[int]:
        """The keys of the events that the filter leaves."""
        return {pk for pk, one in self.traits.items() if not one.misses(self.wanted)}

    @cached_property
    def tally(self) -> FacetCounts:
        return FacetCounts(list(self.traits.values()), self.wanted)

    @property
    def count(self) -> int:
        return len(self.left)

    def count_without(self, name: str) -> int:
        """Return how many events there would be if the parameter `name` were not given."""
        return self.tally.without(name)

    @property
    def facets(self) -> list[OfferedFacet]:
        return facets_of(self.chosen, self.tally)

    def plan(self, plan: PlanOn) -> PlanOn:
        return replace(
            plan,
            known=tuple(event for event in plan.known if event.key in self.left),
            unsure=tuple(event for event in plan.unsure if event.key in self.left),
            silent=tuple(one for one in plan.silent if one[0].key in self.left),
        )

    def differences(self, found: Differences) -> Differences:
        """Return the differences of the events that are left, each of them whole."""
        return replace(
            found,
            dated=tuple(one for one in found.dated if one.tale.event.key in self.left),
            silent=tuple(one for one in found.silent if one.event.key in self.left),
            outcomes=tuple(told for told in found.outcomes if told[0].event.key in self.left),
        )

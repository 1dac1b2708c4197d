"""What a filter leaves of the past: each event is judged by what was known of it then. No query here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from events.as_of.diff import Difference, Differences, Silent, differences
from events.as_of.plan import KnownEvent, PlanOn
from events.state import EventState
from places.models import PlaceNames
from website.filters.counts import FacetCounts, OfferedFacets, Traits, TraitsReader, facets_of
from website.filters.forms import PastFilter, how_moved, moves_of

#: Days that the page of changes tells, before the end of the term, of a reader who asks for none.
RECENT = 30


@dataclass(frozen=True)
class Judge:
    """The filter, and what it takes to judge an event by it."""

    plan_filter: PastFilter
    #: The keys of the events whose titles hold the words.
    worded: Set[int]
    reader: TraitsReader
    places: PlaceNames

    @property
    def wanted(self) -> dict[str, set[str]]:
        """The chosen values; words count as a facet that an event has or has not, its moves as another."""
        words = {"q": {self.plan_filter.words}} if self.plan_filter.words else {}
        moves = {"moved": self.plan_filter.moves} if self.plan_filter.moves else {}
        return self.plan_filter.facet_values | words | moves

    def traits(self, event: EventState) -> Traits:
        traits = self.reader.state(event, self.places)
        traits.values["q"] = {self.plan_filter.words} if event.key in self.worded else set()
        traits.values["moved"] = moves_of(event)
        return traits

    def select(self, events: Iterable[EventState]) -> "PastSelection":
        """Several states of one event count together: it has the values of each."""
        traits: dict[int, Traits] = {}
        for event in events:
            state_traits = self.traits(event)
            if event.key in traits:
                for name, values in traits[event.key].values.items():
                    values |= state_traits.values[name]
            else:
                traits[event.key] = state_traits
        return PastSelection(self.plan_filter, self.wanted, traits)

    def of_plan(self, plan: PlanOn) -> "PastSelection":
        return self.select((*plan.known, *plan.unsure))

    def of_differences(
        self, changes: Differences, known_events: Iterable[KnownEvent]
    ) -> "PastSelection":
        """Return the events that changed, each by what it was before and what it became, and by how it moved in between."""
        moves = _moves(changes)
        first = changes.first
        eve = first - timedelta(days=1) if first > date.min else first
        selection = self.select(
            state
            for known_event in known_events
            if known_event.event.key in moves
            for state in self._states(known_event, eve, changes.last)
        )
        for key, traits in selection.traits.items():
            traits.values["moved"] = moves[key]
        return selection

    def nearest_plan(
        self, known_events: Iterable[KnownEvent], day: date, bounds: tuple[date, date]
    ) -> date | None:
        """Return the day within `bounds`, nearest to `day`, whose plan leaves something."""
        first, last = bounds
        days = []
        for known_event in known_events:
            last_days = [successor.day - timedelta(days=1) for successor in known_event.entries[1:]]
            for entry, end in zip(known_event.entries, [*last_days, last], strict=True):
                first_day, last_day = max(entry.day, first), min(end, last)
                state = known_event.event.at(entry)
                if first_day <= last_day and not self.traits(state).misses(self.wanted):
                    days.append(min(max(day, first_day), last_day))
        return _nearest(days, (day, day))

    def nearest_change(
        self, known_events: Iterable[KnownEvent], bounds: tuple[date, date], until: date
    ) -> date | None:
        """Return the day nearest to a time on which something was announced of what is left."""
        days = [
            entry.day
            for known_event in known_events
            for entry in known_event.entries
            if entry.step is not None and entry.step.announced_on is not None and entry.day <= until
            if self._changed_on(known_event, entry.day)
        ]
        return _nearest(days, bounds)

    def _changed_on(self, known_event: KnownEvent, day: date) -> bool:
        changes = differences([known_event], day, day)
        return bool(self.of_differences(changes, [known_event]).left)

    def _states(self, known_event: KnownEvent, eve: date, last: date) -> Iterator[EventState]:
        start = known_event.entry_on(eve)
        entries = [entry for entry in known_event.entries if eve < entry.day <= last]
        for entry in [*([start] if start else []), *entries] or known_event.entries[:1]:
            yield known_event.event.at(entry)


def _moves(changes: Differences) -> dict[int, set[str]]:
    """Return how each event of a page of `changes` moved in its time, by key."""
    moves = {known_event.event.key: set[str]() for known_event, _entry in changes.outcomes}
    told: Sequence[Difference | Silent] = (*changes.dated, *changes.silent)
    for change in told:
        moves.setdefault(change.key, set()).update(
            how_moved(has_new_date=change.has_new_date, online=change.moved_online)
        )
    return moves


def _nearest(days: Iterable[date], bounds: tuple[date, date]) -> date | None:
    first, last = bounds
    return min(days, key=lambda day: (max(first - day, day - last), day), default=None)


@dataclass(frozen=True)
class PastSelection:
    """Events of a page about the past, counted under a filter."""

    plan_filter: PastFilter
    wanted: Mapping[str, Set[str]]
    traits: Mapping[int, Traits]

    @cached_property
    def left(self) -> set[int]:
        """The keys of the events that the filter leaves."""
        return {pk for pk, traits in self.traits.items() if not traits.misses(self.wanted)}

    @cached_property
    def facet_counts(self) -> FacetCounts:
        return FacetCounts(list(self.traits.values()), self.wanted)

    @property
    def count(self) -> int:
        return len(self.left)

    def count_without(self, name: str) -> int:
        """Return how many events there would be if the parameter `name` were not given."""
        return self.facet_counts.without(name)

    @property
    def facets(self) -> OfferedFacets:
        return facets_of(self.plan_filter, self.facet_counts)

    def plan(self, plan: PlanOn) -> PlanOn:
        return replace(
            plan,
            known=tuple(event for event in plan.known if event.key in self.left),
            unsure=tuple(event for event in plan.unsure if event.key in self.left),
            silent=tuple(pair for pair in plan.silent if pair[0].key in self.left),
        )

    def differences(self, differences: Differences) -> Differences:
        """Return the differences of the events that are left, each of them whole."""
        return replace(
            differences,
            dated=tuple(
                change for change in differences.dated if change.known_event.event.key in self.left
            ),
            silent=tuple(change for change in differences.silent if change.event.key in self.left),
            outcomes=tuple(pair for pair in differences.outcomes if pair[0].event.key in self.left),
        )

"""How many events each value of a filter would leave: counted from the plan in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from events.enums import Status
from events.facets.base import Choices, Facet
from events.facets.registry import FACETS
from events.plan_memory import all_states, names_of_places, of_the_plan
from events.state import EventState
from places.models import PlaceNames
from website.filters.forms import PlanFilter


@dataclass(frozen=True)
class OfferedFacet:
    """One facet as the panel offers it: a list for each chosen value, and one to add another.

    `counts` tells of each value how many events it would leave.
    """

    name: str
    label: str
    any_label: str
    choices: Choices
    chosen: tuple[str, ...]
    counts: Mapping[str, int]

    @property
    def lists(self) -> list[str]:
        """The value that each list shows; the last one stands on "any"."""
        return [*self.chosen, ""]

    @property
    def options(self) -> Choices:
        """What the lists hold: values that leave something, and those that are chosen anyway."""
        return [
            (code, _("%(label)s (%(count)d)") % {"label": label, "count": self.counts[code]})
            for code, label in self.choices
            if self.counts[code] or code in self.chosen
        ]


@dataclass
class Traits:
    """What a filter looks at in one event: its values of each facet."""

    values: dict[str, set[str]]
    first: date | None
    last: date | None
    is_exact: bool

    @property
    def is_dated(self) -> bool:
        return self.first is not None

    @property
    def is_cancelled(self) -> bool:
        return Status.CANCELLED in self.values["status"]

    def touches(self, first: date, last: date) -> bool:
        """Whether the event's days, or its bounds, touch `first` to `last` (both inclusive)."""
        if self.first is None or self.last is None:
            return False
        return self.first <= last and self.last >= first

    def misses(self, codes_by_facet: Mapping[str, Set[str]]) -> list[str]:
        """Return the facets of `codes_by_facet` of whose values the event has none."""
        return [name for name, codes in codes_by_facet.items() if not codes & self.values[name]]


@dataclass(frozen=True)
class TraitsReader:
    """Reads the traits of events, with what each of their values brings them to."""

    brought: Mapping[str, Mapping[str, Set[str]]]

    @classmethod
    def open(cls) -> TraitsReader:
        """A query for each facet that has such values."""
        return cls({name: facet.brings() for name, facet in FACETS.items() if facet.brings})

    def state(self, event: EventState, places: PlaceNames) -> Traits:
        """Return the traits of one event by some day. No query here."""
        values = {
            name: self._values(facet, facet.read_from(event, places))
            for name, facet in FACETS.items()
        }
        period = event.period
        return Traits(values, period.first, period.last, period.is_exact)

    def _values(self, facet: Facet, codes: Iterable[str | None]) -> set[str]:
        values = {str(value) for value in codes if value}
        if facet.name not in self.brought:
            return values
        return {value for code in values for value in self.brought[facet.name].get(code, ())}


def with_traits(states: Iterable[EventState]) -> list[tuple[EventState, Traits]]:
    """Return each of `states`, which are of the plan, with its traits, which nobody may change."""
    traits = _traits_of_plan()
    return [(state, traits[state.key]) for state in states if state.key in traits]


@of_the_plan
def _traits_of_plan() -> Mapping[int, Traits]:
    """Return the traits of each event, by key."""
    reader, places = TraitsReader.open(), names_of_places()
    return {state.key: reader.state(state, places) for state in all_states()}


@dataclass(frozen=True)
class FacetCounts:
    """Events counted under a filter. `chosen` holds the wanted values of each facet that narrows."""

    traits: list[Traits]
    chosen: Mapping[str, Set[str]]

    @cached_property
    def left(self) -> list[Traits]:
        """The events that pass every facet."""
        return [traits for traits in self.traits if not traits.misses(self.chosen)]

    def counts(self, facet: str) -> Counter[str]:
        """Return for each value of `facet` how many events have it and pass all other facets."""
        return Counter(
            value for traits in self._passing_others(facet) for value in traits.values[facet]
        )

    def without(self, facet: str) -> int:
        """Return how many events the filter would leave if it did not look at `facet`."""
        return len(self._passing_others(facet))

    def _passing_others(self, facet: str) -> list[Traits]:
        other_facets = {name: codes for name, codes in self.chosen.items() if name != facet}
        return [traits for traits in self.traits if not traits.misses(other_facets)]


def facets_of(plan_filter: PlanFilter, facet_counts: FacetCounts) -> list[OfferedFacet]:
    """Return the facets of a page as its panel offers them."""
    return [
        OfferedFacet(
            name=name,
            label=str(field.label),
            any_label=str(field.any_label),
            choices=field.offered,
            chosen=tuple(plan_filter.cleaned_data[name]),
            counts=facet_counts.counts(name),
        )
        for name, field in plan_filter.facet_fields()
    ]

"""How many events each value of a filter would leave: counted from the plan in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from events.facets.registry import FACETS, Choices
from events.plan_memory import all_states, names_of_places, of_the_plan
from events.state import EventState
from i18n.texts import current_language
from i18n.typography import printed
from places.models import PlaceNames
from website.filters.forms import PlanFilter


@dataclass(frozen=True)
class ValueCount:
    """How many events one value of a facet leaves: `here` in the time of the page, and `more` that it shows besides.

    `own` are those of both that have the value itself, and not by something below it.
    """

    here: int = 0
    more: int = 0
    own: int | None = None

    @property
    def total(self) -> int:
        return self.here + self.more

    def say(self, label: str) -> str:
        """Return what stands in the list: "Online (3)", "Online (3 + 2)", "Experts and all below (5, alone 2)"."""
        label = printed(label, current_language())
        parts = {"label": label, "count": self.here, "more": self.more, "own": self.own}
        if self.own not in (None, self.total):
            if self.more:
                return _("%(label)s and all below (%(count)d + %(more)d, alone %(own)d)") % parts
            return _("%(label)s and all below (%(count)d, alone %(own)d)") % parts
        if self.more:
            return _("%(label)s (%(count)d + %(more)d)") % parts
        return _("%(label)s (%(count)d)") % parts


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
    counts: Mapping[str, ValueCount]

    @property
    def lists(self) -> list[str]:
        """The value that each list shows; the last one stands on "any"."""
        return [*self.chosen, ""]

    @property
    def options(self) -> Choices:
        """What the lists hold: values that leave something, and those that are chosen anyway."""
        nothing = ValueCount()
        return [
            (code, self.counts.get(code, nothing).say(label))
            for code, label in self.choices
            if code in self.counts or code in self.chosen
        ]

    @property
    def has_more(self) -> bool:
        """Whether a value that is offered says "2 + 1"."""
        return any(self.counts[code].more for code, _label in self.choices if code in self.counts)


class OfferedFacets(list[OfferedFacet]):
    """The facets of a page, in their order."""

    @property
    def has_more(self) -> bool:
        """Whether any of them says "2 + 1", which has to be explained."""
        return any(facet.has_more for facet in self)


@dataclass(frozen=True)
class Traits:
    """What a filter looks at in one event: its values of each facet."""

    values: dict[str, set[str]]
    #: Of facets whose values bring in the events of what is below them: those that it has itself.
    own: dict[str, set[str]]

    def misses(self, codes_by_facet: Mapping[str, Set[str]]) -> list[str]:
        """Return the facets of `codes_by_facet` of whose values the event has none."""
        return [name for name, codes in codes_by_facet.items() if not codes & self.values[name]]


@dataclass(frozen=True)
class TraitsReader:
    """Reads the traits of events, with what each of their values brings them to."""

    brought: Mapping[str, Mapping[str, Set[str]]]

    @classmethod
    def open(cls) -> "TraitsReader":
        """A query for each facet that has such values."""
        return cls({name: facet.brings() for name, facet in FACETS.items() if facet.brings})

    def state(self, event: EventState, places: PlaceNames) -> Traits:
        """Return the traits of one event by some day. No query here."""
        own = {
            name: {value for value in facet.read_from(event, places) if value}
            for name, facet in FACETS.items()
        }
        values = {name: self._brought(name, codes) for name, codes in own.items()}
        below = {name: own[name] for name, facet in FACETS.items() if facet.has_below}
        return Traits(values, below)

    def _brought(self, name: str, codes: set[str]) -> set[str]:
        if name not in self.brought:
            return codes
        return {value for code in codes for value in self.brought[name].get(code, ())}


def with_traits(states: Iterable[EventState]) -> list[tuple[EventState, Traits]]:
    """Return each of `states`, which are of the plan, with its traits, which nobody may change."""
    traits = _traits_of_plan()
    return [(state, traits[state.key]) for state in states if state.key in traits]


@of_the_plan
def _traits_of_plan() -> Mapping[int, Traits]:
    """Return the traits of each event, by key."""
    reader, places = TraitsReader.open(), names_of_places()
    return {state.key: reader.state(state, places) for state in all_states()}


@of_the_plan
def numbers_of(facet: str) -> Mapping[str, int]:
    """Return for each value of a facet how many events of the plan the filter finds by it; nothing for none."""
    return dict(_numbers(facet, _traits_of_plan().values()))


@of_the_plan
def own_and_below(facet: str) -> Mapping[str, tuple[int, int]]:
    """Return for each value of a facet that `has_below` how many events of the plan it has itself, and with those below."""
    rows = _traits_of_plan().values()
    own = Counter(value for traits in rows for value in traits.own[facet])
    return {value: (own[value], number) for value, number in _numbers(facet, rows).items()}


@dataclass(frozen=True)
class FacetCounts:
    """Events counted under a filter. `chosen` holds the wanted values of each facet that narrows.

    `here` lie in the time of the page, `more` it shows besides.
    """

    here: Sequence[Traits]
    chosen: Mapping[str, Set[str]]
    more: Sequence[Traits] = ()

    @cached_property
    def left(self) -> list[Traits]:
        """The events that pass every facet."""
        return [traits for traits in self._all if not traits.misses(self.chosen)]

    def counts(self, facet: str) -> dict[str, ValueCount]:
        """Return for each value of `facet` how many events have it and pass all other facets."""
        here_rows = self._passing_others(facet, self.here)
        more_rows = self._passing_others(facet, self.more)
        here, more = _numbers(facet, here_rows), _numbers(facet, more_rows)
        if not FACETS[facet].has_below:
            return {value: ValueCount(here[value], more[value]) for value in here | more}
        own = Counter(value for traits in (*here_rows, *more_rows) for value in traits.own[facet])
        return {value: ValueCount(here[value], more[value], own[value]) for value in here | more}

    def without(self, facet: str) -> int:
        """Return how many events the filter would leave if it did not look at `facet`."""
        return len(self._passing_others(facet, self._all))

    @property
    def _all(self) -> list[Traits]:
        return [*self.here, *self.more]

    def _passing_others(self, facet: str, rows: Sequence[Traits]) -> Sequence[Traits]:
        other_facets = {name: codes for name, codes in self.chosen.items() if name != facet}
        if not other_facets:
            return rows
        return [traits for traits in rows if not traits.misses(other_facets)]


def _numbers(facet: str, rows: Iterable[Traits]) -> Counter[str]:
    return Counter(value for traits in rows for value in traits.values[facet])


def facets_of(plan_filter: PlanFilter, facet_counts: FacetCounts) -> OfferedFacets:
    """Return the facets of a page as its panel offers them."""
    return OfferedFacets(
        OfferedFacet(
            name=name,
            label=str(field.label),
            any_label=str(field.any_label),
            choices=field.offered,
            chosen=tuple(plan_filter.cleaned_data[name]),
            counts=facet_counts.counts(name),
        )
        for name, field in plan_filter.facet_fields()
    )

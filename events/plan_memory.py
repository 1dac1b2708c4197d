"""The public plan of a presidency in the memory of a process: brought up to date for each stamp of the database.

What a page asks for is still asked of the database, by key; what the events say is then at hand.
What follows from the rows alone is kept beside them (`of_the_plan`), and goes when they do;
what is made of one value is kept with it (`Printable`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.urls import get_urlconf

from events import plan_rows
from events.plan_rows import PlanRows, read_states
from events.querysets import EventQuerySet
from events.state import EventState
from i18n.texts import current_language
from places.models import PlaceNames
from presidencies.current import current_pk
from publishing import stamp

P = ParamSpec("P")
R = TypeVar("R")

#: The plans of the current presidency and of one that somebody looks at besides.
PLANS = 2
#: Values that are kept beside a plan: those of each language for its months and events, and some filters.
VALUES = 2_000
MISSING = object()


class Plan:
    """The published events of a presidency, as they are while the database bears `stamp`.

    They are read when somebody asks, or renewed, where they were read for the plan `before`. `values` were
    made of the rows, by what they follow from. Without a stamp nothing is kept for another plan.
    """

    def __init__(self, stamp: str, before: Plan | None = None) -> None:
        self.stamp = stamp
        self.values: dict[Hashable, Any] = {}
        self._read: PlanRows | None = None
        self._before: PlanRows | None = None
        if before:
            self._before = before._read or before._before
        self._lock = threading.Lock()

    @property
    def order(self) -> Sequence[EventState]:
        """The states in the order of the plan."""
        return self._rows().states

    @property
    def names(self) -> PlaceNames:
        """The names of the places."""
        return self._rows().names

    @cached_property
    def states(self) -> Mapping[int, EventState]:
        """The states by key."""
        return {state.key: state for state in self.order}

    @cached_property
    def by_slug(self) -> Mapping[str, EventState]:
        return {state.slug: state for state in self.order}

    def _rows(self) -> PlanRows:
        """Return the rows, read by the first thread that asks while the others wait."""
        if self._read is None:
            with self._lock:
                if self._read is None:
                    self._read = self._ask()
                    self._before = None
        return self._read

    def _ask(self) -> PlanRows:
        if not self.stamp:
            rows = plan_rows.read_rows()
        elif self._before:
            rows = plan_rows.renewed(self._before)
        else:
            rows = plan_rows.read_to_renew()
        rows.names.is_kept = True
        for state in rows.states:
            if state.shelf is None:
                object.__setattr__(state, "shelf", {})  # frozen for all others
        return rows


class PlanMemory:
    """Plans by their presidency; the one asked for last stands last. Safe for threads."""

    def __init__(self) -> None:
        self._plans: dict[int | None, Plan] = {}
        self._lock = threading.Lock()

    def plan(self) -> Plan | None:
        """Return the plan of the presidency that is shown, another one when anything was written since.

        None where the database bears no stamp yet. One query.
        """
        newest = stamp.read()  # before the rows: what is written meanwhile has another
        if not newest:
            return None
        key = current_pk()
        plan = self._plans.get(key)
        if plan is None or plan.stamp != newest:
            with self._lock:
                plan = self._plans.get(key)
                if plan is None or plan.stamp != newest:
                    plan = self._begin(key, newest)
        return plan

    def _begin(self, key: int | None, newest: str) -> Plan:
        plan = self._plans[key] = Plan(newest, self._plans.pop(key, None))
        for oldest in list(self._plans)[:-PLANS]:
            del self._plans[oldest]
        return plan


_memory = PlanMemory()


def at_hand() -> Plan | None:
    """Return the plan that is shown; None where the stamp does not say all that was written.

    A request that writes nothing reads the plan for itself then.
    """
    if stamp.is_true_now():
        return _memory.plan()
    if not stamp.is_reading():
        return None
    return stamp.once(("plan", current_pk()), lambda: Plan(""))


def state_called(slug: str) -> EventState | None:
    """Return the event of the plan that is called `slug`; None where it holds none, or is not at hand."""
    plan = at_hand()
    return plan.by_slug.get(slug) if plan else None


def is_whole(states: object) -> bool:
    """Whether `states` are those of `all_states()`, at hand."""
    plan = at_hand()
    return plan is not None and states is plan.order


def states_of(events: EventQuerySet) -> list[EventState]:
    """Return the state of each of `events`, in their order. Two queries, once the plan is at hand."""
    plan = at_hand()
    if plan is None:
        return read_states(events)
    keys = events.order_only().values_list("pk", flat=True)
    states = [plan.states.get(key) for key in keys]
    if any(state is None for state in states):  # not all of the plan that is shown
        return read_states(events)
    return [state for state in states if state is not None]


def all_states() -> Sequence[EventState]:
    """Return the state of each published event of the presidency that is shown, in the order of the plan."""
    plan = at_hand()
    return plan.order if plan else read_states(plan_rows.published())


def names_of_places() -> PlaceNames:
    """Return the names of places: those of the plan, where it is at hand, which nobody may change."""
    plan = at_hand()
    return plan.names if plan else PlaceNames.read()


def worded() -> tuple[Hashable, ...]:
    """Return what words and addresses follow from beside the rows: the language, and where pages stand."""
    return current_language(), get_urlconf()


def of_the_plan(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what `function` returns, which follows from rows and its arguments alone, beside the plan.

    Nobody changes what it returns. It is made anew when anything was written, and of each language.
    """

    @wraps(function)
    def kept(*args: P.args, **options: P.kwargs) -> R:
        plan = at_hand()
        if plan is None:
            return function(*args, **options)
        key = (function, worded(), args, *sorted(options.items()))
        value = plan.values.get(key, MISSING)
        if value is MISSING:
            value = function(*args, **options)
            if len(plan.values) >= VALUES:
                plan.values.clear()
            plan.values[key] = value
        return cast("R", value)

    return kept


@dataclass(frozen=True, eq=False)
class Printable:
    """A value that templates print, and that never changes; a changed copy begins with nothing made of it.

    It is like no other: what is made of it is known by it, and goes when it does.
    """

    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def made(self, key: Hashable, make: Callable[[], R]) -> R:
        """Return what `make` returns, which follows from this value, `key` and the language: made once."""
        full_key = (worded(), key)
        value: R | None = self._made.get(full_key)
        if value is None:
            value = self._made[full_key] = make()
        return value

"""The public plan of a presidency in the memory of a process: read once for each stamp of the database.

What a page asks for is still asked of the database, by key; what the events say is then at hand.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from events.models import Event
from events.querysets import EventQuerySet
from events.state import EventState
from presidencies.current import current_pk
from publishing import stamp

#: The plans of the current presidency and of one that somebody looks at besides.
PLANS = 2


@dataclass(frozen=True)
class Plan:
    """The published events of a presidency, by key, as they were when the database bore `stamp`."""

    stamp: str
    states: Mapping[int, EventState]


class PlanMemory:
    """Plans by their presidency; the one asked for last stands last. Safe for threads."""

    def __init__(self) -> None:
        self._plans: dict[int | None, Plan] = {}
        self._lock = threading.Lock()

    def plan(self) -> Plan | None:
        """Return the plan of the presidency that is shown, read anew when anything was written since.

        None where the database bears no stamp yet. One query, five more to read it anew.
        """
        newest = stamp.read()  # before the rows: what is written meanwhile has another
        if not newest:
            return None
        key = current_pk()
        plan = self._plans.get(key)
        if plan is None or plan.stamp != newest:
            with self._lock:  # one thread reads, the others wait
                plan = self._plans.get(key)
                if plan is None or plan.stamp != newest:
                    plan = self._read(key, newest)
        return plan

    def _read(self, key: int | None, newest: str) -> Plan:
        rows = Event.objects.published().for_cards()
        plan = Plan(newest, {event.pk: EventState.of(event) for event in rows})
        self._plans.pop(key, None)
        self._plans[key] = plan
        for oldest in list(self._plans)[:-PLANS]:
            del self._plans[oldest]
        return plan


_memory = PlanMemory()


def states_of(events: EventQuerySet) -> list[EventState]:
    """Return the state of each of `events`, in their order. Two queries, once the plan is at hand."""
    plan = _memory.plan() if stamp.is_true_now() else None
    if plan is None:
        return read_states(events)
    keys = events.order_only().values_list("pk", flat=True)
    states = [plan.states.get(key) for key in keys]
    if any(state is None for state in states):  # not all of the plan that is shown
        return read_states(events)
    return [state for state in states if state is not None]


def read_states(events: EventQuerySet) -> list[EventState]:
    """Return the state of each row, read now. A bounded number of queries."""
    return [EventState.of(event) for event in events.for_cards()]

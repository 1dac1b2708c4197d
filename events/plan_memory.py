"""The public plan of a presidency in the memory of a process: brought up to date for each stamp of the database.

Which tables were written says the stamp of each. What is each event's own is then compared row by row, and only
events whose rows differ are read again. Whatever else states follow from, or may: all are read again.

What a page asks for is still asked of the database, by key; what the events say is then at hand.
What follows from the rows alone is kept beside them (`of_the_plan`), and goes when they do;
what is made of one value is kept with it (`Printable`).
"""

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connections, router
from django.urls import get_urlconf

from events import plan_at_once
from events.models import Change, Event
from events.querysets import EventQuerySet
from events.state import EventState
from i18n.texts import current_language
from places.models import PlaceNames
from presidencies.current import current_pk
from publishing import stamp

#: Tables, and beginnings of their names, that neither states nor the names of places follow from.
BESIDE = (
    "publishing_publicrecord",
    "publishing_recordcounter",
    "publishing_standingclock",
    "presidencies_standingpage",
    "events_photo",
    "events_decision",
    "news_",
    "documents_",
    "themes_",
)


@dataclass(frozen=True)
class PlanRows:
    """The states in the order of the plan, and the names of the places.

    `tables` and `digests` (of the rows of each event, by its key) were read before them. `events` are the rows
    themselves, by their keys: of a plan that one request alone reads.
    """

    states: Sequence[EventState]
    names: PlaceNames
    tables: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[int, int] = field(default_factory=dict)
    events: Mapping[int, Event] = field(default_factory=dict)


def published() -> EventQuerySet:
    return Event.objects.published().in_plan_order()


def read_states(events: EventQuerySet) -> list[EventState]:
    """Return the state of each row, read now. A bounded number of queries."""
    return [EventState.of(event) for event in events.for_cards()]


def read_rows() -> PlanRows:
    """Return the rows as they are now, without what is needed to renew them. One query."""
    events, names = plan_at_once.read(published())
    states = [EventState.of(event) for event in events]
    return PlanRows(states, names, events={event.pk: event for event in events})


def read_to_renew() -> PlanRows:
    """Return the rows as they are now. Fifteen queries."""
    tables, digests = stamp.read_tables(), _digests()
    return PlanRows(*_read(), tables, digests)


def renewed(before: PlanRows) -> PlanRows:
    """Return the rows as they are now; states and names that hold are those of `before`."""
    tables = stamp.read_tables()
    written = {name for name, _value in before.tables.items() ^ tables.items()}
    if not all(name in _own_tables() or name.startswith(BESIDE) for name in written):
        return read_to_renew()
    if not written & _own_tables().keys():
        return replace(before, tables=tables)
    digests = _digests()
    at_hand = {state.key: state for state in before.states}
    changed = [
        key
        for key, digest in digests.items()
        if key not in at_hand or before.digests.get(key) != digest
    ]
    if 2 * len(changed) > len(digests):
        return read_to_renew()
    now = at_hand | dict.fromkeys(changed) | _by_key(changed)
    states = [state for key in digests if (state := now[key])]  # some may have gone meanwhile
    return PlanRows(states, before.names, tables, digests)


def _read() -> tuple[Sequence[EventState], PlaceNames]:
    return read_states(published()), PlaceNames.read()


def _by_key(keys: Sequence[int]) -> dict[int, EventState]:
    if not keys:
        return {}
    return {state.key: state for state in read_states(published().filter(pk__in=keys))}


@cache
def _own_tables() -> Mapping[str, str]:
    """Return the tables whose rows are each one event's, with the column that names the event."""
    through: list[Any] = [link.remote_field.through for link in Event._meta.many_to_many]
    links = {model._meta.db_table: "event_id" for model in (Change, *through)}
    return {Event._meta.db_table: "id", **links}


def _digests() -> dict[int, int]:
    """Return what tells apart the rows of each published event, in the order of the plan. Seven queries."""
    rows: dict[int, list[str]] = {key: [] for key in published().values_list("pk", flat=True)}
    for table, owner in _own_tables().items():
        for key, *row in _rows_of_published(table, owner):
            if key in rows:
                rows[key].append(f"{table}{row}")
    return {key: hash(tuple(of_event)) for key, of_event in rows.items()}


def _rows_of_published(table: str, owner: str) -> Iterator[tuple[Any, ...]]:
    """Return whole rows, each behind the key of its event. To make models of them takes ten times as long."""
    database = router.db_for_read(Event)
    keys = Event.objects.published().order_by().values("pk").query
    query, parameters = keys.get_compiler(database).as_sql()
    with connections[database].cursor() as cursor:
        cursor.execute(
            f'SELECT own.{owner}, own.* FROM "{table}" own WHERE own.{owner} IN ({query}) ORDER BY own.id',  # noqa: S608 (names of ours)
            parameters,
        )
        yield from cursor.fetchall()


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

    def __init__(self, stamp: str, before: "Plan | None" = None) -> None:
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

    @property
    def events(self) -> Mapping[int, Event]:
        """The rows by key, where one request alone reads them: else none."""
        return {} if self.stamp else self._rows().events

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
            rows = read_rows()
        elif self._before:
            rows = renewed(self._before)
        else:
            rows = read_to_renew()
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


def row_of(key: int) -> Event | None:
    """Return the row of an event with all that a card shows, where it was read for this request alone."""
    plan = at_hand()
    return plan.events.get(key) if plan else None


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
    return plan.order if plan else read_states(published())


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

"""The rows of a plan as states, and brought up to date by what was written since they were read.

Which tables were written says the stamp of each. What is each event's own is then compared row by row, and only
events whose rows differ are read again. Whatever else states follow from, or may: all are read again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db import connections, router

from events.models import Change, Event
from events.querysets import EventQuerySet
from events.state import EventState
from places.models import PlaceNames
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

    `tables` and `digests` (of the rows of each event, by its key) were read before them.
    """

    states: Sequence[EventState]
    names: PlaceNames
    tables: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[int, int] = field(default_factory=dict)


def published() -> EventQuerySet:
    return Event.objects.published().in_plan_order()


def read_states(events: EventQuerySet) -> list[EventState]:
    """Return the state of each row, read now. A bounded number of queries."""
    return [EventState.of(event) for event in events.for_cards()]


def read_rows() -> PlanRows:
    """Return the rows as they are now, without what is needed to renew them. Eight queries."""
    return PlanRows(*_read())


def read_to_renew() -> PlanRows:
    """Return the rows as they are now. Sixteen queries."""
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

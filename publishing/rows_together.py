"""Rows of several tables, read in one query: as JSON, for what is read once and kept by nobody.

Worth it where questions cost more than rows. Where the same is asked often, `prefetch_related` reads rows faster.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast, JSONObject, RowNumber

#: Among what is read of a row: which of the queries it answers, as its number, and at which place.
QUERY, PLACE = "number_of_query", "place_in_query"
#: Columns in one object: PostgreSQL gives a function 100 arguments, SQLite some 127, two for each value.
PIECE = 45


def read_together(
    *queries: models.QuerySet, only: Collection[str] | None = None
) -> list[list[Any]]:
    """Return the rows of each of `queries`, which are of one database, in its order. One query; without `queries` none.

    `only` names the columns that are read beside the key: a row reads for itself what else is asked of it. What a query
    loads with its rows (`select_related`, `prefetch_related`) is not loaded.
    """
    if not queries:
        return []
    most = max(len(_fields(rows.model, only)) for rows in queries)
    pieces = -(-most // PIECE)
    parts = [_as_json(rows, number, only, pieces) for number, rows in enumerate(queries)]
    found: list[list[dict[str, Any]]] = [[] for _query in queries]
    for row in parts[0].union(*parts[1:], all=True):
        values = {name: value for piece in row for name, value in piece.items()}
        found[values[QUERY]].append(values)
    return [
        [_made(rows, values, only) for values in sorted(read, key=itemgetter(PLACE))]
        for rows, read in zip(queries, found, strict=True)
    ]


def know_json(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Find out that SQLite has JSON without a transaction. Receives `connection_created`.

    Django tries in one, which waits for whoever writes, and takes “database is locked” for no, as long as the
    connection lives (`DatabaseFeatures.supports_json_field`, Django 5.2). A build without JSON stays Django's to find.
    """
    if connection.vendor != "sqlite":
        return
    with suppress(sqlite3.Error):
        connection.connection.execute("SELECT json('{}')")
        connection.features.supports_json_field = True


def _as_json(rows: models.QuerySet, number: int, only: Collection[str] | None, pieces: int) -> Any:
    """Return a query of `pieces` columns, alike for each table: what is read of a row, by name."""
    fields = _fields(rows.model, only)
    order: Any = rows.query.order_by or rows.model._meta.ordering or ["pk"]
    told = {
        QUERY: models.Value(number),
        PLACE: models.Window(RowNumber(), order_by=list(order)),
    }
    columns = {
        f"piece_{start}": JSONObject(
            **told, **{one.attname: _column(one) for one in fields[start::pieces]}
        )
        for start in range(pieces)
    }
    bare = rows.select_related(None).prefetch_related(None).order_by()
    return bare.annotate(**columns).values_list(*columns)


def _is_json(field: Any) -> bool:
    return isinstance(field, models.JSONField)


def _column(field: Any) -> Any:
    if _is_json(field):
        # JSON within JSON is text on one database and none on the other.
        return Cast(field.attname, models.TextField())
    return models.F(field.attname)


def _fields(model: type[models.Model], only: Collection[str] | None) -> Sequence[Any]:
    fields = model._meta.concrete_fields
    if only is None:
        return fields
    return [field for field in fields if field.primary_key or field.attname in only]


def _made(
    rows: models.QuerySet, values: dict[str, Any], only: Collection[str] | None
) -> models.Model:
    model: type[models.Model] = rows.model
    read = {
        field.attname: _value(field, values[field.attname], rows.db)
        for field in _fields(model, only)
    }
    return model.from_db(rows.db, list(read), list(read.values()))


def _value(field: Any, value: Any, database: str) -> Any:
    """Return a value of JSON as `field` has it."""
    if _is_json(field):
        return field.from_db_value(value, None, connections[database])
    if isinstance(field, models.GeneratedField):
        field = field.output_field
    value = field.to_python(value)
    if (
        isinstance(value, datetime) and value.tzinfo is None
    ):  # SQLite keeps UTC, and does not say so
        return value.replace(tzinfo=UTC)
    return value


# --- what leads to what --------------------------------------------------------------------


def lead_to(owners: Iterable[Any], name: str, others: Iterable[Any]) -> None:
    """Give each of `owners` the row of `others` to which its key `name` leads, as `select_related(name)` would."""
    at_hand = {other.pk: other for other in others}
    for owner in owners:
        key = getattr(owner, f"{name}_id")
        setattr(owner, name, None if key is None else at_hand[key])


def have(owners: Iterable[Any], name: str, rows: Mapping[int, Sequence[Any]]) -> None:
    """Give each of `owners` the rows that are found under its key, as `prefetch_related(name)` would."""
    for owner in owners:
        read = getattr(owner, name).get_queryset()
        read._result_cache, read._prefetch_done = list(rows.get(owner.pk, ())), True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = read


def by_owner(rows: Iterable[Any], key: str) -> Mapping[int, list[Any]]:
    """Return `rows` by their column `key`, in their order."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def linked(
    targets: Iterable[Any], pairs: Iterable[Any], key: str, to: str
) -> Mapping[int, list[Any]]:
    """Return those of `targets` to which `pairs` lead, in the order of `targets`, by the column `key` of the pairs.

    `to` is the column that leads to a target; what is not among these is left out.
    """
    of_target = by_owner(pairs, to)
    found = defaultdict(list)
    for target in targets:
        for pair in of_target.get(target.pk, ()):
            found[getattr(pair, key)].append(target)
    return found

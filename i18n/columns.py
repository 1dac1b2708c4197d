"""Columns of whole rows, put into SQL once for each connection, and not again for each query.

A text has a column for each language, so that most of the time in which Django makes a query was spent on names of
columns that are the same in every one.
"""

from functools import wraps
from typing import Any, NamedTuple

import django
from django.apps import apps
from django.db.models.expressions import Col, ColPairs, OrderBy
from django.db.models.sql.compiler import SQLCompiler

#: The release of Django whose compiler this follows. With another one pages are as they are, and a little slower,
#: until somebody has compared: tests/i18n/test_columns.py says what must be the same.
WRITTEN_FOR = (5, 2)


class KnownColumn(NamedTuple):
    """A column under the name of its own table, as a connection writes and reads it."""

    column: Col  # kept, so that no other is ever taken for it
    sql: str
    converters: list[Any]


def know_columns() -> None:
    """Let Django's compiler of SQL keep what it finds out about columns; of another release it stays as it is."""
    kind: Any = SQLCompiler
    if django.VERSION[:2] != WRITTEN_FOR or hasattr(kind.get_default_columns, "__wrapped__"):
        return
    for method in (_get_default_columns, _get_select, _get_order_by, _compile, _get_converters):
        name = method.__name__.removeprefix("_")
        setattr(kind, name, method(getattr(kind, name)))


def _get_default_columns(find: Any) -> Any:
    @wraps(find)
    def get_default_columns(
        compiler: Any, mask: Any, start_alias: Any = None, opts: Any = None, from_parent: Any = None
    ) -> list[Col]:
        opts = opts or compiler.query.get_meta()
        alias = start_alias or compiler.query.get_initial_alias()
        if mask or opts is None or opts.proxy or opts.parents or alias != opts.db_table:
            columns: list[Col] = find(compiler, mask, alias, opts, from_parent)
            return columns
        fields = opts.concrete_fields
        if opts.__dict__.get("known_columns", (None, []))[0] is not fields:
            opts.known_columns = (fields, [field.get_col(alias) for field in fields])
        return list(opts.known_columns[1])

    return get_default_columns


def _get_select(find: Any) -> Any:
    @wraps(find)
    def get_select(compiler: Any, with_col_aliases: bool = False) -> tuple[Any, Any, Any]:
        query = compiler.query
        if with_col_aliases or not _selects_rows_alone(query):
            selected: tuple[Any, Any, Any] = find(compiler, with_col_aliases)
            return selected
        columns = compiler.get_default_columns({})
        select = [(column, compiler.compile(column), None) for column in columns]
        return select, {"model": query.model, "select_fields": [*range(len(columns))]}, {}

    return get_select


def _selects_rows_alone(query: Any) -> bool:
    others = query.select_related or query.extra_select or query.annotation_select
    return (
        query.default_cols and query.selected is None and not (others or query.deferred_loading[0])
    )


def _get_order_by(find: Any) -> Any:
    @wraps(find)
    def get_order_by(compiler: Any) -> list[Any]:
        query, options = compiler.query, compiler.query.get_meta()
        is_of_model = bool(query.default_ordering and not query.order_by and options)
        names = options.ordering if is_of_model else query.order_by
        columns = _columns_called(names, compiler) if _is_plain(query, options) else None
        if columns is None:
            ordered: list[Any] = find(compiler)
            return ordered
        if is_of_model and names:
            compiler._meta_ordering = names
        return [_sorted_by(field.cached_col, compiler, back) for field, back in columns.items()]

    return get_order_by


def _is_plain(query: Any, options: Any) -> bool:
    """Whether each name by which a query is sorted is that of a column of its own table, or leads further."""
    names_others = query.combinator or query.extra or query.extra_order_by or query.annotations
    if names_others or query.selected is not None or not options:
        return False
    is_one_table = not (options.proxy or options.parents)
    return is_one_table and query.get_initial_alias() == options.db_table


def _columns_called(names: Any, compiler: Any) -> dict[Any, bool] | None:
    """Return columns by their names, each with whether the last comes first; None where a name is of none."""
    options, columns = compiler.query.get_meta(), dict[Any, bool]()
    for name in names:
        plain = name.removeprefix("-") if isinstance(name, str) else ""
        field = options.pk if plain == "pk" else options._forward_fields_map.get(plain)
        if field is None or field.is_relation or not field.concrete:
            return None
        backwards = plain != name
        columns.setdefault(field, backwards == compiler.query.standard_ordering)
    return columns


def _sorted_by(column: Col, compiler: Any, is_backwards: bool) -> tuple[OrderBy, Any]:
    sql = f"{compiler.compile(column)[0]} {'DESC' if is_backwards else 'ASC'}"
    return OrderBy(column, is_backwards), (sql, [], False)


def _compile(write: Any) -> Any:
    @wraps(write)
    def compile(compiler: Any, node: Any) -> tuple[str, Any]:
        if type(node) is Col:
            known = compiler.connection.ops.__dict__.get("known_columns", {}).get(id(node))
            if known or (known := _known(compiler.connection, node)):
                return known.sql, []
        written: tuple[str, Any] = write(compiler, node)
        return written

    return compile


def _get_converters(find: Any) -> Any:
    @wraps(find)
    def get_converters(compiler: Any, expressions: Any) -> dict[int, tuple[list[Any], Any]]:
        expressions = list(expressions)
        columns = compiler.connection.ops.__dict__.get("known_columns", {})
        converters: dict[int, tuple[list[Any], Any]] = {}
        for place, expression in enumerate(expressions):
            if known := columns.get(id(expression)):
                if known.converters:
                    converters[place] = (known.converters, expression)
            elif isinstance(expression, ColPairs):  # which takes two places or more
                return dict(find(compiler, expressions))
            elif found := find(compiler, [expression]):
                converters[place] = found[0]
        return converters

    return get_converters


def _known(connection: Any, column: Col) -> KnownColumn | None:
    """Return what `connection` knows of a column that a model keeps for all queries; None of any other."""
    target = column.target
    if column is not target.__dict__.get("cached_col") or target.model._meta.apps is not apps:
        return None  # a model of migrations goes again
    ops = connection.ops
    sql = f"{ops.quote_name(column.alias)}.{ops.quote_name(target.column)}"
    converters = ops.get_db_converters(column) + column.get_db_converters(connection)
    known = KnownColumn(column, sql, converters)
    ops.__dict__.setdefault("known_columns", {})[id(column)] = known
    return known

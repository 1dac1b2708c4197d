"""What a database holds besides its rows: tables, columns, constraints, indexes, triggers, functions."""

from __future__ import annotations

import re

from django.db.backends.base.base import BaseDatabaseWrapper

#: A definition a row, each with the kind and the name of what it is of.
ON_POSTGRESQL = """
SELECT 'column', c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'NOT NULL' END, a.attidentity, a.attgenerated,
    pg_get_expr(d.adbin, d.adrelid), o.collname)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation o ON o.oid = a.attcollation
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
    AND NOT a.attisdropped
UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, pg_get_functiondef(oid)
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
ON_SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def schema(connection: BaseDatabaseWrapper) -> set[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
        rows = cursor.fetchall()
    return {part for row in rows for part in parts(*row)}


def parts(kind: str, name: str, definition: str) -> list[tuple[str, str, str]]:
    """Return each column and constraint of a table of SQLite by itself: their order is no matter."""
    if kind != "table":
        return [(kind, unnamed(name), uncast(unnamed(definition)))]
    inside = definition[definition.index("(") + 1 : definition.rindex(")")]
    return [(kind, name, part.strip()) for part in split(inside)]


def unnamed(text: str) -> str:
    """Call what is unique as PostgreSQL calls it: Django does otherwise in a table that is there."""
    return re.sub(r"_[0-9a-f]{8}_uniq\b", "_key", text)


def uncast(text: str) -> str:
    """Leave out what PostgreSQL adds to a condition by itself, otherwise in one that was restored."""
    return re.sub(r"::[a-z ]+[a-z](\[\])?|[()]", "", text)


def split(text: str) -> list[str]:
    """Part `text` at the commas that stand in no brackets and in no quotes."""
    found, depth, quoted = [""], 0, False
    for character in text:
        quoted ^= character == "'"
        depth += 0 if quoted else {"(": 1, ")": -1}.get(character, 0)
        if character == "," and not depth and not quoted:
            found.append("")
        else:
            found[-1] += character
    return found

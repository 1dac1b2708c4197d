"""What a test that commits has written goes again: the database is what it was when the first test began.

Django's own way, TRUNCATE and all that follows a `migrate`, took a quarter of a second on PostgreSQL, hundreds of times.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from scripts import plan_rows

#: What hardly any test writes: it is compared, and written only where it is another.
RIGHTS: tuple[type[models.Model], ...] = (
    ContentType,
    Permission,
    Group,
    Group.permissions.through,
)
#: The rules of tables, append-only ones among them, do not hold meanwhile, nor does a stamp change.
WITHOUT_RULES = "SET LOCAL session_replication_role = replica"
DELETE = "DO $$ BEGIN {} END $$"


def keep() -> Callable[[], None]:
    """Return what brings the database back to what it is now, whatever was written."""
    return (kept_file if connection.vendor == "sqlite" else kept_rows)()


def kept_file() -> Callable[[], None]:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(kept)

    def bring_back() -> None:
        kept.backup(connection.connection)

    return bring_back


def kept_rows() -> Callable[[], None]:
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    kept = {model._meta.db_table: plan_rows.read(model) for model in ours}
    filled = {table: rows for table, rows in kept.items() if rows[1]}
    rights = [model._meta.db_table for model in RIGHTS]

    def bring_back() -> None:
        same = [
            t for t, model in zip(rights, RIGHTS, strict=True) if plan_rows.read(model) == kept[t]
        ]
        anew = [table for table in kept if table not in same]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WITHOUT_RULES)
            cursor.execute(DELETE.format(" ".join(f'DELETE FROM "{table}";' for table in anew)))  # noqa: S608
            plan_rows.write_again({table: filled[table] for table in anew if table in filled})
        if len(same) < len(RIGHTS):
            ContentType.objects.clear_cache()

    return bring_back

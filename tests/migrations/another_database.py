"""An empty database beside that of the tests, for what migrations do to an older one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps

ALIAS = "another"
IN_MEMORY = ":memory:"


@contextlib.contextmanager
def another_database() -> Iterator[BaseDatabaseWrapper]:
    """Make an empty one, known to Django by ALIAS, and remove it whatever happens."""
    another = connection.copy(alias=ALIAS)
    another.settings_dict["NAME"] = name = place()
    connections[ALIAS] = another
    try:
        yield another
    finally:
        BaseDatabaseWrapper.close(another)  # SQLite's own leaves one in memory open
        del connections[ALIAS]
        if name != IN_MEMORY:
            on_the_server(f'DROP DATABASE "{name}"')


def place() -> str:
    if connection.vendor == "sqlite":
        return IN_MEMORY
    name = f"{connection.settings_dict['NAME']}_{ALIAS}"
    on_the_server(f'DROP DATABASE IF EXISTS "{name}"')
    on_the_server(f'CREATE DATABASE "{name}"')
    return name


def on_the_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # untyped there
        cursor.execute(statement)


class OldSteps(MigrationLoader):
    """Knows the migrations that others replace, and not those others. What comes after follows the last one."""

    def load_disk(self) -> None:
        super().load_disk()
        last = {key: one.replaces[-1] for key, one in self.disk_migrations.items() if one.replaces}
        self.disk_migrations = {
            key: migration for key, migration in self.disk_migrations.items() if key not in last
        }
        for migration in self.disk_migrations.values():
            migration.dependencies = [last.get(key, key) for key in migration.dependencies]


def migrate_by_old_steps(another: BaseDatabaseWrapper, to: list[tuple[str, str]]) -> StateApps:
    """Bring an empty database as far as `to`; return the models that it has by then."""
    executor = MigrationExecutor(another)
    executor.loader = OldSteps(another)
    executor.migrate(to)
    return executor.loader.project_state(to).apps

"""Database triggers that keep a table append-only, on both databases.

ADR 0002 says why neither the ORM nor the admin is a place for this rule. PostgreSQL has
TRUNCATE besides, and SQLite has REPLACE, which deletes without firing a trigger on DELETE.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class AppendOnly:
    """A table to which rows are only added. `name` begins the names of its triggers.

    `unique` are two columns that name a row together. `message` is what whoever tries gets
    to read, without an apostrophe.
    """

    table: str
    name: str
    unique: tuple[str, str]
    message: str

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers. They must not exist yet."""
        postgresql = connection.vendor == "postgresql"
        _run(connection, *(self._postgresql() if postgresql else self._sqlite()))

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers: for migrating back, and for a test that empties its database."""
        postgresql = connection.vendor == "postgresql"
        on_table = f" ON {self.table}" if postgresql else ""
        refused = ("update", "delete", "truncate" if postgresql else "replace")
        names = (f"{self.name}_no_{deed}" for deed in refused)
        _run(connection, *(f"DROP TRIGGER IF EXISTS {name}{on_table}" for name in names))

    def _sqlite(self) -> Iterator[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        one, other = self.unique
        known = (
            f"SELECT 1 FROM {self.table} WHERE id = NEW.id "  # noqa: S608 (only constants)
            f"OR ({one} = NEW.{one} AND {other} = NEW.{other})"
        )
        for deed in ("update", "delete"):
            trigger = f"CREATE TRIGGER {self.name}_no_{deed} BEFORE {deed.upper()}"
            yield f"{trigger} ON {self.table} {refuse}"
        trigger = f"CREATE TRIGGER {self.name}_no_replace BEFORE INSERT ON {self.table}"
        yield f"{trigger} WHEN EXISTS ({known}) {refuse}"

    def _postgresql(self) -> Iterator[str]:
        function = f"{self.table}_append_only()"
        yield (
            f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.message}' USING ERRCODE = 'restrict_violation'; "
            "END $$"
        )
        for deed, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            yield (
                f"CREATE TRIGGER {self.name}_no_{deed} BEFORE {deed.upper()} ON {self.table} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}"
            )


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

"""Database triggers that keep the record of changes append-only, on both databases.

ADR 0002 says why neither the ORM nor the admin is a place for this rule. TRUNCATE is
refused on PostgreSQL too; SQLite has no such statement.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "The record of changes is append-only: correct a mistake by a further entry."
TABLE = "events_change"

SQLITE = (
    f"CREATE TRIGGER change_no_update BEFORE UPDATE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER change_no_delete BEFORE DELETE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION events_change_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$",
    f"CREATE TRIGGER change_no_update BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION events_change_append_only()",
    f"CREATE TRIGGER change_no_delete BEFORE DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION events_change_append_only()",
    f"CREATE TRIGGER change_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION events_change_append_only()",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. They must not exist yet."""
    statements = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    _run(connection, *statements)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for migrating back, and for a test that empties its database."""
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    names = ["change_no_update", "change_no_delete"]
    if connection.vendor == "postgresql":
        names.append("change_no_truncate")
    _run(connection, *(f"DROP TRIGGER IF EXISTS {name}{on_table}" for name in names))


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

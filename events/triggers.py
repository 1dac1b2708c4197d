"""Database triggers that keep the record of changes append-only, on both databases.

ADR 0002 says why neither the ORM nor the admin is a place for this rule. PostgreSQL has
TRUNCATE besides, and SQLite has REPLACE, which deletes without firing a trigger on DELETE.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "The record of changes is append-only: correct a mistake by a further entry."
TABLE = "events_change"

SQLITE = (
    f"CREATE TRIGGER change_no_update BEFORE UPDATE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER change_no_delete BEFORE DELETE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER change_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608 (only constants)
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id "
    "OR (event_id = NEW.event_id AND number = NEW.number)) "
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
    own = "change_no_truncate" if connection.vendor == "postgresql" else "change_no_replace"
    names = ("change_no_update", "change_no_delete", own)
    _run(connection, *(f"DROP TRIGGER IF EXISTS {name}{on_table}" for name in names))


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

from django.db import migrations

#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        """CREATE TRIGGER change_no_update BEFORE UPDATE ON events_change
    BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only: correct a mistake by a further entry.'); END""",
        """CREATE TRIGGER change_no_delete BEFORE DELETE ON events_change
    BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only: correct a mistake by a further entry.'); END""",
        """CREATE TRIGGER change_no_replace BEFORE INSERT ON events_change
    WHEN EXISTS (SELECT 1 FROM events_change WHERE id = NEW.id
        OR (event_id = NEW.event_id AND number = NEW.number))
    BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only: correct a mistake by a further entry.'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION events_change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'The record of changes is append-only: correct a mistake by a further entry.' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER change_no_update BEFORE UPDATE ON events_change
    FOR EACH ROW EXECUTE FUNCTION events_change_append_only()""",
        """CREATE TRIGGER change_no_delete BEFORE DELETE ON events_change
    FOR EACH ROW EXECUTE FUNCTION events_change_append_only()""",
        """CREATE TRIGGER change_no_truncate BEFORE TRUNCATE ON events_change
    FOR EACH STATEMENT EXECUTE FUNCTION events_change_append_only()""",
    ),
}
REMOVE = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS change_no_update",
        "DROP TRIGGER IF EXISTS change_no_delete",
        "DROP TRIGGER IF EXISTS change_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS change_no_update ON events_change",
        "DROP TRIGGER IF EXISTS change_no_delete ON events_change",
        "DROP TRIGGER IF EXISTS change_no_truncate ON events_change",
    ),
}


def install(apps, schema_editor):
    run(schema_editor, INSTALL)


def remove(apps, schema_editor):
    run(schema_editor, REMOVE)


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """Let the database refuse to alter or delete a change."""

    dependencies = [("events", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]

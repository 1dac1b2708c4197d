from django.db import migrations

REFUSAL = "A former address leads to its event for ever, unless the event takes it back."
#: The event bears it again.
BACK = "EXISTS (SELECT 1 FROM events_event WHERE id = OLD.event_id AND slug = OLD.slug)"
#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER formerslug_no_update BEFORE UPDATE ON events_formerslug
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER formerslug_no_delete BEFORE DELETE ON events_formerslug
    WHEN NOT {BACK}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER formerslug_no_replace BEFORE INSERT ON events_formerslug
    WHEN EXISTS (SELECT 1 FROM events_formerslug WHERE id = NEW.id OR slug = NEW.slug)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 (no part comes from outside)
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION events_formerslug_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN
            IF {BACK} THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
    END $$""",
        """CREATE TRIGGER formerslug_no_update BEFORE UPDATE ON events_formerslug
    FOR EACH ROW EXECUTE FUNCTION events_formerslug_stays()""",
        """CREATE TRIGGER formerslug_no_delete BEFORE DELETE ON events_formerslug
    FOR EACH ROW EXECUTE FUNCTION events_formerslug_stays()""",
        """CREATE TRIGGER formerslug_no_truncate BEFORE TRUNCATE ON events_formerslug
    FOR EACH STATEMENT EXECUTE FUNCTION events_formerslug_stays()""",
    ),
}
TRIGGERS = (
    "formerslug_no_update",
    "formerslug_no_delete",
    "formerslug_no_replace",
    "formerslug_no_truncate",
)
REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON events_formerslug" for name in TRIGGERS),
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
    """Let nobody alter where a former address leads, nor take it away but by the event that bears it again."""

    dependencies = [("events", "0016_former_slugs")]

    operations = [migrations.RunPython(install, remove)]

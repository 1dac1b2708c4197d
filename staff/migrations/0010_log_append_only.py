from django.db import migrations

REFUSAL = "The log of the desk is append-only: what was wrong is told by a further entry."
#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER logentry_no_update BEFORE UPDATE ON django_admin_log
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER logentry_no_delete BEFORE DELETE ON django_admin_log
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER logentry_no_replace BEFORE INSERT ON django_admin_log
    WHEN EXISTS (SELECT 1 FROM django_admin_log WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 (no part comes from outside)
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION staff_logentry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER logentry_no_update BEFORE UPDATE ON django_admin_log
    FOR EACH ROW EXECUTE FUNCTION staff_logentry_append_only()""",
        """CREATE TRIGGER logentry_no_delete BEFORE DELETE ON django_admin_log
    FOR EACH ROW EXECUTE FUNCTION staff_logentry_append_only()""",
        """CREATE TRIGGER logentry_no_truncate BEFORE TRUNCATE ON django_admin_log
    FOR EACH STATEMENT EXECUTE FUNCTION staff_logentry_append_only()""",
    ),
}
TRIGGERS = (
    "logentry_no_update",
    "logentry_no_delete",
    "logentry_no_replace",
    "logentry_no_truncate",
)
REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON django_admin_log" for name in TRIGGERS),
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
    """Let nobody alter what the admin wrote into its log, nor take it away."""

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("staff", "0009_cover"),
    ]

    operations = [migrations.RunPython(install, remove)]

from django.db import migrations, models

REFUSAL = "Calendars and feeds know the event by it: an identity stays as it is."
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER event_identities_stay BEFORE UPDATE OF uid, feed_id ON events_event
    WHEN NEW.uid IS NOT OLD.uid OR NEW.feed_id IS NOT OLD.feed_id
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION events_event_identities_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER event_identities_stay BEFORE UPDATE ON events_event FOR EACH ROW
    WHEN (NEW.uid IS DISTINCT FROM OLD.uid OR NEW.feed_id IS DISTINCT FROM OLD.feed_id)
    EXECUTE FUNCTION events_event_identities_stay()""",
    ),
}
REMOVE = {
    "sqlite": ("DROP TRIGGER IF EXISTS event_identities_stay",),
    "postgresql": ("DROP TRIGGER IF EXISTS event_identities_stay ON events_event",),
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
    """Let the database refuse to alter an identity, or to give one twice.

    SQLite makes a table anew for most later changes of it, and drops its triggers with the old one:
    such a migration removes the trigger first and installs it again afterwards.
    """

    dependencies = [("events", "0007_identities")]

    operations = [
        *(
            migrations.AlterField(
                "event", column, models.CharField(editable=False, max_length=160, unique=True)
            )
            for column in ("uid", "feed_id")
        ),
        migrations.RunPython(install, remove),
    ]

from django.db import migrations

from events.triggers import CHANGES


def install(apps, schema_editor):
    CHANGES.install(schema_editor.connection)


def remove(apps, schema_editor):
    CHANGES.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Let the database refuse to alter or delete a change."""

    dependencies = [("events", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]

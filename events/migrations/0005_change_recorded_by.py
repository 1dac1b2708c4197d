from importlib import import_module

from django.db import migrations, models

triggers = import_module("events.migrations.0002_append_only_changes")


class Migration(migrations.Migration):
    """Keep who recorded a change. SQLite makes the table anew, and drops its triggers with it."""

    dependencies = [("events", "0004_translation_states")]

    operations = [
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AddField(
            model_name="change",
            name="recorded_by",
            field=models.CharField(
                blank=True, default="", max_length=150, verbose_name="recorded by"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]

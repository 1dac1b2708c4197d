from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

triggers = import_module("events.migrations.0008_identities_stay")


def fill(apps, schema_editor):
    """What stands here already belongs to the one presidency that there is."""
    alias = schema_editor.connection.alias
    first = apps.get_model("presidencies", "Presidency").objects.using(alias).order_by("pk").first()
    rows = apps.get_model("events", "Event").objects.using(alias).filter(presidency=None)
    if first is not None:
        rows.update(presidency=first)


def key(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        editable=False,
        related_name="%(class)s_set",
        to="presidencies.presidency",
        verbose_name="presidency",
        **options,
    )


class Migration(migrations.Migration):
    """Let each event belong to a presidency."""

    dependencies = [("events", "0008_identities_stay"), ("presidencies", "0002_first_presidency")]

    operations = [
        migrations.AddField("event", "presidency", key(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # SQLite makes the table anew, and drops its triggers with it.
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AlterField("event", "presidency", key()),
        migrations.AlterField(
            "event",
            "membership",
            models.CharField(
                choices=[
                    ("presidency", "presidency’s own"),
                    ("sco_calendar", "organisation’s calendar"),
                ],
                default="presidency",
                max_length=15,
                verbose_name="plan",
            ),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

triggers = import_module("news.migrations.0006_identity_stays")


def fill(apps, schema_editor):
    """What stands here already belongs to the one presidency that there is."""
    alias = schema_editor.connection.alias
    first = apps.get_model("presidencies", "Presidency").objects.using(alias).order_by("pk").first()
    rows = apps.get_model("news", "Article").objects.using(alias).filter(presidency=None)
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
    """Let each article belong to a presidency."""

    dependencies = [("news", "0006_identity_stays"), ("presidencies", "0002_first_presidency")]

    operations = [
        migrations.AddField("article", "presidency", key(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # SQLite makes the table anew, and drops its triggers with it.
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AlterField("article", "presidency", key()),
        migrations.RunPython(triggers.install, triggers.remove),
    ]

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """What stands here already belongs to the one presidency that there is."""
    alias = schema_editor.connection.alias
    first = apps.get_model("presidencies", "Presidency").objects.using(alias).order_by("pk").first()
    rows = apps.get_model("priorities", "Priority").objects.using(alias).filter(presidency=None)
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
    """Let each priority belong to a presidency."""

    dependencies = [("priorities", "0003_rights"), ("presidencies", "0002_first_presidency")]

    operations = [
        migrations.AddField("priority", "presidency", key(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("priority", "presidency", key()),
        migrations.AlterField(
            "priority", "position", models.PositiveSmallIntegerField(verbose_name="position")
        ),
        migrations.AddConstraint(
            "priority",
            models.UniqueConstraint(
                fields=("presidency", "position"), name="priority_one_at_a_position"
            ),
        ),
    ]

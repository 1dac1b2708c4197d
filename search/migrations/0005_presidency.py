import django.db.models.deletion
from django.db import migrations, models

#: Kinds of things that belong to a presidency.
BELONGING = ("event", "news", "priority", "document")


def fill(apps, schema_editor):
    """What is found here already belongs to the one presidency that there is."""
    alias = schema_editor.connection.alias
    first = apps.get_model("presidencies", "Presidency").objects.using(alias).order_by("pk").first()
    entries = apps.get_model("search", "Entry").objects.using(alias)
    if first is not None:
        entries.filter(kind__in=BELONGING, presidency=None).update(presidency=first)


class Migration(migrations.Migration):
    """Let each entry say on the pages of which presidency it is found."""

    dependencies = [("search", "0004_due"), ("presidencies", "0002_first_presidency")]

    operations = [
        migrations.AddField(
            "entry",
            "presidency",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="presidencies.presidency",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

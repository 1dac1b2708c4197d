from django.db import migrations, models

KINDS = ["event", "news", "body", "host", "priority", "document"]


class Migration(migrations.Migration):
    """Let hosts be found."""

    dependencies = [("search", "0007_no_due")]

    operations = [
        migrations.RemoveConstraint("entry", "entry_kind_known"),
        migrations.AlterField(
            "entry",
            "kind",
            models.CharField(
                choices=[
                    ("event", "Events"),
                    ("news", "News"),
                    ("body", "Bodies"),
                    ("host", "Hosts"),
                    ("priority", "Priorities"),
                    ("document", "Documents"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(kind__in=KINDS),
                name="entry_kind_known",
            ),
        ),
    ]

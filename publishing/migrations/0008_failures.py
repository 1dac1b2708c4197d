import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the desk tell what failed."""

    dependencies = [
        ("publishing", "0007_table_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Failure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("times", models.PositiveIntegerField(default=0)),
                ("said", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ("since", "pk"),
                "default_permissions": (),
            },
        ),
    ]

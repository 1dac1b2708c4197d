from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

triggers = import_module("events.migrations.0008_identities_stay")


class Migration(migrations.Migration):
    """Let each event say who holds it."""

    dependencies = [("events", "0009_presidency"), ("hosts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "EventHost",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "host"),
                            ("co_host", "co-host"),
                            ("organiser", "organiser"),
                        ],
                        default="host",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1, verbose_name="order"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hostings",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostings",
                        to="hosts.host",
                        verbose_name="host",
                    ),
                ),
            ],
            options={
                "verbose_name": "host",
                "verbose_name_plural": "hosts",
                "ordering": ("event_id", "position", "pk"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("event", "host"), name="event_host_once"),
                    models.CheckConstraint(
                        condition=models.Q(role__in=["host", "co_host", "organiser"]),
                        name="event_host_role_known",
                    ),
                ],
            },
        ),
        # SQLite makes the table anew, and drops its triggers with it.
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AddField(
            "event",
            "hosts",
            models.ManyToManyField(
                related_name="events",
                through="events.EventHost",
                to="hosts.host",
                verbose_name="hosts",
            ),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]

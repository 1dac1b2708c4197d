import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others."""

    replaces = [
        ("publishing", "0001_initial"),
        ("publishing", "0002_marks_and_epoch"),
        ("publishing", "0003_sent_forms"),
        ("publishing", "0004_outbox"),
    ]

    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveBigIntegerField(default=0)),
                ("epoch", models.CharField(editable=False, max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listener", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=120)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("listener", ""), _negated=True),
                            models.Q(("kind", ""), _negated=True),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="outboxmessage_names_a_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="number")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", models.CharField(max_length=120, verbose_name="key")),
                ("document", models.TextField(blank=True, verbose_name="document")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                ("is_latest", models.BooleanField(default=True, verbose_name="latest")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded"
                    ),
                ),
                ("mark", models.CharField(editable=False, max_length=8)),
            ],
            options={
                "verbose_name": "public record",
                "verbose_name_plural": "public records",
                "ordering": ("number",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_latest", True)),
                        fields=["kind", "number"],
                        name="publicrecord_page",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_latest", True)),
                        fields=("kind", "key"),
                        name="publicrecord_one_latest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), ("withdrawn", True)),
                            models.Q(
                                ("withdrawn", False), models.Q(("document", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="publicrecord_text_or_tombstone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="standingclock_single_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("led_to", models.TextField()),
                ("told", models.JSONField(default=list)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sent_at"], name="sentform_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="sentform_once")
                ],
            },
        ),
    ]

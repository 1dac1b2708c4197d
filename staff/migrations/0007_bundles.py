import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Let things go public together, or not at all."""

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("events", "0015_photos_held_back"),
        ("staff", "0006_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("planned_for", models.DateTimeField(null=True, verbose_name="planned for")),
                (
                    "in_every_language",
                    models.BooleanField(default=True, verbose_name="in every language"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                ("done_at", models.DateTimeField(null=True, verbose_name="went out")),
                ("looked_at", models.CharField(blank=True, max_length=16)),
                ("problems", models.JSONField(default=dict)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="staff.bundle",
                    ),
                ),
            ],
            options={
                "verbose_name": "bundle",
                "verbose_name_plural": "bundles",
                "ordering": ("-pk",),
                "default_permissions": ("view", "publish"),
            },
        ),
        migrations.CreateModel(
            name="BundleItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("act", "act"),
                            ("undo", "undoing"),
                            ("publish", "publication"),
                            ("show", "photo shown"),
                            ("hide", "photo held back"),
                            ("withdraw", "withdrawal"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=20)),
                ("sent", models.JSONField(default=dict)),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="staff.bundle",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.change",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "put_in_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bundle", "kind", "object_id", "deed"), name="bundleitem_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deed__in", ["act", "undo", "publish", "show", "hide", "withdraw"])
                        ),
                        name="bundleitem_deed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deed", "act"), models.Q(("code", ""), _negated=True)),
                            models.Q(models.Q(("deed", "act"), _negated=True), ("code", "")),
                            _connector="OR",
                        ),
                        name="bundleitem_act_has_a_code",
                    ),
                ],
            },
        ),
    ]

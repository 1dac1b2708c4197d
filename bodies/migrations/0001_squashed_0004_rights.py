import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others."""

    replaces = [
        ("bodies", "0001_initial"),
        ("bodies", "0002_translation_states"),
        ("bodies", "0003_years"),
        ("bodies", "0004_rights"),
    ]

    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_language",
                    models.CharField(editable=False, max_length=10, verbose_name="source language"),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="translations"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="publication",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="first published"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("name_en", models.CharField(max_length=300, null=True, verbose_name="name")),
                ("name_ru", models.CharField(max_length=300, null=True, verbose_name="name")),
                ("name_zh_hans", models.CharField(max_length=300, null=True, verbose_name="name")),
                ("short_name", models.CharField(max_length=120, verbose_name="short name")),
                (
                    "short_name_en",
                    models.CharField(max_length=120, null=True, verbose_name="short name"),
                ),
                (
                    "short_name_ru",
                    models.CharField(max_length=120, null=True, verbose_name="short name"),
                ),
                (
                    "short_name_zh_hans",
                    models.CharField(max_length=120, null=True, verbose_name="short name"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "description_en",
                    models.TextField(blank=True, null=True, verbose_name="description"),
                ),
                (
                    "description_ru",
                    models.TextField(blank=True, null=True, verbose_name="description"),
                ),
                (
                    "description_zh_hans",
                    models.TextField(blank=True, null=True, verbose_name="description"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supreme_body", "supreme body"),
                            ("main_body", "main body"),
                            ("permanent_body", "standing body"),
                            ("governing_body", "governing body"),
                            ("executive_body", "executive body"),
                            ("standing_mechanism", "standing mechanism"),
                            ("ministerial_mechanism", "meeting of ministers or agency heads"),
                            ("senior_officials_mechanism", "meeting of senior officials"),
                            ("regional_mechanism", "meeting of regional bodies"),
                            ("expert_group", "expert group"),
                            ("contact_group", "contact group"),
                            ("advisory", "advisory body"),
                            ("network", "network"),
                            ("forum", "forum"),
                            ("non_governmental", "non-governmental body"),
                            ("planned_mechanism", "planned mechanism"),
                            ("national_body", "national body"),
                            ("partner", "partner organisers"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("founded_on", models.CharField(blank=True, max_length=10, verbose_name="founded")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="bodies.body",
                        verbose_name="part of",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="places.city",
                        verbose_name="seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "body",
                "verbose_name_plural": "bodies",
                "ordering": ("position", "pk"),
                "default_permissions": ("add", "change", "delete", "view", "translate", "publish"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["draft", "published", "withdrawn"])
                        ),
                        name="body_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication", "draft"),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="body_published_at_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "supreme_body",
                                    "main_body",
                                    "permanent_body",
                                    "governing_body",
                                    "executive_body",
                                    "standing_mechanism",
                                    "ministerial_mechanism",
                                    "senior_officials_mechanism",
                                    "regional_mechanism",
                                    "expert_group",
                                    "contact_group",
                                    "advisory",
                                    "network",
                                    "forum",
                                    "non_governmental",
                                    "planned_mechanism",
                                    "national_body",
                                    "partner",
                                ],
                            )
                        ),
                        name="body_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="body_not_own_parent",
                    ),
                ],
            },
        ),
    ]

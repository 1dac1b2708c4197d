import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others."""

    replaces = [
        ("priorities", "0001_initial"),
        ("priorities", "0002_translation_states"),
        ("priorities", "0003_rights"),
        ("priorities", "0004_presidency"),
        ("priorities", "0005_strands"),
    ]

    initial = True

    dependencies = [
        ("presidencies", "0002_first_presidency"),
    ]

    operations = [
        migrations.CreateModel(
            name="Strand",
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
                ("slug", models.SlugField(max_length=20, verbose_name="key")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("name_en", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("name_ru", models.CharField(max_length=60, null=True, verbose_name="name")),
                ("name_zh_hans", models.CharField(max_length=60, null=True, verbose_name="name")),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("diamond", "diamond"),
                            ("disc", "disc"),
                            ("square", "square"),
                            ("triangle", "triangle"),
                        ],
                        max_length=10,
                        verbose_name="mark",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("indigo", "indigo"),
                            ("teal", "teal"),
                            ("amber", "amber"),
                            ("red", "red"),
                            ("grey", "grey"),
                        ],
                        max_length=10,
                        verbose_name="colour",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "presidency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strands",
                        to="presidencies.presidency",
                        verbose_name="presidency",
                    ),
                ),
            ],
            options={
                "verbose_name": "strand",
                "verbose_name_plural": "strands",
                "ordering": ("presidency_id", "position"),
                "default_permissions": ("add", "change", "delete", "view", "translate"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["diamond", "disc", "square", "triangle"])),
                        name="strand_mark_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("colour__in", ["indigo", "teal", "amber", "red", "grey"])
                        ),
                        name="strand_colour_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug", "running"), _negated=True),
                        name="strand_key_is_free",
                    ),
                    models.UniqueConstraint(
                        fields=("presidency", "slug"), name="strand_one_of_a_key"
                    ),
                    models.UniqueConstraint(
                        fields=("presidency", "position"), name="strand_one_at_a_position"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Priority",
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
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("title_en", models.CharField(max_length=300, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=300, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=300, null=True, verbose_name="title"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_ru", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "summary_zh_hans",
                    models.TextField(blank=True, null=True, verbose_name="summary"),
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
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "presidency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="presidencies.presidency",
                        verbose_name="presidency",
                    ),
                ),
                (
                    "strand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priorities",
                        to="priorities.strand",
                        verbose_name="strand",
                    ),
                ),
            ],
            options={
                "verbose_name": "priority",
                "verbose_name_plural": "priorities",
                "ordering": ("position",),
                "default_permissions": ("add", "change", "delete", "view", "translate", "publish"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["draft", "published", "withdrawn"])
                        ),
                        name="priority_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication", "draft"),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="priority_published_at_set",
                    ),
                    models.UniqueConstraint(
                        fields=("presidency", "position"), name="priority_one_at_a_position"
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

#: The four that the portal had until now: position, mark, colour, names.
WERE = {
    "security": (1, "diamond", "indigo", "Security and law", "Безопасность и право", "安全与法律"),
    "policy": (2, "disc", "teal", "Foreign policy", "Внешняя политика", "对外政策"),
    "economy": (
        3,
        "square",
        "amber",
        "Economy and regions",
        "Экономика и регионы",
        "经济与地方合作",
    ),
    "people": (4, "triangle", "red", "Culture and people", "Культура и люди", "文化与民生"),
}
MARKS = [(mark, mark) for mark in ("diamond", "disc", "square", "triangle")]
COLOURS = [(colour, colour) for colour in ("indigo", "teal", "amber", "red", "grey")]


def make_rows(apps, schema_editor):
    """Make a row of each strand that a presidency's priorities stand under, and let them point at it."""
    alias = schema_editor.connection.alias
    strands = apps.get_model("priorities", "Strand").objects.using(alias)
    priorities = apps.get_model("priorities", "Priority").objects.using(alias)
    for presidency, key in set(priorities.values_list("presidency_id", "strand_key")):
        position, mark, colour, english, russian, chinese = WERE[key]
        row, _is_new = strands.get_or_create(
            presidency_id=presidency,
            slug=key,
            defaults={
                "source_language": settings.PUBLISHING_SOURCE_LANGUAGE,
                "position": position,
                "mark": mark,
                "colour": colour,
                "name": english,
                "name_en": english,
                "name_ru": russian,
                "name_zh_hans": chinese,
            },
        )
        priorities.filter(presidency_id=presidency, strand_key=key).update(strand=row)


def write_keys(apps, schema_editor):
    """On the way back: what stood under a strand of another name stands under the foreign policy."""
    alias = schema_editor.connection.alias
    strands = apps.get_model("priorities", "Strand").objects.using(alias)
    priorities = apps.get_model("priorities", "Priority").objects.using(alias)
    for row in strands.all():
        key = row.slug if row.slug in WERE else "policy"
        priorities.filter(strand=row).update(strand_key=key)


def pointer(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="priorities",
        to="priorities.strand",
        verbose_name="strand",
        **options,
    )


def name(**options):
    return models.CharField(max_length=60, verbose_name="name", **options)


class Migration(migrations.Migration):
    """Let the strands be rows of a presidency; each priority keeps its own."""

    dependencies = [
        ("priorities", "0004_presidency"),
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
                    models.CharField(
                        editable=False,
                        max_length=10,
                        verbose_name="source language",
                    ),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="translations"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
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
                ("slug", models.SlugField(max_length=20, verbose_name="key")),
                ("name", name()),
                ("name_en", name(null=True)),
                ("name_ru", name(null=True)),
                ("name_zh_hans", name(null=True)),
                ("mark", models.CharField(choices=MARKS, max_length=10, verbose_name="mark")),
                ("colour", models.CharField(choices=COLOURS, max_length=10, verbose_name="colour")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "strand",
                "verbose_name_plural": "strands",
                "ordering": ("presidency_id", "position"),
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "translate"),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(mark__in=[mark for mark, _label in MARKS]),
                        name="strand_mark_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(colour__in=[colour for colour, _label in COLOURS]),
                        name="strand_colour_known",
                    ),
                    models.CheckConstraint(condition=~Q(slug="running"), name="strand_key_is_free"),
                    models.UniqueConstraint(
                        fields=("presidency", "slug"), name="strand_one_of_a_key"
                    ),
                    models.UniqueConstraint(
                        fields=("presidency", "position"), name="strand_one_at_a_position"
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("priority", "priority_strand_known"),
        migrations.RenameField("priority", "strand", "strand_key"),
        migrations.AlterField(
            "priority", "strand_key", models.CharField(default="policy", max_length=10)
        ),
        migrations.AddField("priority", "strand", pointer(null=True)),
        migrations.RunPython(make_rows, write_keys),
        migrations.RemoveField("priority", "strand_key"),
        migrations.AlterField("priority", "strand", pointer()),
    ]

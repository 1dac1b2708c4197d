import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others."""

    replaces = [
        ("search", "0001_initial"),
        ("search", "0002_usual_names"),
        ("search", "0003_openings"),
        ("search", "0004_due"),
        ("search", "0005_presidency"),
        ("search", "0006_due_is_noted"),
        ("search", "0007_no_due"),
        ("search", "0008_hosts"),
    ]

    initial = True

    dependencies = [
        ("presidencies", "0002_first_presidency"),
        ("publishing", "0004_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "spellings",
                    models.TextField(
                        help_text="One name a line, in any language: abbreviations, full names, what people call it. Grammatical forms are found by themselves. A change counts at once.",
                        verbose_name="names",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
            ],
            options={
                "verbose_name": "group of names",
                "verbose_name_plural": "usual names",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
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
                ("key", models.CharField(max_length=120, verbose_name="key")),
                (
                    "presidency",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="presidencies.presidency",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ("kind", "key"),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["event", "news", "body", "host", "priority", "document"])
                        ),
                        name="entry_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(max_length=100)),
                (
                    "opening",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr("term", 1, 3),
                        output_field=models.CharField(max_length=3),
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="search.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("entry_id", "term"),
                "indexes": [models.Index(fields=["opening", "term"], name="posting_opening_term")],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "entry"), name="posting_once")
                ],
            },
        ),
    ]

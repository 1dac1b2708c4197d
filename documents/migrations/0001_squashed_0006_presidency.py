import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        """CREATE TRIGGER documentversion_no_update BEFORE UPDATE ON documents_documentversion
    BEGIN SELECT RAISE(ABORT, 'Earlier versions are append-only: correct a mistake by a further correction.'); END""",
        """CREATE TRIGGER documentversion_no_delete BEFORE DELETE ON documents_documentversion
    BEGIN SELECT RAISE(ABORT, 'Earlier versions are append-only: correct a mistake by a further correction.'); END""",
        """CREATE TRIGGER documentversion_no_replace BEFORE INSERT ON documents_documentversion
    WHEN EXISTS (SELECT 1 FROM documents_documentversion WHERE id = NEW.id
        OR (document_id = NEW.document_id AND number = NEW.number))
    BEGIN SELECT RAISE(ABORT, 'Earlier versions are append-only: correct a mistake by a further correction.'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION documents_documentversion_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'Earlier versions are append-only: correct a mistake by a further correction.' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER documentversion_no_update BEFORE UPDATE ON documents_documentversion
    FOR EACH ROW EXECUTE FUNCTION documents_documentversion_append_only()""",
        """CREATE TRIGGER documentversion_no_delete BEFORE DELETE ON documents_documentversion
    FOR EACH ROW EXECUTE FUNCTION documents_documentversion_append_only()""",
        """CREATE TRIGGER documentversion_no_truncate BEFORE TRUNCATE ON documents_documentversion
    FOR EACH STATEMENT EXECUTE FUNCTION documents_documentversion_append_only()""",
    ),
}
REMOVE = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS documentversion_no_update",
        "DROP TRIGGER IF EXISTS documentversion_no_delete",
        "DROP TRIGGER IF EXISTS documentversion_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS documentversion_no_update ON documents_documentversion",
        "DROP TRIGGER IF EXISTS documentversion_no_delete ON documents_documentversion",
        "DROP TRIGGER IF EXISTS documentversion_no_truncate ON documents_documentversion",
    ),
}


def running(statements):
    """Return what runs those of the engine."""

    def run(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            for statement in statements[schema_editor.connection.vendor]:
                cursor.execute(statement)

    return run


install, remove = running(INSTALL), running(REMOVE)


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others.

    SQLite makes a table anew for most later changes of it, and drops its triggers with the old one:
    such a migration removes them first and installs them again afterwards.
    """

    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0002_document_versions"),
        ("documents", "0003_translation_states"),
        ("documents", "0004_years"),
        ("documents", "0005_rights"),
        ("documents", "0006_presidency"),
    ]

    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("events", "0001_initial"),
        ("presidencies", "0002_first_presidency"),
        ("priorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("declaration", "declaration"),
                            ("statement", "statement"),
                            ("communique", "communique or information report"),
                            ("programme", "programme"),
                            ("action_plan", "plan of action or roadmap"),
                            ("agreement", "agreement or memorandum"),
                            ("protocol", "protocol (record of a meeting)"),
                            ("charter", "charter"),
                            ("convention", "convention"),
                            ("treaty", "treaty"),
                            ("strategy", "strategy"),
                            ("regulations", "regulations"),
                            ("decision", "decision"),
                            ("report", "report"),
                            ("order", "executive order"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="title")),
                ("title_en", models.CharField(max_length=400, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=400, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=400, null=True, verbose_name="title"),
                ),
                (
                    "title_origin",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        verbose_name="origin of the title",
                    ),
                ),
                (
                    "title_origin_en",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        null=True,
                        verbose_name="origin of the title",
                    ),
                ),
                (
                    "title_origin_ru",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        null=True,
                        verbose_name="origin of the title",
                    ),
                ),
                (
                    "title_origin_zh_hans",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        null=True,
                        verbose_name="origin of the title",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_ru", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "summary_zh_hans",
                    models.TextField(blank=True, null=True, verbose_name="summary"),
                ),
                ("adopted_on", models.DateField(verbose_name="adopted on")),
                (
                    "languages",
                    models.JSONField(
                        blank=True, default=list, verbose_name="languages of the text"
                    ),
                ),
                (
                    "external_url",
                    models.URLField(blank=True, max_length=500, verbose_name="link to the text"),
                ),
                ("file", models.FileField(blank=True, upload_to="documents/", verbose_name="file")),
                ("sources", models.JSONField(blank=True, default=list, verbose_name="sources")),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True,
                        related_name="documents",
                        to="bodies.body",
                        verbose_name="bodies",
                    ),
                ),
                (
                    "events",
                    models.ManyToManyField(
                        blank=True,
                        related_name="documents",
                        to="events.event",
                        verbose_name="came out of",
                    ),
                ),
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
                    "priorities",
                    models.ManyToManyField(
                        blank=True,
                        related_name="documents",
                        to="priorities.priority",
                        verbose_name="priorities",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ("-adopted_on", "pk"),
                "permissions": [("record_document", "Can correct public document")],
                "default_permissions": ("add", "change", "delete", "view", "translate", "publish"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["draft", "published", "withdrawn"])
                        ),
                        name="document_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication", "draft"),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="document_published_at_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "declaration",
                                    "statement",
                                    "communique",
                                    "programme",
                                    "action_plan",
                                    "agreement",
                                    "protocol",
                                    "charter",
                                    "convention",
                                    "treaty",
                                    "strategy",
                                    "regulations",
                                    "decision",
                                    "report",
                                    "order",
                                ],
                            )
                        ),
                        name="document_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=400, verbose_name="title")),
                ("title_en", models.CharField(max_length=400, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=400, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=400, null=True, verbose_name="title"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_ru", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "summary_zh_hans",
                    models.TextField(blank=True, null=True, verbose_name="summary"),
                ),
                (
                    "languages",
                    models.JSONField(
                        blank=True, default=list, verbose_name="languages of the text"
                    ),
                ),
                (
                    "external_url",
                    models.URLField(blank=True, max_length=500, verbose_name="link to the text"),
                ),
                ("file", models.FileField(blank=True, upload_to="documents/", verbose_name="file")),
                ("superseded_on", models.DateField(verbose_name="superseded on")),
                ("reason", models.TextField(verbose_name="reason")),
                ("reason_en", models.TextField(null=True, verbose_name="reason")),
                ("reason_ru", models.TextField(null=True, verbose_name="reason")),
                ("reason_zh_hans", models.TextField(null=True, verbose_name="reason")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier version",
                "verbose_name_plural": "earlier versions",
                "ordering": ("document_id", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "number"), name="documentversion_one_of_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="documentversion_number_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason_en__gt", ""), ("reason_en__isnull", False)),
                            models.Q(("reason_ru__gt", ""), ("reason_ru__isnull", False)),
                            models.Q(("reason_zh_hans__gt", ""), ("reason_zh_hans__isnull", False)),
                            _connector="OR",
                        ),
                        name="documentversion_has_reason",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

REFUSAL = "The log of the desk is append-only: what was wrong is told by a further entry."
#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER revision_no_update BEFORE UPDATE ON staff_revision
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER revision_no_delete BEFORE DELETE ON staff_revision
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER revision_no_replace BEFORE INSERT ON staff_revision
    WHEN EXISTS (SELECT 1 FROM staff_revision WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 (no part comes from outside)
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION staff_revision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER revision_no_update BEFORE UPDATE ON staff_revision
    FOR EACH ROW EXECUTE FUNCTION staff_revision_append_only()""",
        """CREATE TRIGGER revision_no_delete BEFORE DELETE ON staff_revision
    FOR EACH ROW EXECUTE FUNCTION staff_revision_append_only()""",
        """CREATE TRIGGER revision_no_truncate BEFORE TRUNCATE ON staff_revision
    FOR EACH STATEMENT EXECUTE FUNCTION staff_revision_append_only()""",
    ),
}
TRIGGERS = (
    "revision_no_update",
    "revision_no_delete",
    "revision_no_replace",
    "revision_no_truncate",
)
REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON staff_revision" for name in TRIGGERS),
}


def install(apps, schema_editor):
    run(schema_editor, INSTALL)


def remove(apps, schema_editor):
    run(schema_editor, REMOVE)


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """Write down what forms change, field by field, where nobody can alter it."""

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=400)),
                ("field", models.CharField(max_length=100)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("saved_by", models.CharField(max_length=150)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ("-pk",),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["kind", "object_id"], name="revision_item"),
                    models.Index(fields=["saved_at"], name="revision_week"),
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]

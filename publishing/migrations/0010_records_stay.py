from django.db import migrations

REFUSAL = "Public records stay as they were told: what is otherwise is told by a further record."
KEPT = ("id", "number", "kind", "key", "withdrawn", "recorded_at", "mark")
#: What its one writer does, and `prune` with the text of one that is replaced: no more. `{}` tells apart what differs.
CHANGED = (
    " OR ".join(f"OLD.{name} {{}} NEW.{name}" for name in KEPT)
    + " OR (NEW.is_latest AND NOT OLD.is_latest)"
    + " OR (OLD.document <> NEW.document AND (OLD.is_latest OR NEW.document <> '{{}}'))"
)
#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER publicrecord_no_update BEFORE UPDATE ON publishing_publicrecord
    WHEN {CHANGED.format(*["IS NOT"] * len(KEPT))}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER publicrecord_no_delete BEFORE DELETE ON publishing_publicrecord
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER publicrecord_no_replace BEFORE INSERT ON publishing_publicrecord
    WHEN EXISTS (SELECT 1 FROM publishing_publicrecord WHERE id = NEW.id OR number = NEW.number
        OR (NEW.is_latest AND is_latest AND kind = NEW.kind AND key = NEW.key))
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 (no part comes from outside)
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION publishing_publicrecord_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        f"""CREATE TRIGGER publicrecord_no_update BEFORE UPDATE ON publishing_publicrecord
    FOR EACH ROW WHEN ({CHANGED.format(*["IS DISTINCT FROM"] * len(KEPT))})
    EXECUTE FUNCTION publishing_publicrecord_stays()""",
        """CREATE TRIGGER publicrecord_no_delete BEFORE DELETE ON publishing_publicrecord
    FOR EACH ROW EXECUTE FUNCTION publishing_publicrecord_stays()""",
        """CREATE TRIGGER publicrecord_no_truncate BEFORE TRUNCATE ON publishing_publicrecord
    FOR EACH STATEMENT EXECUTE FUNCTION publishing_publicrecord_stays()""",
    ),
}
TRIGGERS = (
    "publicrecord_no_update",
    "publicrecord_no_delete",
    "publicrecord_no_replace",
    "publicrecord_no_truncate",
)
REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
    "postgresql": tuple(
        f"DROP TRIGGER IF EXISTS {name} ON publishing_publicrecord" for name in TRIGGERS
    ),
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
    """Let nobody alter what the public was told, nor take it away; it is replaced, and its text may be pruned then."""

    dependencies = [("publishing", "0009_moment_set_by")]

    operations = [migrations.RunPython(install, remove)]

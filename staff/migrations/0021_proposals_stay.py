from django.db import migrations

REFUSAL = "Proposals stay as they were sent and answered: what is otherwise is proposed anew."
KEPT = ("id", "kind_id", "object_id", "name", "deed", "code", "sent", "proposer_id", "proposed_at")
ANSWER = ("state", "settled_by_id", "settled_at", "why")
#: It is answered once; what came of trying it is kept beside.
CHANGED = (
    " OR ".join(f"OLD.{name} {{0}} NEW.{name}" for name in KEPT)
    + " OR (OLD.state <> 'waiting' AND ("
    + " OR ".join(f"OLD.{name} {{0}} NEW.{name}" for name in ANSWER)
    + "))"
)
#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER proposal_no_update BEFORE UPDATE ON staff_proposal
    WHEN {CHANGED.format("IS NOT")}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER proposal_no_delete BEFORE DELETE ON staff_proposal
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER proposal_no_replace BEFORE INSERT ON staff_proposal
    WHEN EXISTS (SELECT 1 FROM staff_proposal WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 (no part comes from outside)
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION staff_proposal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        f"""CREATE TRIGGER proposal_no_update BEFORE UPDATE ON staff_proposal
    FOR EACH ROW WHEN ({CHANGED.format("IS DISTINCT FROM")})
    EXECUTE FUNCTION staff_proposal_stays()""",
        """CREATE TRIGGER proposal_no_delete BEFORE DELETE ON staff_proposal
    FOR EACH ROW EXECUTE FUNCTION staff_proposal_stays()""",
        """CREATE TRIGGER proposal_no_truncate BEFORE TRUNCATE ON staff_proposal
    FOR EACH STATEMENT EXECUTE FUNCTION staff_proposal_stays()""",
    ),
}
TRIGGERS = (
    "proposal_no_update",
    "proposal_no_delete",
    "proposal_no_replace",
    "proposal_no_truncate",
)
REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON staff_proposal" for name in TRIGGERS),
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
    """Let nobody alter what was proposed, nor how it was answered, nor take it away."""

    dependencies = [("staff", "0020_fields_of_kept_files")]

    operations = [migrations.RunPython(install, remove)]

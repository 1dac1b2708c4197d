from django.db import migrations, models

REFUSAL = "Feeds know the article by it: an identity stays as it is."
INSTALL = {
    "sqlite": (
        f"""CREATE TRIGGER article_identity_stays BEFORE UPDATE OF feed_id ON news_article
    WHEN NEW.feed_id IS NOT OLD.feed_id
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION news_article_identity_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER article_identity_stays BEFORE UPDATE ON news_article FOR EACH ROW
    WHEN (NEW.feed_id IS DISTINCT FROM OLD.feed_id)
    EXECUTE FUNCTION news_article_identity_stays()""",
    ),
}
REMOVE = {
    "sqlite": ("DROP TRIGGER IF EXISTS article_identity_stays",),
    "postgresql": ("DROP TRIGGER IF EXISTS article_identity_stays ON news_article",),
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
    """Let the database refuse to alter an identity, or to give one twice.

    SQLite makes a table anew for most later changes of it, and drops its triggers with the old one:
    such a migration removes the trigger first and installs it again afterwards.
    """

    dependencies = [("news", "0005_identity")]

    operations = [
        migrations.AlterField(
            "article", "feed_id", models.CharField(editable=False, max_length=160, unique=True)
        ),
        migrations.RunPython(install, remove),
    ]

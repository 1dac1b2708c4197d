import django.db.models.deletion
import django.utils.timezone
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


def running(statements):
    """Return what runs those of the engine."""

    def run(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            for statement in statements[schema_editor.connection.vendor]:
                cursor.execute(statement)

    return run


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others.

    SQLite makes a table anew for most later changes of it, and drops its triggers with the old one:
    such a migration removes them first and installs them again afterwards.
    """

    replaces = [
        ("news", "0001_initial"),
        ("news", "0002_translation_states"),
        ("news", "0003_years"),
        ("news", "0004_rights"),
        ("news", "0005_identity"),
        ("news", "0006_identity_stays"),
        ("news", "0007_presidency"),
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
            name="Article",
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
                ("feed_id", models.CharField(editable=False, max_length=160, unique=True)),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("news", "News"),
                            ("announcement", "Announcements"),
                            ("standing", "About the presidency"),
                        ],
                        max_length=15,
                        verbose_name="section",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("title_en", models.CharField(max_length=300, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=300, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=300, null=True, verbose_name="title"),
                ),
                ("lead", models.TextField(verbose_name="lead")),
                ("lead_en", models.TextField(null=True, verbose_name="lead")),
                ("lead_ru", models.TextField(null=True, verbose_name="lead")),
                ("lead_zh_hans", models.TextField(null=True, verbose_name="lead")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("body_en", models.TextField(blank=True, null=True, verbose_name="text")),
                ("body_ru", models.TextField(blank=True, null=True, verbose_name="text")),
                ("body_zh_hans", models.TextField(blank=True, null=True, verbose_name="text")),
                ("published_on", models.DateField(verbose_name="day of publication")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True, related_name="articles", to="bodies.body", verbose_name="bodies"
                    ),
                ),
                (
                    "events",
                    models.ManyToManyField(
                        blank=True,
                        related_name="articles",
                        to="events.event",
                        verbose_name="events",
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
                        related_name="articles",
                        to="priorities.priority",
                        verbose_name="priorities",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "news",
                "ordering": ("-published_on", "-pk"),
                "default_permissions": ("add", "change", "delete", "view", "translate", "publish"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("publication", "published")),
                        fields=["-published_on", "-id"],
                        name="article_newest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["draft", "published", "withdrawn"])
                        ),
                        name="article_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication", "draft"),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_published_at_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("section__in", ["news", "announcement", "standing"])),
                        name="article_section_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(running(INSTALL), running(REMOVE)),
    ]

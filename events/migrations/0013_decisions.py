from importlib import import_module

from django.db import migrations, models
from django.db.models import PROTECT
from django.utils import timezone

KINDS = [
    ("announced", "announced"),
    ("confirmed", "confirmed"),
    ("rescheduled", "new date"),
    ("postponed", "postponed"),
    ("cancelled", "cancelled"),
    ("reinstated", "takes place after all"),
    ("relocated", "new place"),
    ("format_changed", "new format"),
    ("renamed", "new name"),
    ("held", "held"),
    ("corrected", "corrected"),
]
CODES = [code for code, _label in KINDS]
#: SQLite makes the table of changes anew, without them: the same triggers are put back.
CHANGES_STAY = import_module("events.migrations.0001_squashed_0010_hosts")
DECISIONS = "Decisions are append-only: what changes is decided anew."
REASONS = "Reasons are added and stay: correct a mistake by a further entry."


def statements(table, name, message, same):
    """Return what refuses to alter or delete rows of a table, by engine. SQLite has REPLACE, which
    deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE."""
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({same}))"  # noqa: S608 (our names)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    function = f"{table}_append_only"
    return {
        "sqlite": (
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
        ),
        "postgresql": (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$",
            *(
                f"CREATE TRIGGER {name}_no_{event} BEFORE {event.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}()"
                for event, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
            ),
        ),
    }


def removal(table, name):
    """Return what takes the same away."""
    return {
        "sqlite": tuple(
            f"DROP TRIGGER IF EXISTS {name}_no_{event}" for event in ("update", "delete", "replace")
        ),
        "postgresql": tuple(
            f"DROP TRIGGER IF EXISTS {name}_no_{event} ON {table}"
            for event in ("update", "delete", "truncate")
        ),
    }


DECISION = ("events_decision", "decision")
REASON = ("events_addedreason", "addedreason")
DECISIONS_STAY = statements(*DECISION, DECISIONS, "slug = NEW.slug")
REASONS_STAY = statements(*REASON, REASONS, "change_id = NEW.change_id AND language = NEW.language")


def running(*each):
    """Return what runs those of the engine."""

    def run(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            for by_engine in each:
                for statement in by_engine[schema_editor.connection.vendor]:
                    cursor.execute(statement)

    return run


install = running(DECISIONS_STAY, REASONS_STAY)
remove = running(removal(*DECISION), removal(*REASON))


def known(name, codes):
    return models.CheckConstraint(condition=models.Q(("kind__in", codes)), name=name)


class Migration(migrations.Migration):
    """Let one decision move many events, an event take place after all, and a reason be added in another
    language: both are append-only too. SQLite makes the table of changes anew, without its triggers."""

    dependencies = [("events", "0012_photo_licence")]

    operations = [
        migrations.RunPython(CHANGES_STAY.remove, CHANGES_STAY.install),
        migrations.CreateModel(
            name="AddedReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("text", models.TextField(verbose_name="reason")),
                ("added_at", models.DateTimeField(default=timezone.now, verbose_name="recorded")),
                (
                    "added_by",
                    models.CharField(blank=True, max_length=150, verbose_name="recorded by"),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=PROTECT,
                        related_name="added_reasons",
                        to="events.change",
                        verbose_name="change",
                    ),
                ),
            ],
            options={
                "verbose_name": "added reason",
                "verbose_name_plural": "added reasons",
                "ordering": ("pk",),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("kind", models.CharField(choices=KINDS, max_length=15, verbose_name="kind")),
                (
                    "recorded_at",
                    models.DateTimeField(default=timezone.now, verbose_name="recorded"),
                ),
                (
                    "recorded_by",
                    models.CharField(blank=True, max_length=150, verbose_name="recorded by"),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ("pk",),
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint("change", "change_kind_known"),
        migrations.AlterField(
            "change", "kind", models.CharField(choices=KINDS, max_length=15, verbose_name="kind")
        ),
        migrations.AddField(
            "decision",
            "events",
            models.ManyToManyField(
                related_name="decisions", through="events.Change", to="events.event"
            ),
        ),
        migrations.AddField(
            "change",
            "decision",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=PROTECT,
                related_name="changes",
                to="events.decision",
                to_field="slug",
                verbose_name="decision",
            ),
        ),
        migrations.AddConstraint("change", known("change_kind_known", CODES)),
        migrations.AddConstraint(
            "addedreason",
            models.UniqueConstraint(
                fields=("change", "language"), name="addedreason_once_a_language"
            ),
        ),
        migrations.AddConstraint(
            "addedreason",
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(language=""),
                name="addedreason_says_something",
            ),
        ),
        migrations.AddConstraint("decision", known("decision_kind_known", CODES)),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(condition=~models.Q(slug=""), name="decision_has_an_address"),
        ),
        migrations.RunPython(CHANGES_STAY.install, CHANGES_STAY.remove),
        migrations.RunPython(install, remove),
    ]

from django.db import migrations, models

REFUSAL = "Calendars and feeds know the event by it: an identity stays as it is."
#: SQLite makes a table anew for a column that must be filled, and drops its triggers with it.
IDENTITIES_STAY = f"""CREATE TRIGGER event_identities_stay BEFORE UPDATE OF uid, feed_id ON events_event
    WHEN NEW.uid IS NOT OLD.uid OR NEW.feed_id IS NOT OLD.feed_id
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
LANGUAGES = ("en", "ru", "zh_hans")


def put_back(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS event_identities_stay")
            cursor.execute(IDENTITIES_STAY)


def columns(name, field, **options):
    """Yield the columns of a text: its own, and one a language."""
    yield name, field(blank=True, **options)
    for language in LANGUAGES:
        yield f"{name}_{language}", field(blank=True, null=True, **options)


LEAD = columns(
    "lead",
    models.TextField,
    verbose_name="lead",
    help_text=(
        "What it is, who meets and why it matters, as far as it is known before. Shown until the "
        "event is over; then comes the summary."
    ),
)
SHORT_TITLE = columns(
    "short_title",
    models.CharField,
    max_length=80,
    verbose_name="short title",
    help_text="For lists, the month and calendars. Without one they show the title.",
)
SUMMARY = columns(
    "summary",
    models.TextField,
    verbose_name="summary",
    help_text="What came of it. Shown once the event is over; before only without a lead.",
)


class Migration(migrations.Migration):
    """Make room for what an event is called in short, and for what it is before it takes place."""

    dependencies = [("events", "0001_squashed_0010_hosts")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_back),
        *(migrations.AddField("event", *column) for column in (*LEAD, *SHORT_TITLE)),
        *(migrations.AlterField("event", *column) for column in SUMMARY),
        migrations.RunPython(put_back, migrations.RunPython.noop),
    ]

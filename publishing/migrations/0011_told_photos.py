import re

from django.db import migrations, models

PHOTO = re.compile(r"/photos/([0-9a-f]{24})-")
TOLD = "SELECT document FROM publishing_publicrecord WHERE document LIKE '%/photos/%'"
#: Of rows that are read, and of names that are written, at once.
MANY = 200


def note(apps, schema_editor):
    """Note the photos of which the records tell, as far as they still do."""
    digests = set()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TOLD)
        while rows := cursor.fetchmany(MANY):
            digests.update(digest for (text,) in rows for digest in PHOTO.findall(text))
    told = apps.get_model("publishing", "ToldPhoto")
    told.objects.bulk_create(
        [told(digest=digest) for digest in sorted(digests)],
        batch_size=MANY,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    """Let the address of a photo that is gone be known by one row, and not by all that was ever told."""

    dependencies = [("publishing", "0010_records_stay")]

    operations = [
        migrations.CreateModel(
            name="ToldPhoto",
            fields=[
                ("digest", models.CharField(max_length=24, primary_key=True, serialize=False)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]

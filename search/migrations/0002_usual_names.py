"""The usual names that the portal begins with. Staff edit them afterwards."""

import csv

from django.conf import settings
from django.db import migrations


def add_names(apps, schema_editor):
    """Add the groups of data/synonyms.csv to a table that holds none yet."""
    group = apps.get_model("search", "SynonymGroup")
    if group.objects.exists():
        return
    with (settings.BASE_DIR / "data" / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        group.objects.bulk_create(
            group(spellings="\n".join(row["names"].split(";")), note=row["note"] or "")
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(add_names, migrations.RunPython.noop)]

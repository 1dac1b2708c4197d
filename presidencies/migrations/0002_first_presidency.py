from importlib import import_module

from django.db import migrations

squashed = import_module("presidencies.migrations.0001_squashed_0004_publishing_right")


class Migration(migrations.Migration):
    """Say of a plan that is there already whose it is. An empty database stays so."""

    dependencies = [("presidencies", "0001_initial")]

    operations = [migrations.RunPython(squashed.name_the_first, migrations.RunPython.noop)]

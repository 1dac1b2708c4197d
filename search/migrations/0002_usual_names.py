from django.db import migrations


class Migration(migrations.Migration):
    """Held the usual names of one organisation; `load_plan` brings them with the plan."""

    dependencies = [("search", "0001_initial")]

    operations = []

from django.db import migrations


def note(apps, schema_editor):
    """What the index had yet to follow waits in the outbox from now on. It may run any number of times."""
    alias = schema_editor.connection.alias
    due = apps.get_model("search", "Due").objects.using(alias)
    messages = apps.get_model("publishing", "OutboxMessage").objects.using(alias)
    for kind, key in due.order_by("pk").values_list("kind", "key"):
        messages.get_or_create(listener="search", kind=kind, key=key)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_presidency"), ("publishing", "0004_outbox")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]

from django.conf import settings
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat

#: What calendars and feeds were told until now.
TOLD = {
    "uid": Concat("slug", Value(f"@{settings.CALENDAR_UID_DOMAIN}")),
    "feed_id": Concat(Value(f"tag:{settings.CALENDAR_UID_DOMAIN},2020:events/"), "slug"),
}


def fill(apps, schema_editor):
    events = apps.get_model("events", "Event").objects.using(schema_editor.connection.alias)
    for column, identity in TOLD.items():
        events.filter(**{column: None}).update(**{column: identity})


class Migration(migrations.Migration):
    """Keep what calendars and feeds know each event by, as it stands today."""

    dependencies = [("events", "0006_rights")]

    operations = [
        *(
            migrations.AddField("event", column, models.CharField(max_length=160, null=True))
            for column in TOLD
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

from django.conf import settings
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat


def fill(apps, schema_editor):
    articles = apps.get_model("news", "Article").objects.using(schema_editor.connection.alias)
    told = Concat(Value(f"tag:{settings.CALENDAR_UID_DOMAIN},2020:news/"), "slug")
    articles.filter(feed_id=None).update(feed_id=told)


class Migration(migrations.Migration):
    """Keep what feeds know each article by, as it stands today."""

    dependencies = [("news", "0004_rights")]

    operations = [
        migrations.AddField("article", "feed_id", models.CharField(max_length=160, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

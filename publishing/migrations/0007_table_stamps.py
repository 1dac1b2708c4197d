from django.db import migrations, models


class Migration(migrations.Migration):
    """Make room for the stamp of each table. Triggers write it: publishing.stamp."""

    dependencies = [("publishing", "0006_scheduled_publication")]

    operations = [
        migrations.CreateModel(
            name="TableStamp",
            fields=[
                ("name", models.CharField(max_length=63, primary_key=True, serialize=False)),
                ("value", models.CharField(max_length=32)),
            ],
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name with a moment both who chose it and who approved it."""

    dependencies = [("publishing", "0008_failures")]

    operations = [
        migrations.AddField(
            model_name="scheduledpublication",
            name="set_by",
            field=models.CharField(blank=True, max_length=150),
        ),
    ]

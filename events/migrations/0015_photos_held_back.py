from django.db import migrations, models


class Migration(migrations.Migration):
    """Let a photo of a public event wait until it is released."""

    dependencies = [
        ("events", "0014_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="is_held_back",
            field=models.BooleanField(
                default=False,
                help_text="Visitors do not see it, and its file cannot be fetched, until this is taken back or a bundle shows it.",
                verbose_name="held back",
            ),
        ),
    ]

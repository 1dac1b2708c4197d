from django.db import migrations


class Migration(migrations.Migration):
    """Let somebody prepare the facts of drafts who may not touch what the public reads."""

    dependencies = [
        ("events", "0013_decisions"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "default_permissions": (
                    "add",
                    "change",
                    "delete",
                    "view",
                    "translate",
                    "publish",
                ),
                "ordering": ("sort_on", "is_vague", "ends_on", "pk"),
                "permissions": [
                    ("record_event", "Can record changes of event"),
                    ("prepare_event", "Can record changes of event while it is a draft"),
                ],
                "verbose_name": "event",
                "verbose_name_plural": "events",
            },
        ),
    ]

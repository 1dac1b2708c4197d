from django.db import migrations, models


class Migration(migrations.Migration):
    """Make room for the stamp. Its triggers are put on the tables after each `migrate`: publishing.stamp."""

    # The step that 0001_squashed_0004_outbox replaces: so it follows whichever way a database goes.
    dependencies = [("publishing", "0004_outbox")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="stamp_single_row")
                ],
            },
        ),
    ]

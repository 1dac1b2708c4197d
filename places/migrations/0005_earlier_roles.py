import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Let a country have had another role until a day; what no date is known of stays as it is."""

    dependencies = [
        ("places", "0004_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "member state"),
                            ("observer", "observer state"),
                            ("dialogue_partner", "dialogue partner"),
                            ("other", "other host country"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "last_day",
                    models.DateField(verbose_name="last day"),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_roles",
                        to="places.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier role",
                "verbose_name_plural": "earlier roles",
                "ordering": ("last_day",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["member", "observer", "dialogue_partner", "other"])
                        ),
                        name="earlierrole_role_known",
                    ),
                    models.UniqueConstraint(
                        fields=("country", "last_day"), name="earlierrole_one_until_a_day"
                    ),
                ],
            },
        ),
    ]

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others."""

    replaces = [
        ("places", "0001_initial"),
        ("places", "0002_translation_states"),
        ("places", "0003_years"),
        ("places", "0004_rights"),
        ("places", "0005_earlier_roles"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_language",
                    models.CharField(editable=False, max_length=10, verbose_name="source language"),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="translations"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                ("code", models.CharField(max_length=2, unique=True, verbose_name="ISO code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_ru", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_zh_hans", models.CharField(max_length=120, null=True, verbose_name="name")),
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
                    "member_since",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="member since"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ("slug",),
                "default_permissions": ("add", "change", "delete", "view", "translate"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["member", "observer", "dialogue_partner", "other"])
                        ),
                        name="country_role_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_language",
                    models.CharField(editable=False, max_length=10, verbose_name="source language"),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="translations"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_ru", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_zh_hans", models.CharField(max_length=120, null=True, verbose_name="name")),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
                (
                    "coordinates_source",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="source of coordinates"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cities",
                        to="places.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ("slug",),
                "default_permissions": ("add", "change", "delete", "view", "translate"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))
                        ),
                        name="city_on_the_globe",
                    )
                ],
            },
        ),
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
                ("last_day", models.DateField(verbose_name="last day")),
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

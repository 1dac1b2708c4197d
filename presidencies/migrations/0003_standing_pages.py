from django.db import migrations, models


class Migration(migrations.Migration):
    """Let staff write the standing pages; `load_pages` brings the first texts."""

    dependencies = [
        ("presidencies", "0002_first_presidency"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandingPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_language",
                    models.CharField(
                        editable=False,
                        max_length=10,
                        verbose_name="source language",
                    ),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="translations"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "slug",
                    models.CharField(
                        choices=[
                            ("about", "About this portal"),
                            ("accessibility", "Accessibility"),
                            ("privacy", "Privacy"),
                            ("terms", "Terms of use"),
                            ("contact", "Contact and press"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="page",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=120, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=120, null=True, verbose_name="title"),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="lead")),
                (
                    "lead_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="lead"),
                ),
                (
                    "lead_ru",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="lead"),
                ),
                (
                    "lead_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="lead"),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        verbose_name="text",
                    ),
                ),
                (
                    "body_en",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "body_ru",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "body_zh_hans",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing page",
                "verbose_name_plural": "standing pages",
                "ordering": ("slug",),
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "translate"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("slug__in", ["about", "accessibility", "privacy", "terms", "contact"])
                        ),
                        name="standingpage_known",
                    )
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROLES = ("host", "translator", "editor", "publisher", "administrator")


def set_aside(apps, schema_editor):
    """Let no group that somebody made become a role by its name: its members keep what they have."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for group in groups.filter(name__in=ROLES):
        group.name = f"{group.name} (before the roles)"
        group.save(update_fields=["name"])


class Migration(migrations.Migration):
    """Say of an account whose events it prepares, and into which languages it translates."""

    dependencies = [
        ("bodies", "0005_texts"),
        ("hosts", "0001_initial"),
        ("staff", "0004_presence"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(set_aside, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "languages",
                    models.JSONField(blank=True, default=list, verbose_name="languages"),
                ),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="bodies.body", verbose_name="bodies"
                    ),
                ),
                (
                    "hosts",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="hosts.host", verbose_name="hosts"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignment",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "role and scope",
                "verbose_name_plural": "roles and scopes",
                "default_permissions": ("change",),
            },
        ),
    ]

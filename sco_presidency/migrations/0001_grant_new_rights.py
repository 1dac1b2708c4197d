"""Publishing, translating and recording took the right to change: whoever has that keeps the others.

On a new portal nobody has a right yet, and there is nothing to do. It may run any number of times.
"""

from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

TRANSLATED = ("translate",)
PUBLISHED = ("translate", "publish")
RECORDED = ("translate", "publish", "record")
RIGHTS = {
    ("places", "country"): TRANSLATED,
    ("places", "city"): TRANSLATED,
    ("priorities", "priority"): PUBLISHED,
    ("bodies", "body"): PUBLISHED,
    ("events", "event"): RECORDED,
    ("news", "article"): PUBLISHED,
    ("documents", "document"): RECORDED,
}


def grant(apps, schema_editor):
    """Give each user and group that may change a kind of thing the rights that were part of that."""
    alias = schema_editor.connection.alias
    people = apps.get_model(settings.AUTH_USER_MODEL), apps.get_model("auth", "Group")
    if not any(model.objects.using(alias).exists() for model in people):
        return
    for label in dict.fromkeys(label for label, _model in RIGHTS):
        # Django makes them after all migrations: here they are wanted before.
        config = installed.get_app_config(label)
        create_permissions(config, verbosity=0, using=alias, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for (label, model), rights in RIGHTS.items():
        of_model = permissions.filter(content_type__app_label=label, content_type__model=model)
        change = of_model.get(codename=f"change_{model}")
        new = of_model.filter(codename__in=[f"{right}_{model}" for right in rights])
        for user in change.user_set.all():
            user.user_permissions.add(*new)
        for group in change.group_set.all():
            group.permissions.add(*new)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("places", "0004_rights"),
        ("priorities", "0003_rights"),
        ("bodies", "0004_rights"),
        ("events", "0006_rights"),
        ("news", "0004_rights"),
        ("documents", "0005_rights"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

"""What a backup must hold: the files that rows speak of; and what is wrong with one that was restored.

Also which one is the newest, for whoever watches.
"""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from events.actions.titles import contradictions
from events.images.renditions import MADE, name_of, widths_of
from events.models import Photo
from operations.backup.engines import engine_of
from publishing import record_checks

#: Rows that `migrate` writes into an empty database.
OF_MIGRATE = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "publishing_stamp",
    "publishing_tablestamp",
}


def files_in(folder: Path) -> dict[str, Path]:
    """Return every whole file below `folder`, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and not path.name.endswith(".part")
    }


def media_folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def files_named() -> Iterator[str]:
    """Yield the file of every paper and every photo, drafts and earlier versions included."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                names = model._base_manager.values_list(field.name, flat=True)
                yield from filter(None, names.order_by("pk").iterator())
    for digest, width in Photo.objects.values_list("digest", "width").order_by("pk"):
        yield from (name_of(digest, size, ending) for size in widths_of(width) for ending in MADE)


def missing_from(files: dict[str, Path]) -> list[str]:
    """Return which files of rows are not among `files`, or are empty there."""
    return [
        f"{name}: the file is missing"
        for name in dict.fromkeys(files_named())
        if name not in files or not files[name].stat().st_size
    ]


def problems(files: dict[str, Path]) -> list[str]:
    """Return what is wrong with the database that is asked, and with `files`, its own."""
    differing = [*record_checks.discrepancies(), *contradictions()]
    return [
        *engine_of(connection).faults(connection),
        *missing_from(files),
        *(f"{found.kind}/{found.key}: {found.problem}" for found in differing),
    ]


def migrations_applied() -> list[str]:
    """Return what was migrated, as “app.name”."""
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def migrations_unknown(applied: list[str]) -> list[str]:
    """Return which of `applied` this release does not have: they are of a newer one."""
    loader = MigrationLoader(None)
    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    known = {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}
    return sorted(set(applied) - known)


def migrate() -> None:
    """Bring the database that is asked to this release."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def holds_rows() -> bool:
    """Return whether anybody ever wrote into the database that is asked."""
    present = set(connection.introspection.table_names())
    return any(
        model._base_manager.exists()
        for model in apps.get_models()
        if model._meta.db_table in present - OF_MIGRATE and model._meta.managed
    )


def newest_backup() -> Path | None:
    """Return the newest file of BACKUP_ROOT; None where there is none, or no folder is named."""
    if not settings.BACKUP_ROOT:
        return None
    files = [path for path in Path(settings.BACKUP_ROOT).glob("[!.]*") if path.is_file()]
    return max(files, key=lambda path: path.stat().st_mtime, default=None)

"""To make a backup, to prove one, to restore one: each proved in a scratch database first.

Also what is wrong with one that was restored, and which one is the newest, for whoever watches.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from events.actions.titles import contradictions
from operations.backup import archive, engines
from operations.backup.engines import engine_of
from operations.backup.errors import BackupError, plainly
from operations.backup.media import faults_of, files_in, media_folder
from publishing import records

#: Rows that `migrate` writes into an empty database.
OF_MIGRATE = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "publishing_stamp",
    "publishing_tablestamp",
}


def problems_of(files: dict[str, Path]) -> list[str]:
    """Return what is wrong with the database that is asked, and with `files`, its own."""
    differing = [*records.discrepancies(), *contradictions()]
    return [
        *engine_of(connection).faults(connection),
        *faults_of(files),
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


@dataclass(frozen=True)
class Report:
    """What was made or read: how many files of media, and what is wrong with what they hold."""

    files: int
    problems: list[str]


def make(path: Path, recipient: str = "") -> Report:
    """Write a backup of the database and of its media to `path`, proved by a restore.

    What is wrong with the portal itself is reported, and backed up. Raises BackupError.
    """
    database, key = connections["default"], archive.recipient_of(recipient)
    path.parent.mkdir(parents=True, exist_ok=True)
    with plainly(), TemporaryDirectory(dir=path.parent, prefix=".backup-") as home:
        dump = Path(home) / archive.DATABASE
        engines.engine_of(database).dump(database, dump)
        files = files_in(media_folder())
        with _restored(dump, database, Path(home)):
            problems = problems_of(files)
            header = archive.Header(
                database.vendor,
                migrations_applied(),
                timezone.now().isoformat(timespec="seconds"),
            )
        media = {f"{archive.MEDIA}/{name}": file for name, file in files.items()}
        archive.pack(path, header, {archive.DATABASE: dump, **media}, key)
    return Report(len(files), problems)


def check(path: Path, identity: Path | None = None) -> Report:
    """Restore `path` into a scratch place, and say what is wrong with it. Raises BackupError."""
    database = connections["default"]
    with plainly(), _unpacked(path, identity, database) as unpacked:
        files = files_in(unpacked.media)
        with _restored(unpacked.database, database, unpacked.folder):
            migrate()
            return Report(len(files), problems_of(files))


def restore(path: Path, identity: Path | None = None, *, replace: bool = False) -> Report:
    """Put what `path` holds in the place of the database and its media, or change nothing.

    It is brought to this release, under a new epoch. Raises BackupError, also when the database
    holds rows, unless `replace` says that they are to go.
    """
    database = connections["default"]
    with plainly():
        if not replace and holds_rows():
            raise BackupError(
                "The database holds rows, which a restore would take away. Make a backup of it, "
                "then say --replace; or name an empty database by DATABASE_URL."
            )
        with _unpacked(path, identity, database) as unpacked:
            files = files_in(unpacked.media)
            ready = unpacked.folder / "ready"
            with _restored(unpacked.database, database, unpacked.folder) as scratch:
                migrate()
                problems = problems_of(files)
                records.renew_epoch()
                engines.engine_of(scratch).dump(scratch, ready)
            with _media_put(files):
                engines.engine_of(database).load(ready, database)
    return Report(len(files), problems)


@contextmanager
def _restored(
    dump: Path, database: BaseDatabaseWrapper, folder: Path
) -> Iterator[BaseDatabaseWrapper]:
    """Ask a scratch database that holds `dump`."""
    engine = engines.engine_of(database)
    with engine.scratch(database, folder) as scratch:
        engine.load(dump, scratch)
        with engines.asked(scratch):
            yield scratch


@contextmanager
def _unpacked(
    path: Path, identity: Path | None, database: BaseDatabaseWrapper
) -> Iterator[archive.Unpacked]:
    """Give what `path` holds, where it can be restored here."""
    identities: list[Any] = archive.identities_of(identity)
    media = media_folder()
    media.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=media.parent, prefix=".restore-") as home:
        unpacked = archive.unpack(path, Path(home), identities)
        header = unpacked.header
        if header.engine != database.vendor:
            raise BackupError(
                f"The backup is one of {header.engine}, and DATABASE_URL names {database.vendor}: "
                f"restore it into {header.engine}."
            )
        if unknown := migrations_unknown(header.migrations):
            raise BackupError(
                f"The backup was made by a newer release, which has {', '.join(unknown)}: "
                "install that release, and restore it there."
            )
        yield unpacked


@contextmanager
def _media_put(files: dict[str, Path]) -> Iterator[None]:
    """Put `files` into the media, and take away the others when all went well.

    Until then none is lost: the rows that are there, whichever they are, find theirs.
    """
    media = media_folder()
    with TemporaryDirectory(dir=media.parent, prefix=".before-") as aside:
        moved, added = [], []
        try:
            for name, file in files.items():
                target = media / name
                if target.exists():
                    _move(target, Path(aside) / name)
                    moved.append(name)
                _move(file, target)
                added.append(name)
            yield
        except BaseException:
            for name in added:
                (media / name).unlink()
            for name in moved:
                _move(Path(aside) / name, media / name)
            raise
    for name, file in files_in(media).items():
        if name not in files:
            file.unlink()


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)

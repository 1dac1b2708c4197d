"""To make a backup, to prove one, to restore one: each proved in a scratch database first."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from operations.backup import archive, content, engines
from operations.backup.errors import BackupError, plainly
from publishing import record_checks


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
        files = content.files_in(content.media_folder())
        with _restored(dump, database, Path(home)):
            problems = content.problems(files)
            header = archive.Header(
                database.vendor,
                content.migrations_applied(),
                timezone.now().isoformat(timespec="seconds"),
            )
        media = {f"{archive.MEDIA}/{name}": file for name, file in files.items()}
        archive.pack(path, header, {archive.DATABASE: dump, **media}, key)
    return Report(len(files), problems)


def check(path: Path, identity: Path | None = None) -> Report:
    """Restore `path` into a scratch place, and say what is wrong with it. Raises BackupError."""
    database = connections["default"]
    with plainly(), _unpacked(path, identity, database) as unpacked:
        files = content.files_in(unpacked.media)
        with _restored(unpacked.database, database, unpacked.folder):
            content.migrate()
            return Report(len(files), content.problems(files))


def restore(path: Path, identity: Path | None = None, *, replace: bool = False) -> Report:
    """Put what `path` holds in the place of the database and its media, or change nothing.

    It is brought to this release, under a new epoch. Raises BackupError, also when the database
    holds rows, unless `replace` says that they are to go.
    """
    database = connections["default"]
    with plainly():
        if not replace and content.holds_rows():
            raise BackupError(
                "The database holds rows, which a restore would take away. Make a backup of it, "
                "then say --replace; or name an empty database by DATABASE_URL."
            )
        with _unpacked(path, identity, database) as unpacked:
            files = content.files_in(unpacked.media)
            ready = unpacked.folder / "ready"
            with _restored(unpacked.database, database, unpacked.folder) as scratch:
                content.migrate()
                problems = content.problems(files)
                record_checks.renew_epoch()
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
    media = content.media_folder()
    media.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=media.parent, prefix=".restore-") as home:
        unpacked = archive.unpack(path, Path(home), identities)
        header = unpacked.header
        if header.engine != database.vendor:
            raise BackupError(
                f"The backup is one of {header.engine}, and DATABASE_URL names {database.vendor}: "
                f"restore it into {header.engine}."
            )
        if unknown := content.migrations_unknown(header.migrations):
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
    media = content.media_folder()
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
    for name, file in content.files_in(media).items():
        if name not in files:
            file.unlink()


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)

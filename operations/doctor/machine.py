"""What must hold of the machine: settings, files, room, the newest backup."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks

from operations.backup import contents
from operations.backup.newest import newest_backup

#: Bytes below which a disk is full soon.
ROOM = 1_000_000_000
#: Hours: a backup a night, and two hours for it.
FRESH = 26
#: What a backup or a restore takes away again, unless it was killed; and seconds that one may take.
LEFT, LONGEST = (".backup-*", ".restore-*", ".before-*"), 3600
#: Files that are named one by one.
NAMED = 5


def deployment() -> Iterator[str]:
    """What Django itself says of the settings."""
    for found in checks.run_checks(include_deployment_checks=True):
        if found.level >= checks.WARNING and not found.is_silenced():
            yield f"{found.msg} ({found.id})" + (f" {found.hint}" if found.hint else "")


def media() -> Iterator[str]:
    missing = contents.missing_from(contents.files_in(contents.media_folder()))
    yield from missing[:NAMED]
    if missing:
        yield f"{len(missing)} files of papers and photos are missing: take them from a backup."


def static_files() -> Iterator[str]:
    kept: dict[str, str] | None = getattr(staticfiles_storage, "hashed_files", None)
    if kept is None:
        return  # a storage without a manifest takes the files where they are
    lost = [name for finder in get_finders() for name, _of in finder.list([]) if name not in kept]
    lost += [name for name in kept.values() if not staticfiles_storage.exists(name)]
    if lost:
        yield (
            f"{len(lost)} static files are not collected ({lost[0]} first): run "
            "`manage.py collectstatic --no-input`, and restart."
        )


def folders() -> list[Path]:
    return [
        Path(folder)
        for folder in (settings.MEDIA_ROOT, settings.SHARE_IMAGES_ROOT, settings.PROGRAMME_ROOT)
    ]


def writable() -> Iterator[str]:
    for folder in folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield f"{folder} cannot be written ({error.strerror}): give it to the user of the portal."


def room() -> Iterator[str]:
    for folder in folders():
        there = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(there).free
        if free < ROOM:
            yield f"{there} has {free // 1_000_000} MB left: make room, or writing stops."


def backups() -> Iterator[str]:
    if not settings.BACKUP_ROOT:
        return
    newest = newest_backup()
    if newest is None:
        yield f"{settings.BACKUP_ROOT} holds no backup: run `manage.py backup`."
        return
    hours = (time.time() - newest.stat().st_mtime) / 3600
    if hours > FRESH:
        yield f"The newest backup, {newest.name}, is {hours:.0f} hours old: look at its timer."


def left_over() -> Iterator[str]:
    """Copies of the database lie in what a killed run left."""
    places = {Path(settings.MEDIA_ROOT).parent, Path(settings.BACKUP_ROOT or settings.MEDIA_ROOT)}
    for folder in sorted(path for place in places for name in LEFT for path in place.glob(name)):
        if time.time() - folder.stat().st_mtime > LONGEST:
            yield f"{folder} was left by a backup or a restore that was killed: remove it."

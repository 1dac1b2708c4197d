"""Which backup is the newest, for whoever watches."""

from pathlib import Path

from django.conf import settings


def newest_backup() -> Path | None:
    """Return the newest file of BACKUP_ROOT; None where there is none, or no folder is named."""
    if not settings.BACKUP_ROOT:
        return None
    files = [path for path in Path(settings.BACKUP_ROOT).glob("[!.]*") if path.is_file()]
    return max(files, key=lambda path: path.stat().st_mtime, default=None)

"""What stops a backup or a restore, said so that whoever runs it can put it right."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pyrage

FULL = "The disk is full: nothing was written, and what was there is there still. Make room, and try again."
HELD = "Another process holds the database: stop the portal, and try again."
#: How the tools of databases, and what hands an error on as a text, say that a disk is full.
SAID_OF_FULL = ("No space left on device", "database or disk is full", f"Errno {errno.ENOSPC}")


class BackupError(Exception):
    """A backup or a restore was refused or failed. Its text says what to do."""


@contextmanager
def plainly() -> Iterator[None]:
    """Say what machines report as a BackupError."""
    try:
        yield
    except OSError as error:
        if any(said in str(error) for said in SAID_OF_FULL):
            raise BackupError(FULL) from error
        raise BackupError(f"{error.filename or 'A file'}: {error.strerror or error}.") from error
    except (sqlite3.Error, pyrage.EncryptError) as error:
        raise of_report(str(error)) from error


def of_report(text: str) -> BackupError:
    """Return what a tool reported in `text`."""
    if any(said in text for said in SAID_OF_FULL):
        return BackupError(FULL)
    if "lock timeout" in text:
        return BackupError(HELD)
    return BackupError(f"The database refused: {text.strip()}")

"""What every command of the portal has in common: it says plainly why it cannot do its work."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

#: SQLite's words, and PostgreSQL's.
SAID_OF_A_FULL_DISK = ("database or disk is full", "No space left on device")
#: The exit code of a command that was stopped by Ctrl-C.
STOPPED = 130


class PortalCommand(BaseCommand):
    """A command without a traceback for what whoever runs it can put right."""

    requires_system_checks: list[str] = []  # they load every page

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            first, *_more = str(error).splitlines() or [type(error).__name__]
            if any(words in str(error) for words in SAID_OF_A_FULL_DISK):
                raise CommandError(
                    "The disk of the database is full: what was not finished was taken back. Make "
                    "room, and run the command again."
                ) from error
            raise CommandError(
                f"The database cannot be used: {first.rstrip('.')}. Look whether it runs, whether "
                "another process holds it, and whether `manage.py migrate` was run."
            ) from error
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped.", returncode=STOPPED) from error

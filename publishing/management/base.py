"""What every command of the portal has in common: it says plainly why it cannot do its work."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from publishing import failures

#: SQLite's words, and PostgreSQL's.
SAID_OF_A_FULL_DISK = ("database or disk is full", "No space left on device")
#: The exit code of a command that was stopped by Ctrl-C.
STOPPED = 130


class PortalCommand(BaseCommand):
    """A command without a traceback for what whoever runs it can put right."""

    requires_system_checks: list[str] = []  # they load every page
    #: Whether a timer calls it: then the desk tells that it failed, until it succeeds.
    is_task = False

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            said = self._executed(*args, **options)
        except (Exception, SystemExit) as error:
            code = getattr(error, "code", None)  # of an end that is no error: 0
            if self.is_task and code != 0:
                failures.note(self._name, f"exit code {code}" if code else error)
            raise
        if self.is_task:
            failures.over(self._name)
        return said

    @property
    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def _executed(self, *args: Any, **options: Any) -> str | None:
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

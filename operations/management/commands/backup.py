"""`manage.py backup FILE`: the database and its media in one file, proved by a restore."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from operations.backup import actions, errors
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    is_task = True
    help = (
        "Write the database and the uploaded files to one file, and prove it in a scratch database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--recipient",
            default=settings.BACKUP_RECIPIENT,
            help="encrypt for this key of age (age1…); without one, BACKUP_RECIPIENT",
        )

    def handle(self, *args: Any, file: Path, recipient: str, **options: Any) -> None:
        try:
            report = actions.make(file.absolute(), recipient)
        except errors.BackupError as error:
            raise CommandError(str(error)) from error
        how = "encrypted" if recipient else "not encrypted"
        self.stdout.write(f"{file}: the database and {report.files} files, proved, {how}.")
        for problem in report.problems:
            self.stderr.write(problem)
        if report.problems:
            raise CommandError(
                f"The backup is whole; the portal is not: {len(report.problems)} problems, named above."
            )

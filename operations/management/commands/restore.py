"""`manage.py restore FILE`: what `backup` wrote, in the place of the database and its media."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from operations.backup import actions, errors
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    help = (
        "Put a backup in the place of the database and the uploaded files, or change nothing. "
        "Stop the portal before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--identity", type=Path, help="the file of the secret key, as age-keygen wrote it"
        )
        parser.add_argument(
            "--replace", action="store_true", help="take away the rows that are there"
        )
        parser.add_argument(
            "--check", action="store_true", help="only prove the backup, in a scratch database"
        )

    def handle(
        self, *args: Any, file: Path, identity: Path | None, replace: bool, **options: Any
    ) -> None:
        only_checked = options["check"]
        try:
            report = (
                actions.check(file, identity)
                if only_checked
                else actions.restore(file, identity, replace=replace)
            )
        except errors.BackupError as error:
            raise CommandError(str(error)) from error
        for problem in report.problems:
            self.stderr.write(problem)
        done = "can be restored" if only_checked else "was restored, under a new epoch"
        self.stdout.write(f"{file}: the database and {report.files} files. It {done}.")
        if report.problems:
            raise CommandError(
                f"What it holds has {len(report.problems)} problems, named above; "
                "`check_records --renew` mends records that differ."
            )

"""`manage.py prune`: forget what nobody needs any more."""

import argparse
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from operations.pruning import Periods, prune
from publishing.management.base import PortalCommand


def days(text: str) -> int:
    """Return a number of whole days: at least one, so that no lock opens at once."""
    number = int(text) if text.isdecimal() and len(text) <= 5 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of days: 1 or more.")
    return number


class Command(PortalCommand):
    help = (
        "Forget expired sessions, old logins and wrong passwords, and keys of forms that were sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kept = Periods()
        for name, what in (
            ("logins", "logins, with their addresses"),
            ("attempts", "wrong passwords and locks, with their addresses"),
            ("forms", "keys by which a form that is sent twice is known"),
        ):
            parser.add_argument(
                f"--{name}",
                type=days,
                metavar="DAYS",
                default=getattr(kept, name),
                help=f"how long to keep {what}; %(default)s days without it",
            )
        parser.add_argument(
            "--records",
            type=days,
            metavar="DAYS",
            help="also empty what the public was told and replaced, older than so many days; "
            "numbers, tombstones and the newest stay",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        periods = Periods(
            options["logins"], options["attempts"], options["forms"], options["records"]
        )
        done = prune(periods, timezone.now(), only_count=dry_run)
        verb = "would go" if dry_run else "gone"
        for pruned in done:
            self.stdout.write(f"{pruned.number} {pruned.what} {verb}.")

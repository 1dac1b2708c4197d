"""`manage.py check_records`: prove that the public was told what the database holds."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from events.actions.titles import contradictions
from publishing import records
from publishing.management.base import PortalCommand
from publishing.models import PublicRecord


class Command(PortalCommand):
    is_task = True
    help = (
        "Compare every latest public record with a fresh rendering, and every title with its "
        "history; exit with 1 when one differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--renew",
            action="store_true",
            help="first record anew what differs, as after a release that words it otherwise",
        )

    def handle(self, *args: Any, renew: bool, **options: Any) -> None:
        if renew:
            self.stdout.write(f"{records.renew()} records renewed.")
        discrepancies = [*records.discrepancies(), *contradictions()]
        for discrepancy in discrepancies:
            self.stderr.write(f"{discrepancy.kind}/{discrepancy.key}: {discrepancy.problem}")
        latest = PublicRecord.objects.filter(is_latest=True).count()
        self.stdout.write(f"{latest} latest records compared, {len(discrepancies)} differences.")
        if discrepancies:
            sys.exit(1)

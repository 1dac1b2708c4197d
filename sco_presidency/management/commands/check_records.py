"""`manage.py check_records`: prove that the public was told what the database holds."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from publishing import records
from publishing.models import PublicRecord


class Command(BaseCommand):
    help = (
        "Compare every latest public record with a fresh rendering; exit with 1 when one differs."
    )
    requires_system_checks: list[str] = []  # they load every page

    def handle(self, *args: Any, **options: Any) -> None:
        differing = list(records.discrepancies())
        for found in differing:
            self.stderr.write(f"{found.kind}/{found.key}: {found.problem}")
        latest = PublicRecord.objects.filter(is_latest=True).count()
        self.stdout.write(f"{latest} latest records compared, {len(differing)} differences.")
        if differing:
            sys.exit(1)

"""`manage.py doctor`: is this deployment well, and if not, what is to be done?"""

import sys
from typing import Any

from operations.doctor import examine
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    help = (
        "Look at settings, database, files, room and backups; exit with 1 when something is wrong."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(examine())
        for finding in findings:
            self.stdout.write(f"{'WRONG' if finding.faults else 'ok':6}{finding.what}")
            for fault in finding.faults:
                self.stdout.write(f"      {fault}")
        if any(finding.faults for finding in findings):
            sys.exit(1)

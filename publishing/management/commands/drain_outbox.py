"""`manage.py drain_outbox`: let the search and others follow what they could not follow yet."""

import sys
from typing import Any

from publishing import outbox
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    is_task = True
    help = (
        "Follow what the public was told and nobody followed: after a process was killed between a "
        "commit and what comes after it, or once a fault is mended. Exits with 1 when anything is left."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = outbox.drain(anew=True)
        self.stdout.write(f"{count} messages are left.")
        if count:
            sys.exit(1)

"""`manage.py renew_epoch`: a step of every restore."""

from typing import Any

from publishing import records
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    help = (
        "Give the public record a new epoch. Call it when an older copy of the database was "
        "restored: what readers and partners hold of the numbers given since is not right any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The epoch is now {records.renew_epoch()}.")

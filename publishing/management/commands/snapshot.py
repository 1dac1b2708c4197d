"""`manage.py snapshot`: what readers are answered from while the database does not answer."""

from typing import Any

from django.core.management.base import CommandError

from publishing import snapshot
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    is_task = True
    help = (
        "Copy what the portal shows into the file that DATABASE_SNAPSHOT names: readers are answered from it "
        "while the database does not answer."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_new = snapshot.write()
        except OSError as error:
            raise CommandError(
                f"The snapshot cannot be written ({error.strerror}): {snapshot.place()}. Give its folder to "
                "the user of the portal, and make room. The one before is there still."
            ) from error
        self.stdout.write("Written." if is_new else "Nothing was written since: it is true still.")

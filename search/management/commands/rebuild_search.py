"""`manage.py rebuild_search`: write the index of the search anew."""

from typing import Any

from publishing.management.base import PortalCommand
from search import index
from search.models import Entry, EntryKind


class Command(PortalCommand):
    help = (
        "Write the index of the search anew, as after a release that analyses words otherwise, "
        "or after rows were changed behind the back of the portal. All of it or nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        part = ""

        def watch(kind: EntryKind) -> None:
            nonlocal part
            if kind != part:
                part = kind
                self.stdout.write(f"  {kind.label}")

        self.stdout.write(f"Indexing {index.size()} items ...")
        different = index.rebuild(watch)
        self.stdout.write(f"{Entry.objects.count()} entries, {different} of them different.")

"""`manage.py load_pages DIRECTORY`: write the standing pages that are not there yet."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from plan_data.loader import loader
from plan_data.management.base import standing_pages
from plan_data.presidencies import PAGES, begin
from publishing import clock
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    help = (
        "Write the first texts of the standing pages (pages.csv): about, accessibility, privacy, "
        "terms, contact. A page that is there already is left as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        if not (directory / PAGES.file).is_file():
            raise CommandError(f"{directory} holds no {PAGES.file}: nothing was written.")
        pages = standing_pages(directory)
        self.stdout.write(
            f"Written: {begin(pages, by=loader(clock.today()))} of {len(pages)} pages."
        )

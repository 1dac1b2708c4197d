"""`manage.py load_pages DIRECTORY`: write the standing pages that are not there yet."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from presidencies.importing import begin
from publishing import clock
from publishing.management.portal_command import PortalCommand
from sco_presidency.management.plan_files import standing_pages
from sco_presidency.plan.loading import loader


class Command(PortalCommand):
    help = (
        "Write the first texts of the standing pages (pages.csv): about, accessibility, privacy, "
        "terms, contact. A page that is there already is left as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        pages = standing_pages(directory)
        self.stdout.write(
            f"Written: {begin(pages, by=loader(clock.today()))} of {len(pages)} pages."
        )

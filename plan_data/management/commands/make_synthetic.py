"""`manage.py make_synthetic COUNT`: made-up events for measurements, in a database of their own."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from plan_data import presidencies, synthetic, upsert
from plan_data.management.base import Progress, read_plan
from publishing.management.base import PortalCommand


def positive(text: str) -> int:
    """Return the number that `text` writes. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no number of events: write one like 1000")
    return int(text)


class Command(PortalCommand):
    help = (
        "Make so many made-up events, plainly labelled, for measurements. Countries, cities, "
        "priorities and bodies are those of the plan; every 300 events are of another made-up "
        "presidency. Refuses a database with real events."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=positive)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--data", type=Path, default=settings.BASE_DIR / "data", metavar="DIRECTORY"
        )

    def handle(self, *args: Any, count: int, seed: int, data: Path, **options: Any) -> None:
        try:
            synthetic.refuse_real_events()
        except synthetic.RealPlanError as error:
            raise CommandError(str(error)) from error
        for entry in read_plan(data, any_year=True).lasting:
            upsert.write(entry, by=synthetic.SYNTHETIC)
            if entry.table is presidencies.PRESIDENCIES:
                presidencies.hand_over(entry, by=synthetic.SYNTHETIC)
        with Progress(self.stdout, "Making synthetic events", count) as progress:
            added = synthetic.make(count, seed, progress.advance)
        self.stdout.write(f"{added} synthetic events added.")

"""`manage.py replay --until DAY`: play the history of the plan on, for a demonstration."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from plan_data import replay
from plan_data.management.base import day, read_plan
from publishing import clock, years
from publishing.management.base import PortalCommand


class Command(PortalCommand):
    help = (
        "Play the history on from the day at which the demonstration clock stands: step by step, "
        "through the writers that editors use. Pages, calendars and API move along."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until", type=day, metavar="DAY", help="default: the day after the term"
        )
        parser.add_argument(
            "--data", type=Path, default=settings.BASE_DIR / "data", metavar="DIRECTORY"
        )

    def handle(self, *args: Any, until: date | None, data: Path, **options: Any) -> None:
        since = self.standing_day()
        until = until or years.term().ends + timedelta(days=1)
        if until < since:
            raise CommandError(
                f"The clock stands at {since} already, and what was told cannot be taken back. "
                "To begin anew: make reset, then make run."
            )
        self.played = 0
        plan = read_plan(data, any_year=True)  # whoever loaded it was asked
        refused = replay.replay(plan, since, until, self.tell)
        steps = "step" if self.played == 1 else "steps"
        self.stdout.write(
            f"{self.played} {steps} played. The clock stands at {clock.standing_day()}."
        )
        if refused:
            raise CommandError(f"{refused} could not be played on: see the lines marked SKIPPED.")

    def standing_day(self) -> date:
        if settings.PORTAL_CLOCK != "demo":
            raise CommandError("Only a portal with the clock of a demonstration can be played on.")
        since = clock.standing_day()
        if since is None:
            raise CommandError(
                "The clock stands at no day: load the plan with --as-on, and play on from there."
            )
        return since

    def tell(self, action: replay.ReplayAction, problem: str) -> None:
        if problem:
            self.stderr.write(f"{action.day}  {action.line}: SKIPPED, {problem}")
        else:
            self.played += 1
            self.stdout.write(f"{action.day}  {action.line}")

"""`manage.py load_plan DIRECTORY [--as-on DAY]`: write the plan into the database."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connection, transaction

from plan_data import checks, loader, presidencies, upsert
from plan_data.events import CHANGES
from plan_data.management.base import (
    Progress,
    day,
    fault_lines,
    read_plan,
    standing_pages,
    usual_names,
)
from publishing import clock
from publishing.management.base import PortalCommand
from search import synonyms

#: Seconds to wait for another load, which takes some.
PATIENCE = 600
#: Files that are called by another name than their own.
NAMES = {CHANGES: "changes"}


class Command(PortalCommand):
    help = (
        "Load the plan from CSV files, all of it or nothing. Every fault is named by file, row "
        "and column. A second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument(
            "--as-on",
            type=day,
            metavar="DAY",
            help="only what was public by the end of that day (2020-10-28); the demonstration "
            "clock then stands there",
        )
        parser.add_argument(
            "--mend",
            action="store_true",
            help="where an event's facts are not those of the files, because these were mended "
            "after they were loaded: correct it in the open, from today on",
        )
        parser.add_argument(
            "--any-year",
            action="store_true",
            help="take days outside the years of the Presidency as they are written",
        )
        parser.add_argument(
            "--fewer",
            action="store_true",
            help="the files hold fewer rows than were loaded before, and that is meant",
        )

        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="take what the files say also of texts and links that were changed at the desk; "
            "the history of each thing tells it",
        )

    def handle(
        self, *args: Any, directory: Path, as_on: date | None, mend: bool, **options: Any
    ) -> None:
        plan = read_plan(directory, any_year=options["any_year"])
        names, pages = usual_names(directory), standing_pages(directory)
        wait_long()
        mend_on = (as_on or clock.today()) if mend else None
        asked = loader.LoadOptions(mend_on, fewer=options["fewer"], overwrite=options["overwrite"])
        try:
            with (
                Progress(self.stdout, "Loading the plan", len(plan)) as progress,
                transaction.atomic(),
            ):
                report = loader.load(plan, as_on, progress.step, asked)
                synonyms.begin(names)
                presidencies.begin(pages, by=loader.loader(clock.today()))
        except checks.PlanFaultyError as error:
            raise CommandError(fault_lines(error)) from error
        except loader.BackwardsError as error:
            raise CommandError(str(error)) from error
        told = (mended, say_retold, say_edited, say_replaced, say_left_out)
        for lines in (*(tell(report) for tell in told), [summary(report)]):
            self.stdout.writelines(f"{line}\n" for line in lines)


def wait_long() -> None:
    """Let SQLite wait as long for another writer as PostgreSQL does: a load takes its time."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


def mended(report: loader.LoadReport) -> list[str]:
    """Return what to say of events that were corrected."""
    if not report.mended:
        return []
    return [f"Corrected in the open, to the facts of the files: {', '.join(report.mended)}."]


def say_retold(report: loader.LoadReport) -> list[str]:
    """Return what to say of steps that are recorded otherwise than the files tell them now."""
    if not report.kept:
        return []
    heading = "Recorded otherwise than these cells say now. The record stays as it was told:"
    return [heading, *(f"  {fault}" for fault in report.kept)]


def say_edited(report: loader.LoadReport) -> list[str]:
    """Return what to say of what was changed at the desk."""
    if not report.edited.lines:
        return []
    heading = (
        "Changed at the desk, and now as the files say; the history of each tells it:"
        if report.edited.overwrite
        else "Changed at the desk since it was loaded, and left so; --overwrite takes what the files say:"
    )
    return [heading, *(f"  {line}" for line in report.edited.lines)]


def say_replaced(report: loader.LoadReport) -> list[str]:
    """Return what to say of what stood here otherwise, and nobody had written at the desk."""
    if not report.edited.replaced:
        return []
    heading = "Brought to what the files say now; the history of each keeps what stood there:"
    return [heading, *(f"  {line}" for line in report.edited.replaced)]


def say_left_out(report: loader.LoadReport) -> list[str]:
    """Return what to say of rows that are no longer in the files."""
    return [str(fault) for fault in report.left_out]


def summary(report: loader.LoadReport) -> str:
    """Return the table of what was done, or one sentence when nothing was."""
    counts = {
        NAMES.get(file, Path(file).stem): counter
        for file, counter in report.counts.items()
        if counter or file not in checks.SPARED
    }
    if report.changed_nothing:
        sentence = ", ".join(
            f"{counter[upsert.Written.SAME]} {name}" for name, counter in counts.items()
        )
        return f"Nothing changed: {sentence}."
    columns = (*upsert.Written, loader.LATER)
    lines = ["".join((f"{'':14}", *(f"{outcome:>9}" for outcome in columns)))]
    for name, counter in counts.items():
        lines.append("".join((f"{name:14}", *(f"{counter[outcome]:>9}" for outcome in columns))))
    return "\n".join(lines)

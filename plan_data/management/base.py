"""What the commands of the plan have in common: they open its files, say what is wrong with them, and show progress."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from django.core.management.base import CommandError, OutputWrapper
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress as Bar,
    TextColumn,
    TimeElapsedColumn,
)

from plan_data import csv, presidencies
from plan_data.checks import FILES, CheckedPlan, PlanFaultyError, check_unique, checked
from plan_data.schema import Fault, ParsedRow, read
from publishing.years import refusal

#: So many faults are printed; nobody reads more at once.
MOST_FAULTS = 50


def day(text: str) -> date:
    """Read a day of the portal's years, for argparse."""
    try:
        value = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day. Write one like 2020-10-28.") from error
    if problem := refusal(value.year):
        raise ArgumentTypeError(problem)
    return value


def read_plan(directory: Path, *, any_year: bool = False) -> CheckedPlan:
    """Return the plan of the CSV files in `directory`. Raises CommandError with every fault.

    `any_year` says that days outside the usual years are meant.
    """
    if not directory.is_dir():
        raise CommandError(f"{directory} is not a directory with the files of the plan.")
    try:
        return checked(contents(directory), any_year=any_year)
    except PlanFaultyError as error:
        raise CommandError(fault_lines(error)) from error


def contents(directory: Path) -> dict[str, bytes]:
    """Return the files of the plan that are there. Raises PlanFaultyError."""
    files, faults = {}, []
    for name in FILES:
        try:
            files[name] = (directory / name).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            faults.append(Fault(name, 0, "", f"The file cannot be opened: {error.strerror}."))
    if faults:
        raise PlanFaultyError(faults)
    return files


def usual_names(directory: Path) -> list[tuple[tuple[str, ...], str]]:
    """Return the groups of names that a search begins with, each with its note, if there are any.

    Raises CommandError with every fault.
    """
    file, faults = directory / "synonyms.csv", list[Fault]()
    if not file.exists():
        return []
    rows = csv.rows(file.name, file.read_bytes(), ("names", "note"), faults)
    if faults:
        raise CommandError(fault_lines(PlanFaultyError(faults)))
    return [(row.words("names"), row.text("note")) for row in rows]


def standing_pages(directory: Path) -> list[ParsedRow]:
    """Return the first texts of the standing pages, if there are any.

    Raises CommandError with every fault.
    """
    file, faults = directory / presidencies.PAGES.file, list[Fault]()
    if not file.exists():
        return []
    rows = csv.rows(presidencies.PAGES.file, file.read_bytes(), presidencies.PAGES.columns, faults)
    check_unique(presidencies.PAGES, rows)
    entries = [entry for row in rows if (entry := read(presidencies.PAGES, row))]
    if faults:
        raise CommandError(fault_lines(PlanFaultyError(faults)))
    return entries


def fault_lines(error: PlanFaultyError) -> str:
    """Return the faults, one a line: causes only, and no more than a person reads."""
    count = len(error.faults)
    lines = [f"{_say_count(count, 'fault')}; nothing was written."]
    lines += map(str, error.faults[:MOST_FAULTS])
    if count > MOST_FAULTS:
        lines.append(f"… and {count - MOST_FAULTS} more: mend these first.")
    if error.followers:
        lines.append(
            f"… and {_say_count(error.followers, 'fault')} of other rows, which may follow from rows "
            "that cannot be read."
        )
    return "\n".join(lines)


def _say_count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


class Progress:
    """Counts the steps of one long task, of `total` in all."""

    def __init__(self, out: OutputWrapper, task: str, total: int) -> None:
        self.out, self.task, self.total = out, task, total
        self.done = 0
        self.part = ""
        self.bar = self._bar() if out.isatty() else None

    def _bar(self) -> Bar:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Bar(*columns, TimeElapsedColumn(), console=Console(file=cast(IO[str], self.out)))

    def __enter__(self) -> Self:
        if self.bar is None:
            self.out.write(f"{self.task} ({self.total} items) ...")
        else:
            self.out.ending = ""  # the bar ends its own lines
            self.bar.start()
            self.number = self.bar.add_task(self.task, total=self.total)
        return self

    def step(self, part: str, row: int) -> None:
        """Tell of one more item, which belongs to `part`."""
        if self.bar is None and part != self.part:
            self.out.write(f"  {part}")
        self.part = part
        self.advance(1)

    def advance(self, steps: int) -> None:
        self.done += steps
        if self.bar is not None:
            words = f"{self.task}: {self.part}" if self.part else self.task
            self.bar.update(self.number, completed=self.done, description=words)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.out.ending = "\n"

"""Opening the files of the plan, and saying what is wrong with them."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from plan_data import csv
from plan_data.checks import FILES, Plan, PlanFaultyError, check_unique, checked
from plan_data.presidencies import PAGES
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


def read_plan(directory: Path, *, any_year: bool = False) -> Plan:
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
    file, faults = directory / PAGES.file, list[Fault]()
    if not file.exists():
        return []
    rows = csv.rows(PAGES.file, file.read_bytes(), PAGES.columns, faults)
    check_unique(PAGES, rows)
    entries = [entry for row in rows if (entry := read(PAGES, row))]
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

"""Opening the files of the plan, and saying what is wrong with them."""

from pathlib import Path

from django.core.management.base import CommandError

from sco_presidency.plan.checking import FILES, Plan, PlanFaultyError, checked


def read_plan(directory: Path) -> Plan:
    """Return the plan of the CSV files in `directory`. Raises CommandError with every fault."""
    if not directory.is_dir():
        raise CommandError(f"{directory} is not a directory with the files of the plan.")
    files = {name: (directory / name).read_bytes() for name in FILES if (directory / name).exists()}
    try:
        return checked(files)
    except PlanFaultyError as error:
        raise CommandError(said(error)) from error


def said(error: PlanFaultyError) -> str:
    count = len(error.faults)
    heading = "1 fault" if count == 1 else f"{count} faults"
    return "\n".join([f"{heading}; nothing was written.", *map(str, error.faults)])

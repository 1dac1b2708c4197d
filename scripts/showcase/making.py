"""Make the databases on show: `python -m scripts.showcase.making`, started by `scenes`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, transaction

from scripts import migrated, plan_rows
from scripts.showcase.scenes import DAYS, SPECIMENS


def main() -> None:
    django.setup()
    from scripts.showcase import specimens  # noqa: PLC0415 (its models need Django to be set up)

    empty = Path(connection.settings_dict["NAME"])
    with migrated.locked():  # the other worker of the tests may be making it
        migrated.copied_to(empty)
    call_command("migrate", interactive=False, verbosity=0)
    for database, day in DAYS.items():
        turn_to(shutil.copyfile(empty, Path(os.environ["SHOWCASE"], f"{database}.sqlite3")))
        plan_rows.copy(day)
        if database == SPECIMENS:
            with transaction.atomic():  # the index follows once
                specimens.add()
        turn_to(empty)


def turn_to(file: Path) -> None:
    """Close one database and let the connection lead to another: a closed one is whole in its file."""
    connection.close()
    connection.settings_dict["NAME"] = str(file)


if __name__ == "__main__":
    main()

"""Make one database on show: `python -m scripts.showcase.making`, started by `scenes`."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from scripts import migrated, plan_rows
from scripts.showcase.scenes import DAYS, SPECIMENS


def main() -> None:
    django.setup()
    from scripts.showcase import specimens  # noqa: PLC0415 (its models need Django to be set up)

    database = os.environ["SHOWCASE_DATABASE"]
    migrated.copied_to(Path(connection.settings_dict["NAME"]))
    call_command("migrate", interactive=False, verbosity=0)
    plan_rows.copy(DAYS[database])
    if database == SPECIMENS:
        specimens.add()


if __name__ == "__main__":
    main()

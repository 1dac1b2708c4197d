"""Measure what the screens of the desk cost: queries and kilobytes of each, for each role.

`python -m scripts.desk_costs [--events 2000] [--keep FILE] [--show SCREEN | --files]`: with four eyes on, on a database
made for the purpose. `--keep` names a file of SQLite that is made once and used again, with its files beside it; `--show` prints the
queries of one screen, `--files` what each weighs with all that it loads, for an account with every right. Of a screen that ends in “first look” something is written before the look that is measured.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import django

from scripts.measured import say

if TYPE_CHECKING:
    from django.test import Client

#: The goals: queries and kilobytes of a screen, and queries of the first page.
QUERIES, KILOBYTES, FIRST_PAGE = 30, 300, 25
DAY = "2020-10-28"


class Cost(NamedTuple):
    status: int
    queries: list[str]
    kilobytes: float

    def __str__(self) -> str:
        told = f"{len(self.queries)} · {self.kilobytes:.0f}"
        return told if self.status == 200 else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--files", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = chosen.keep or Path(folder) / "desk.sqlite3"
        is_made = database.exists()
        _set_up(database, database.with_suffix(".media") if chosen.keep else Path(folder) / "media")
        desk_filled = import_module(
            "tests.staff.desk_filled"
        )  # its models need Django to be set up
        if not is_made:
            say(f"Making {chosen.events} events ...")
            desk_filled.fill(chosen.events)
        if chosen.files:
            report_whole(desk_filled.accounts()["all"], dict(desk_filled.screens()))
            return
        report(
            _costs(
                desk_filled.accounts(),
                dict(desk_filled.screens()),
                chosen.show,
                desk_filled.write_of,
            )
        )


def _set_up(database: Path, media: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sco_presidency.settings.test"
    os.environ["DATABASE_URL"] = f"sqlite:///{database.resolve()}"
    django.setup()
    from django.conf import settings  # noqa: PLC0415 (they are named only now)

    settings.FOUR_EYES, settings.PORTAL_CLOCK = True, DAY
    settings.MEDIA_ROOT = media
    settings.ALLOWED_HOSTS = ["testserver"]


def _costs(
    clients: dict[str, Client],
    screens: dict[str, str],
    show: str,
    write_of: Callable[[str], Callable[[], object]],
) -> Iterator[tuple[str, dict[str, Cost]]]:
    for screen, address in screens.items():
        if show and show != screen:
            continue
        say(f"Measuring {screen} ...")
        write = write_of(screen)
        costs = {role: cost(client, address, write) for role, client in clients.items()}
        if show:
            _tell(costs)
        yield screen, costs


def cost(client: Client, address: str, write: Callable[[], object]) -> Cost:
    """Return what the look at a page costs that follows `write`: an earlier one may remember what holds for the process."""
    from django.db import connection  # noqa: PLC0415 (settings are ready only now)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(address)
    write()
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(address)
    written = [query["sql"] for query in taken.captured_queries]
    return Cost(answer.status_code, written, len(answer.content) / 1024)


def _tell(costs: dict[str, Cost]) -> None:
    for role, one in costs.items():
        print(f"\n{role}: {one.status}, {len(one.queries)} queries")
        for number, sql in enumerate(one.queries, 1):
            print(f"{number:3} {re.sub(r'^SELECT .*? FROM', 'SELECT … FROM', sql)[:300]}")


def report_whole(client: Client, screens: dict[str, str]) -> None:
    """Print what each screen weighs with its files, packed as production may send them; what is over its goal is bold."""
    page_weight = import_module("scripts.page_weight")  # it needs the settings
    print("| screen with its files (KB) | brotli | gzip |\n|---|--:|--:|")
    for screen, address in screens.items():
        whole = (
            sum(page_weight.weigh(client, address, coding).values()) / 1024
            for coding in page_weight.PACKERS
        )
        cells = [f"**{one:.0f}**" if one > KILOBYTES else f"{one:.0f}" for one in whole]
        print(f"| {screen} | {' | '.join(cells)} |", flush=True)


def report(rows: Iterator[tuple[str, dict[str, Cost]]]) -> None:
    """Print the table; what is over its goal is bold."""
    head: list[str] = []
    for screen, costs in rows:
        if not head:
            head = ["screen (queries · KB)", *costs]
            print(f"| {' | '.join(head)} |\n|---|{'--:|' * len(costs)}")
        most = FIRST_PAGE if screen == "first page" else QUERIES
        cells = [
            f"**{one}**" if len(one.queries) > most or one.kilobytes > KILOBYTES else str(one)
            for one in costs.values()
        ]
        print(f"| {screen} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

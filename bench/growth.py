"""What more events cost: the same pages over 300, 3,000 and (--long) 100,000 made-up ones."""

import contextlib
from collections.abc import Sequence
from functools import partial

from bench import cpu, product, servers
from bench.cases import Case
from bench.client import Client
from bench.said import loudly, number, table, verdict

CASES = (
    Case("home", "/en/"),
    Case("calendar", "/en/calendar/"),
    Case("changes", "/en/calendar/changes/"),
    Case(".ics", "/en/calendar.ics"),
)
GOAL = 1.2
TOLD: dict[int, dict[str, str]] = {}


def made_up(bench: cpu.Bench, count: int) -> dict[str, str]:
    """Return the environment of a database with so many made-up events, made once a run."""
    if count not in TOLD:
        TOLD[count] = product.environ(bench.directory, bench.databases.make(f"made_up_{count}"))
        product.prepare(TOLD[count], count)
    return TOLD[count]


def run(bench: cpu.Bench) -> None:
    counts = (300, 3000, 100_000) if bench.long else (300, 3000)
    found = figures(bench, counts)
    print("CPU of a request over made-up events, not cached, ms\n")
    rows = []
    for case in CASES:
        spreads = [found[name] for count in counts if (name := label(case, count)) in found]
        if spreads:
            ratio = spreads[-1].median / spreads[0].median
            rows.append([case.name, *map(str, spreads), number(ratio), verdict(ratio <= GOAL)])
    table(["", *(f"{count:,}" for count in counts), "last × first", f"goal {GOAL}"], rows)
    if not bench.long:
        print("100,000 events: not measured without --long\n")


def label(case: Case, count: int) -> str:
    return f"{case.name} over {count} events"


def figures(bench: cpu.Bench, counts: Sequence[int]) -> cpu.Figures:
    """Ask for each case over each number of events by turns, of servers that all run meanwhile."""
    asked, roots = {}, bench.databases.processes()
    with contextlib.ExitStack() as running:
        for count in counts:
            told = {**made_up(bench, count), **product.UNCACHED}
            process, port = running.enter_context(servers.granian(product.FACTORY, told))
            client = running.enter_context(contextlib.closing(Client(port, 600)))
            roots = [process, *roots]
            for case in CASES:
                ask = partial(client.get, case.address, X_Forwarded_Proto="https")
                if (status := ask().status) == 200:
                    asked[label(case, count)] = ask
                else:
                    loudly(f"{label(case, count)}: answered {status}")
        return cpu.by_turns(asked, roots, bench.seconds)

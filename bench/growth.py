"""What more events cost: the same pages over 300, 3,000 and (--long) 100,000 made-up ones."""

from functools import partial

from bench import cpu, product, servers
from bench.cases import Case
from bench.client import Client
from bench.said import Spread, loudly, number, table, verdict

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
    columns = {count: figures(bench, count) for count in counts}
    least = columns[counts[0]]
    print("CPU of a request over made-up events, not cached, ms\n")
    rows = []
    for name in least:
        spreads = [column[name] for column in columns.values() if name in column]
        ratio = spreads[-1].median / least[name].median
        rows.append([name, *map(str, spreads), f"{number(ratio)}", verdict(ratio <= GOAL)])
    table(["", *(f"{count:,}" for count in counts), "last × first", f"goal {GOAL}"], rows)
    if not bench.long:
        print("100,000 events: not measured without --long\n")


def figures(bench: cpu.Bench, count: int) -> dict[str, Spread]:
    found = {}
    told = {**made_up(bench, count), **product.UNCACHED}
    with servers.granian(product.FACTORY, told) as (process, port):
        client = Client(port, 600)
        roots = [process, *bench.databases.processes()]
        for case in CASES:
            ask = partial(client.get, case.address, X_Forwarded_Proto="https")
            if (status := ask().status) == 200:
                found[case.name] = cpu.spread(ask, roots, bench.seconds)
            else:
                loudly(f"{case.name} over {count} events: answered {status}")
        client.close()
    return found

"""CPU of a request: the portal alone and behind nginx, a plain Django app, nginx with files."""

import contextlib
import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench import processes, product, servers
from bench.cases import CASES, CONDITIONAL, Case
from bench.client import Answer, Client
from bench.databases import Databases
from bench.goals import judged
from bench.said import Spread, loudly, number, progress, table

ROUNDS = 5
LEAST = 3
#: The kernel counts in steps of 10 ms: so many seconds of a processor make 40 of them.
ENOUGH = 0.4
MOST_CHUNKS = 6
Figures = dict[str, Spread]


class Bench:
    """A database filled once, and the seconds a round of one figure may take."""

    def __init__(self, directory: Path, databases: Databases, *, long: bool) -> None:
        self.directory, self.databases, self.long = directory, databases, long
        self.seconds = 3.0 if long else 0.4
        self.database = databases.make("portal")
        progress("Filling a database with the whole plan ...")
        product.prepare(self.told())

    def told(self, **more: str) -> dict[str, str]:
        return product.environ(self.directory, self.database, **more)


def measured(bench: Bench) -> dict[str, Figures]:
    """Return each column's figures in ms by case."""
    columns = {
        "alone, uncached": alone(bench, **product.UNCACHED),
        "alone, cached": alone(bench),
    }
    if servers.NGINX is None:
        loudly("nginx is missing (Debian: apt-get install nginx): nothing behind it")
        return columns
    columns["nginx, uncached"] = behind(bench, product.FACTORY, bench.told(**product.UNCACHED))
    columns["nginx, cached"] = behind(bench, product.FACTORY, bench.told(), cache=True)
    told = {**bench.told(), "BASELINE_DATABASE_URL": fill_baseline(bench)}
    columns["plain Django"] = behind(bench, "bench.baseline.served:application", told, plain=True)
    columns["nginx, static"] = static(bench)
    return columns


def alone(bench: Bench, **more: str) -> Figures:
    """Measure in a process of its own, by its own clock of CPU time; PostgreSQL's work is not in it."""
    progress(f"The portal alone {more or ''} ...")
    command = [sys.executable, "-m", "bench.alone", str(bench.seconds)]
    environ = {**os.environ, **bench.told(**more)}
    done = subprocess.run(
        command, env=environ, cwd=product.ROOT, stdout=subprocess.PIPE, check=True
    )
    return {name: Spread.of(figures) for name, figures in json.loads(done.stdout).items()}


def behind(
    bench: Bench, factory: str, told: dict[str, str], *, plain: bool = False, cache: bool = False
) -> Figures:
    """Measure behind nginx; with `cache`, behind the cache that `deploy/` has there too."""
    progress(f"{factory} behind nginx ...")
    with (
        servers.granian(factory, told) as (application, port),
        servers.proxy(bench.directory, port, compress=plain, cache=cache) as (nginx, front),
    ):
        roots = [application, nginx, *bench.databases.processes()]
        return figures(front, roots, bench.seconds)


def figures(port: int, roots: list[int], seconds: float) -> Figures:
    with contextlib.closing(Client(port)) as client:
        asked = {}
        for case in CASES:
            answer = client.get(case.address)
            if answer.status != case.status:
                loudly(f"{case.name}: answered {answer.status}, expected {case.status}")
                continue
            asked[case.name] = partial(client.get, case.address)
            if case in CONDITIONAL:
                asked |= unchanged(client, case, answer)
        return by_turns(asked, roots, seconds)


def unchanged(client: Client, case: Case, answer: Answer) -> dict[str, partial[Answer]]:
    ask = partial(client.get, case.address, If_None_Match=answer.headers.get("etag", ""))
    return {f"304 of {case.name}": ask} if ask().status == 304 else {}


def by_turns(
    asked: Mapping[str, Callable[[], object]], roots: list[int], seconds: float
) -> Figures:
    """Ask each for `seconds` in each round; return CPU ms a request of all `roots`.

    All of them in each round: a machine is faster in one minute than in the next.
    """
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _round in range(ROUNDS):
        for name, ask in asked.items():
            for _ in range(LEAST):
                ask()
            found[name].append(one_round(ask, roots, seconds))
    return {name: Spread.of(rounds) for name, rounds in found.items()}


def one_round(ask: Callable[[], object], roots: list[int], seconds: float) -> float:
    asked, taken, before = 0, 0.0, processes.cpu_seconds(roots)
    for _ in range(MOST_CHUNKS):
        end = time.monotonic() + seconds
        while asked < LEAST or time.monotonic() < end:
            ask()
            asked += 1
        taken = processes.cpu_seconds(roots) - before
        if taken >= ENOUGH:
            break
    return taken * 1000 / asked


def fill_baseline(bench: Bench) -> str:
    url = bench.databases.make("baseline")
    environ = {**os.environ, **bench.told(), "BASELINE_DATABASE_URL": url}
    python = [sys.executable, "-m"]
    documents = subprocess.run(
        [*python, "bench.documents"], env=environ, stdout=subprocess.PIPE, check=True
    ).stdout
    subprocess.run([*python, "bench.baseline.load"], env=environ, input=documents, check=True)
    return url


def static(bench: Bench) -> Figures:
    """Measure nginx with the portal's own answers as files, compressed once."""
    progress("nginx with files ...")
    root = bench.directory / "files"
    root.mkdir(exist_ok=True)
    bodies = saved(bench, root)
    with (
        servers.files(bench.directory, root) as (nginx, port),
        contextlib.closing(Client(port)) as at,
    ):
        for case in CONDITIONAL:
            answer = at.get(f"/{case.file}")
            if answer.status != 200 or gzip.decompress(answer.body) != bodies[case]:
                raise RuntimeError(f"nginx does not send the file of {case.name}: {answer.status}")
        asked = {case.name: partial(at.get, f"/{case.file}") for case in CONDITIONAL}
        return by_turns(asked, [nginx], bench.seconds)


def saved(bench: Bench, root: Path) -> dict[Case, bytes]:
    """Write what the portal answers to files below `root`; return the plain bytes."""
    bodies = {}
    plain = {"X_Forwarded_Proto": "https", "Accept_Encoding": "identity"}
    with (
        servers.granian(product.FACTORY, bench.told()) as (_, port),
        contextlib.closing(Client(port, 120)) as client,
    ):
        for case in CONDITIONAL:
            answer = client.get(case.address, **plain)
            if answer.status != case.status or "content-encoding" in answer.headers:
                raise RuntimeError(f"{case.address} is not sent as it is: {answer.status}")
            bodies[case] = answer.body
            (root / f"{case.file}.gz").write_bytes(gzip.compress(answer.body, 9))
    return bodies


def report(columns: dict[str, Figures]) -> None:
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    print(f"CPU of a request, ms: median of {ROUNDS} rounds (least–greatest)\n")
    rows = [
        [name, *(str(column[name]) if name in column else "–" for column in columns.values())]
        for name in names
    ]
    table(["", *columns], rows)
    print("Ratios and goals\n")
    table(
        ["goal", "figure", "wanted", ""],
        [
            [goal.words, number(goal.figure), f"≤ {number(goal.wanted)}", goal.verdict]
            for goal in judged(columns)
        ],
    )


def run(bench: Bench) -> None:
    report(measured(bench))

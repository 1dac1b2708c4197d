"""Plant the faults of `scripts/mutants/`, one at a time, and say which of them the tests notice.

    python -m scripts.mutants [--only TEXT] [--survivors] [--near] [--list]

Each is planted in a copy of the files that git knows; nothing here is touched. First the tests that mirror
its file run, then those of its app, then all others that need no browser, until one fails. In the
end each test that noticed a fault runs without one: a test that fails anyway has noticed nothing.

What was found is kept in `var/mutants.json`: a run that was stopped goes on where it was, and begins
anew as soon as a file has changed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue

from scripts import compile_messages
from scripts.planting import BROKEN, CAUGHT, SURVIVED, TIMED_OUT, Mutant, Outcome, Plot, known
from scripts.with_postgres import exit_on_signals

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "mutants.json"
#: Faults at a time: one a processor of the smallest machine that tests run on.
AT_ONCE = 2
#: The share that must be caught.
WANTED = 0.95


def main() -> int:
    asked = _arguments()
    mutants = [one for one in known() if asked.only in f"{one.file} {one.name}"]
    stale = [one for one in mutants if not one.fits(ROOT)]
    for one in stale:
        print(
            f"STALE {one.name}: its text stands in {one.file} {one.count(ROOT)} times", flush=True
        )
    if asked.list:
        print(f"{len(mutants)} faults, {len(stale)} of them stale")
        return 1 if stale else 0
    mutants = [one for one in mutants if one not in stale]
    exit_on_signals()
    compile_messages.main()
    kept = _kept()
    with Plot.copies(ROOT, AT_ONCE, near=asked.near) as plots:
        state = plots[0].state
        due = [one for one in mutants if not _holds(kept.get(one.name), state, asked)]
        _plant(due, plots, kept)
        _take_back(mutants, plots[0], kept)
    return max(_told(mutants, kept, state), 1 if stale else 0)


def _holds(found: Outcome | None, state: str, asked: argparse.Namespace) -> bool:
    """Whether what was found before need not be looked for again."""
    if found is None:
        return False
    return found.verdict == CAUGHT if asked.survivors else found.state == state


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="those whose file or name holds it"
    )
    parser.add_argument("--survivors", action="store_true", help="those not caught the last time")
    parser.add_argument("--near", action="store_true", help="run only the tests of the same app")
    parser.add_argument("--list", action="store_true", help="only look whether each still fits")
    return parser.parse_args()


def _plant(due: Sequence[Mutant], plots: Sequence[Plot], kept: dict[str, Outcome]) -> None:
    """Try each of `due`, and keep what was found at once."""
    free: Queue[Plot] = Queue()
    for plot in plots:
        free.put(plot)

    def tried(mutant: Mutant) -> Outcome:
        plot = free.get()
        try:
            return plot.tried(mutant)
        finally:
            free.put(plot)

    with ThreadPoolExecutor(len(plots)) as pool, _given_up(pool):
        running = {pool.submit(tried, mutant): mutant for mutant in due}
        for number, done in enumerate(as_completed(running), start=1):
            mutant, outcome = running[done], done.result()
            kept[mutant.name] = outcome
            _keep(kept)
            told = (
                f"{number}/{len(due)} {outcome.verdict:9} {outcome.seconds:4.0f} s  {mutant.name}"
            )
            print(f"{time.strftime('%H:%M:%S')} {told}  {outcome.by}", flush=True)


@contextlib.contextmanager
def _given_up(pool: ThreadPoolExecutor) -> Iterator[None]:
    """When the run is stopped, begin nothing more."""
    try:
        yield
    finally:
        pool.shutdown(cancel_futures=True)


def _take_back(mutants: Iterable[Mutant], plot: Plot, kept: dict[str, Outcome]) -> None:
    """A test that fails without any fault has caught nothing."""
    caught = [one for one in mutants if kept[one.name].verdict == CAUGHT]
    for database in {one.database for one in caught}:
        tests = {kept[one.name].by for one in caught if one.database == database}
        failing = plot.failing(tests, database)
        for test in sorted(failing):
            print(f"!! fails without a fault: {test}")
        for one in caught:
            if kept[one.name].by in failing:
                kept[one.name] = kept[one.name]._replace(verdict=SURVIVED)
    _keep(kept)


def _told(mutants: Sequence[Mutant], kept: dict[str, Outcome], state: str) -> int:
    """Print what was not caught and the share of what was; return 1 where that is too small."""
    for verdict in (SURVIVED, TIMED_OUT, BROKEN):
        for one in mutants:
            if kept[one.name].verdict == verdict:
                print(f"{verdict}: {one.name} ({one.file})")
    older = sum(kept[one.name].state != state for one in mutants)
    if older:
        print(f"{older} were tried in an earlier state of the files")
    caught = sum(kept[one.name].verdict == CAUGHT for one in mutants)
    share = caught / len(mutants) if mutants else 1.0
    print(f"{caught} of {len(mutants)} faults caught: {share:.1%}")
    return 0 if share >= WANTED else 1


def _kept() -> dict[str, Outcome]:
    """Return what an earlier run found."""
    if not KEPT.exists():
        return {}
    return {name: Outcome(*told) for name, told in json.loads(KEPT.read_text("utf-8")).items()}


def _keep(found: dict[str, Outcome]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    text = json.dumps({name: list(outcome) for name, outcome in found.items()}, indent=1)
    KEPT.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: what an answer costs, in one run: `python -m bench [--only cpu ...] [--long]`."""

import argparse
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import cpu, growth, junk, memory, outage, slow, visible
from bench.databases import databases
from bench.said import GAPS, loudly, progress
from scripts import compile_messages
from scripts.with_postgres import exit_on_signals

PARTS: dict[str, Callable[[cpu.Bench], None]] = {
    "cpu": cpu.run,
    "visible": visible.run,
    "memory": memory.run,
    "junk": junk.run,
    "outage": outage.run,
    "slow": slow.run,
    "growth": growth.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts")
    parser.add_argument("--long", action="store_true", help="longer rounds, and more events")
    options = parser.parse_args()
    exit_on_signals()
    compile_messages.main()
    describe()
    with tempfile.TemporaryDirectory(prefix="portal-bench-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)  # nginx's workers are somebody else when we are root
        with databases(directory) as made:
            print(f"Database: {made.name}\n", flush=True)
            bench = cpu.Bench(directory, made, long=options.long)
            for part in options.only:
                progress(f"\n── {part} ──")
                attempt(part, bench)
    if GAPS:
        print("\n!! NOT MEASURED:\n" + "\n".join(f"- {gap}" for gap in GAPS))


def attempt(part: str, bench: cpu.Bench) -> None:
    """Run a part; what it cannot do stops no other."""
    try:
        PARTS[part](bench)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        loudly(f"{part}: {error}")


def describe() -> None:
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    print(f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC, Python {platform.python_version()}, ", end="")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}", flush=True)


if __name__ == "__main__":
    main()

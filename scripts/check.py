"""Run the checks of the project: `python -m scripts.check lint | types | format | all [PYTEST ARGS]`.

With REQUIRE_ALL=1 nothing may be left out: no PostgreSQL, no Chromium or a skipped test fails.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts import chromium, compile_messages
from scripts.parts import BIN, Part, Took
from scripts.production import PRODUCTION
from scripts.with_postgres import PostgresError, exit_on_signals, find_binaries, private_cluster

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
MANAGE = ["python", "manage.py"]
#: What the clock of the machine shows meanwhile, unless PYTEST_AT says another: a day late in the plan,
#: and a new year that has come to Moscow alone. What drives Chromium has the real one.
ON_SQLITE, ON_POSTGRESQL = "2020-10-28T12:00:00+00:00", "2020-12-31T23:30:00+00:00"
#: What the run on PostgreSQL gives way by: so much that it ends a little before the other.
NICE = "4"
TYPES = ("mypy", ["mypy", "."])
#: What pytest exits with where it ran no test. https://docs.pytest.org/en/stable/reference/exit-codes.html
NO_TESTS = 5


class Checks:
    """Runs one check after the other, remembers which failed, and tells what each took.

    Of a part of the suite, nothing may be of PostgreSQL (tests/choosing.py); of the whole, that is a fault.
    """

    def __init__(self, *, of_a_part: bool = False) -> None:
        self.of_a_part = of_a_part
        self.failed: list[str] = []
        self.left_out: list[str] = []
        self.took: list[Took] = []
        self.begun = time.monotonic()

    def run(self, name: str, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        print(f"\n── {name} " + "─" * (76 - len(name)), flush=True)
        self.note(Part(name, command, env).wait())

    def join(self, part: Part) -> None:
        """Wait for a part that runs aside, and tell what it said."""
        print(f"\n── {part.name} " + "─" * (76 - len(part.name)), flush=True)
        took = part.wait()
        print(part.words(), end="", flush=True)
        if took.code == NO_TESTS and self.of_a_part:
            print("   None of these is run here: docs/testing.md says which tests are.")
            took = replace(took, code=0)
        self.note(took)

    def note(self, took: Took) -> None:
        print(f"   {took.verdict} ({took.processor:.1f} s of a processor)", flush=True)
        self.took.append(took)
        if took.code:
            self.failed.append(took.name)

    def run_tests(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        """Run pytest, which writes a line of what it skipped for each reason (tests/conftest.py)."""
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as skipped:
            self.run(name, command, {**env, "NOT_RUN": skipped.name})
            self.left_out += skipped.read().splitlines()

    @contextlib.contextmanager
    def tests_beside(
        self, name: str, command: Sequence[str], env: Mapping[str, str]
    ) -> Iterator[None]:
        """Run pytest while the block runs, and tell afterwards what it said."""
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as skipped:
            part = Part.aside(name, yielding(command), {**env, "NOT_RUN": skipped.name})
            try:
                yield
            except BaseException:
                part.give_up()
                raise
            self.join(part)
            self.left_out += skipped.read().splitlines()

    def leave_out(self, what: str) -> None:
        print(f"\n!! NOT TESTED: {what}", flush=True)
        (self.failed if REQUIRE_ALL else self.left_out).append(what)

    def exit(self) -> None:
        print("\n  clock    processor")
        processor = sum(took.processor for took in self.took)
        whole = Took("in all", 0, time.monotonic() - self.begun, processor)
        print(*self.took, whole, sep="\n")
        if self.left_out:
            print("\n!! NOT TESTED: " + "; ".join(self.left_out))
        if self.failed:
            sys.exit("\nFAILED: " + "; ".join(self.failed))
        print("\nEverything that was run is in order.")


def main() -> None:
    os.chdir(ROOT)
    exit_on_signals()
    what, *arguments = sys.argv[1:] or ["all"]
    checks = Checks(of_a_part=bool(arguments))
    if what == "all" and arguments:
        run_suite(checks, arguments)
    elif what == "all":
        everything(checks)
    else:
        {"lint": lint, "types": types, "format": reformat}[what](checks)
    checks.exit()


def everything(checks: Checks) -> None:
    """Run it all. The types are checked beside the suite, which leaves gaps."""
    typed = Part.aside(*TYPES)
    try:
        lint(checks)
        deployment(checks)
        run_suite(checks, ["--durations=15", "--durations-min=5"], ["-p", "scripts.covered"])
    except BaseException:
        typed.give_up()
        raise
    checks.join(typed)


def lint(checks: Checks) -> None:
    checks.run("ruff check", ["ruff", "check"])
    checks.run("ruff format", ["ruff", "format", "--check"])
    checks.run("djade: templates", ["djade", "--target-version", "5.2", "--check", *templates()])
    checks.run("import-linter: layers", ["lint-imports", "--no-logo"])


def types(checks: Checks) -> None:
    checks.run(*TYPES)


def reformat(checks: Checks) -> None:
    checks.run("ruff check", ["ruff", "check", "--fix"])
    checks.run("ruff format", ["ruff", "format"])
    # djade exits with 1 when it changed something.
    subprocess.call([BIN / "djade", "--target-version", "5.2", *templates()], timeout=300)


def templates() -> list[str]:
    return [str(path) for path in sorted(Path("templates").rglob("*.html"))]


def deployment(checks: Checks) -> None:
    deploy = [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
    checks.run("production settings", deploy, PRODUCTION)


def run_suite(checks: Checks, arguments: Sequence[str], count_lines: Sequence[str] = ()) -> None:
    """Run pytest on SQLite and on PostgreSQL; a part of the suite is no measure of the floors."""
    compile_messages.main()
    if not chromium.find():
        chromium.install()
    pytest = ["python", "-m", "pytest", *arguments]
    # A file stays with one worker: some load the whole plan for all their tests.
    # They are handed out in the order of tests/conftest.py, the longest first.
    workers = ["--dist", "loadfile", "--no-loadscope-reorder", "-n", "2"]
    with on_postgresql(checks, pytest):
        checks.run_tests("tests on SQLite", [*pytest, *workers, *count_lines], at(ON_SQLITE))


@contextlib.contextmanager
def on_postgresql(checks: Checks, pytest: Sequence[str]) -> Iterator[None]:
    """Run pytest on PostgreSQL, where there is one, while the block runs.

    One process: a second would read all tests too, and the two on SQLite leave the processors little, while they
    wait for Chromium and for the disk.
    """
    with postgresql(checks) as url:
        if not url:
            yield
            return
        env = {"DATABASE_URL": url, "BESIDE_SQLITE": "1", **at(ON_POSTGRESQL)}
        with checks.tests_beside("tests on PostgreSQL", pytest, env):
            yield


@contextlib.contextmanager
def postgresql(checks: Checks) -> Iterator[str]:
    """Yield the address of a database, or "" where none can be had, which is told."""
    url = os.environ.pop("DATABASE_URL", "")
    with contextlib.ExitStack() as kept:
        if not url.startswith("postgres"):
            url = ""
            if not find_binaries():
                checks.leave_out("PostgreSQL (no server on this machine, no DATABASE_URL)")
            else:
                try:
                    url = kept.enter_context(private_cluster())
                except PostgresError as error:
                    print(error)
                    checks.failed.append("PostgreSQL could not be started")
        yield url


def yielding(command: Sequence[str]) -> list[str]:
    """Return a command that lets others go first: Chromium's processes wait for each other at every step."""
    nice = shutil.which("nice")
    return [nice, "-n", NICE, str(BIN / command[0]), *command[1:]] if nice else list(command)


def at(moment: str) -> dict[str, str]:
    return {"PYTEST_AT": os.environ.get("PYTEST_AT") or moment}


if __name__ == "__main__":
    main()

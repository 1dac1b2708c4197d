"""A copy of the project in which one fault at a time is planted, and the tests that look for it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
FAULTS, NEAR = HERE / "mutants", HERE / "near.toml"
CAUGHT, SURVIVED, TIMED_OUT, BROKEN = "caught", "survived", "timed out", "broken"
#: Seconds for each stage; no sound one takes half of it on a quiet machine.
LIMIT = 1200
#: Folders and files whose tests take minutes: they come last.
LONGEST = ("tests/whole_site", "tests/journeys", "tests/plan_data/test_plan_real.py")
#: Without a browser, and of the scripts only what the portal itself runs.
LEFT_OUT = ("tests/browser", "tests/scripts")
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-m", "not browser")
ALL_PASSED, SOME_FAILED, STOPPED, NONE_RUN = 0, 1, 2, 5


@dataclass(frozen=True)
class Mutant:
    """One fault: in `file` the text `old` becomes `new`."""

    name: str
    file: str
    old: str
    new: str
    database: str = "sqlite"

    def count(self, root: Path) -> int:
        path = root / self.file
        return path.read_text("utf-8").count(self.old) if path.exists() else 0

    def fits(self, root: Path) -> bool:
        """Whether its text stands in its file, and only once."""
        return self.count(root) == 1


class Outcome(NamedTuple):
    """What became of a fault in a state of the files; `by` is the test that noticed it."""

    verdict: str
    by: str
    seconds: float
    state: str


def known() -> list[Mutant]:
    """Return the faults of all files, in their order."""
    found = []
    for path in sorted(FAULTS.glob("*.toml")):
        for name, row in tomllib.loads(path.read_text("utf-8")).items():
            found.append(Mutant(name=name, **row))
    return found


def stages(mutant: Mutant, root: Path) -> list[list[str]]:
    """Return which tests to run, one list after the other, until one fails.

    Those that mirror the file, those of its app, all others that are quick, and the longest.
    """
    path = Path(mutant.file)
    mirror = sorted((root / "tests" / path.parent).glob(f"test_{path.stem}*.py"))
    named = tomllib.loads(NEAR.read_text("utf-8")).get(mutant.file)
    near = named or [str(file.relative_to(root)) for file in mirror]
    app = f"tests/{path.parts[0]}"
    own = [app] if (root / app).is_dir() else []
    seen = [f"--ignore={tests}" for tests in (*own, *LONGEST, *LEFT_OUT)]
    return [stage for stage in (near, own, ["tests", *seen], list(LONGEST)) if stage]


def files_of(root: Path) -> list[str]:
    """Return what git knows of the project, and its compiled messages."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.check_output(command, cwd=root, timeout=LIMIT).decode().split("\0")
    messages = [str(path.relative_to(root)) for path in root.glob("locale/*/*/*.mo")]
    return sorted({name for name in (*listed, *messages) if name and (root / name).exists()})


def state_of(root: Path) -> str:
    """Return what tells one state of the files from another."""
    told = hashlib.blake2b(digest_size=6)
    for name in files_of(root):
        if not name.startswith("docs/") and not name.endswith(".md"):
            told.update(name.encode() + (root / name).read_bytes())
    return told.hexdigest()


@dataclass(frozen=True)
class Plot:
    """A copy of the project in the state called `state`. With `near` the tests of other apps rest."""

    root: Path
    state: str
    near: bool

    @classmethod
    @contextlib.contextmanager
    def copies(cls, root: Path, number: int, *, near: bool) -> Iterator[list[Plot]]:
        """Make so many copies of the project, and remove them afterwards."""
        files, state = files_of(root), state_of(root)
        with tempfile.TemporaryDirectory(prefix="mutants-") as home:
            plots = [cls(Path(home) / str(place), state, near) for place in range(number)]
            for plot in plots:
                for name in files:
                    (plot.root / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(root / name, plot.root / name)
                plot.compiled()
            yield plots

    def compiled(self) -> None:
        """Let Python keep what it compiles of the sound files, for every run that follows."""
        command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "tests"]
        nowhere = subprocess.DEVNULL
        subprocess.run(command, cwd=self.root, stdout=nowhere, check=True, timeout=LIMIT)

    def tried(self, mutant: Mutant) -> Outcome:
        """Plant a fault, run tests until one fails, and take the fault out again."""
        target = self.root / mutant.file
        sound, begun = target.read_bytes(), time.monotonic()
        kept = target.stat()
        target.write_text(target.read_text("utf-8").replace(mutant.old, mutant.new), "utf-8")
        # Python tells what it compiled of a file from another state by its size and its second alone.
        os.utime(target, ns=(kept.st_atime_ns, kept.st_mtime_ns + 10**10))
        try:
            verdict, by = self._looked_for(mutant)
        finally:
            target.write_bytes(sound)
            # As old as it was, so that what Python compiled of it holds.
            os.utime(target, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        return Outcome(verdict, by, round(time.monotonic() - begun, 1), self.state)

    def _looked_for(self, mutant: Mutant) -> tuple[str, str]:
        chosen = stages(mutant, self.root)
        for tests in chosen[:-2] if self.near else chosen:
            code, failed = self._run([*PYTEST, *tests], mutant.database)
            if code is None:
                return TIMED_OUT, " ".join(tests)
            if code in (SOME_FAILED, STOPPED) and failed:
                return CAUGHT, failed[0]
            if code not in (ALL_PASSED, NONE_RUN):
                return BROKEN, f"pytest ended with {code}"
        return SURVIVED, ""

    def failing(self, tests: Collection[str], database: str) -> set[str]:
        """Return which of `tests` fail as the project is."""
        command = [part for part in PYTEST if part != "-x"]
        return set(self._run([*command, *sorted(tests)], database)[1]) if tests else set()

    def _run(self, command: Sequence[str], database: str) -> tuple[int | None, list[str]]:
        """Return how pytest ended, None when it took too long, and the tests that failed."""
        cache = self.root / ".pytest_cache"
        shutil.rmtree(cache, ignore_errors=True)
        private = [sys.executable, "scripts/with_postgres.py"] if database != "sqlite" else []
        with subprocess.Popen(
            [*private, *command],
            cwd=self.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            # What is compiled of a fault would outlive it.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "REQUIRE_ALL": ""},
        ) as process:
            code = _waited(process)
        found = cache / "v" / "cache" / "lastfailed"
        return code, list(json.loads(found.read_text("utf-8"))) if found.exists() else []


def _waited(process: subprocess.Popen[bytes]) -> int | None:
    """Wait for a process, and end it and its children when it takes too long: then None."""
    try:
        return process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return None

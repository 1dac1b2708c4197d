#!/usr/bin/env python3
"""Run a command with DATABASE_URL set to a private PostgreSQL, which is removed afterwards.

    scripts/with_postgres.py .venv/bin/pytest tests/events

The cluster lives in a directory of its own, listens on a socket in it and nowhere else, and
trades safety for speed: it is for tests.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TypedDict
from urllib.parse import quote

PLACES = (
    "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "usr/pgsql-*/bin",  # Fedora, Red Hat
    "opt/homebrew/opt/postgresql*/bin",  # macOS
    "usr/local/opt/postgresql*/bin",
)
#: Seconds that each of its programs may take.
LONGEST = 180
#: Seconds that the command may take to end what it started.
GRACE = 20
#: No safety; and no compiling of queries, which takes longer than they do: of tables that were filled a
#: moment ago the planner expects thousands of rows.
FOR_TESTS_ONLY = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off"

IN_MEMORY, ON_DISK = Path("/dev/shm"), Path("/tmp")  # noqa: S108 (a folder of its own is made there)
#: Bytes that must be free in memory.
ROOM = 1024**3


class Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


class PostgresError(Exception):
    """The private cluster could not be started; the text says why."""


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    exit_on_signals()
    try:
        with private_cluster() as url:
            return call(sys.argv[1:], {**os.environ, "DATABASE_URL": url})
    except PostgresError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        return 130


def call(command: list[str], env: dict[str, str]) -> int:
    """Run a command to its end. Who leaves before lets it end too, with all that it started itself."""
    with signals_held() as let_go, subprocess.Popen(command, env=env) as process:
        try:
            let_go()
            return process.wait()
        except BaseException:
            process.terminate()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
            raise


@contextlib.contextmanager
def signals_held() -> Iterator[Callable[[], None]]:
    """Hold back what asks to leave until the function that this yields is called.

    A program that left while Popen is at work would know nothing of what that has started.
    """
    came: list[int] = []
    handlers = {
        number: signal.signal(number, lambda number, _frame: came.append(number))
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    }

    def let_go() -> None:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        while came:
            signal.raise_signal(came.pop())

    try:
        yield let_go
    finally:
        let_go()


def exit_on_signals() -> None:
    """Leave through `finally` when the terminal closes or somebody ends the program."""

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)


@contextlib.contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster, yield its DATABASE_URL, and remove it whatever happens.

    Raises PostgresError.
    """
    binaries = find_binaries()
    if binaries is None:
        raise PostgresError("no PostgreSQL server found (Debian: apt-get install postgresql)")
    owner = unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=place()))
    try:
        if owner:
            os.chown(home, owner["user"], owner["group"])
        start(binaries, home, owner)
        yield f"postgres://portal@{quote(str(home), safe='')}/postgres"
    finally:
        if (home / "data" / "postmaster.pid").exists():
            pg_ctl(binaries, home, owner, "stop", "-m", "immediate")
        shutil.rmtree(home, ignore_errors=True)


def place() -> Path:
    """Return where a cluster is made: in memory, where there is room.

    A database is some three hundred files. To make and delete them on ext4 took a quarter of the processor of the
    tests. Either path is short, as that of a socket must be.
    """
    free = shutil.disk_usage(IN_MEMORY).free if os.access(IN_MEMORY, os.W_OK) else 0
    return IN_MEMORY if free >= ROOM else ON_DISK


def find_binaries() -> Path | None:
    """Return the directory of the newest PostgreSQL server on this machine."""
    found = [path.parent for place in PLACES for path in Path("/").glob(f"{place}/initdb")]
    if found:
        return max(
            found, key=lambda path: [int(digits) for digits in re.findall(r"\d+", str(path))]
        )
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def unprivileged_user() -> Identity:
    """Return whom to run the server as: ourselves, unless we are root, whom it refuses."""
    if os.geteuid():
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def start(binaries: Path, home: Path, owner: Identity) -> None:
    make(binaries, home, owner)
    options = f"-k {home} -c listen_addresses='' {FOR_TESTS_ONLY}"
    pg_ctl(binaries, home, owner, "start", "-o", options, "-l", str(home / "log"))


def make(binaries: Path, home: Path, owner: Identity) -> None:
    """Make an empty cluster in `home`, whose superuser is `portal`."""
    # Upper and lower case of Cyrillic letters need a UTF-8 locale; this one is the same everywhere.
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    as_portal = ["--username=portal", "--auth=trust", "--encoding=UTF8", f"--locale={locale}"]
    run([binaries / "initdb", "-D", home / "data", "--no-sync", *as_portal], home, owner)


def pg_ctl(binaries: Path, home: Path, owner: Identity, *command: str) -> None:
    run([binaries / "pg_ctl", "-D", home / "data", "-w", *command], home, owner)


def run(command: list[Path | str], home: Path, owner: Identity) -> None:
    output = home / "output"
    with output.open("wb") as file:
        try:
            code = subprocess.run(
                command, cwd=home, stdout=file, stderr=file, timeout=LONGEST, check=False, **owner
            ).returncode
        except subprocess.TimeoutExpired:
            code = 1
    if code:
        raise PostgresError(f"{command[0]} failed:\n{output.read_text(errors='replace')}")


if __name__ == "__main__":
    sys.exit(main())

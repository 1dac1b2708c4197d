"""Two PostgreSQL with streaming replication, Redis, two processes of the portal and nginx, in one folder.

What an operator types is taken from docs/cluster.md, with the folders of this trial in its place.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.deployed import ROOT, Deployed, children, program
from scripts.with_postgres import (
    LONGEST,
    Identity,
    PostgresError,
    find_binaries,
    make,
    pg_ctl,
    unprivileged_user,
)

RUNBOOK = ROOT / "docs" / "cluster.md"
#: As the runbook calls them: the machines by their address, and where Debian keeps a cluster.
ADDRESSES, DATA = {"primary": "10.0.0.2", "replica": "10.0.0.3"}, "/var/lib/postgresql/15/main"


@dataclass
class Server:
    """One PostgreSQL in a folder of its own, which is also where its socket is."""

    home: Path
    owner: Identity = field(default_factory=unprivileged_user)

    def __post_init__(self) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise PostgresError("no PostgreSQL server found (Debian: apt-get install postgresql)")
        self.binaries = binaries
        self.home.mkdir()
        if self.owner:
            os.chown(self.home, self.owner["user"], self.owner["group"])

    @property
    def url(self) -> str:
        return f"postgres://portal@{str(self.home).replace('/', '%2F')}/postgres"

    def make(self) -> None:
        """Make an empty cluster, with the safety of a real one, and start it."""
        make(self.binaries, self.home, self.owner)
        self.start()

    def start(self) -> None:
        options = f"-k {self.home} -c listen_addresses='' -c jit=off"
        log = str(self.home / "log")
        pg_ctl(self.binaries, self.home, self.owner, "start", "-o", options, "-l", log)

    def type(self, command: str) -> None:
        """Do what is typed as the owner of the cluster."""
        command = command.replace(DATA, str(self.home / "data"))
        if "/var/" in command:
            raise ValueError(f"this would touch the machine itself: {command}")
        environment = {
            "PATH": f"{self.binaries}:{os.environ['PATH']}",
            "PGHOST": str(self.home),
            "PGUSER": "portal",
            "PGDATABASE": "postgres",
        }
        in_a_shell(command, env=environment, cwd=self.home, **self.owner)

    def ask(self, sql: str) -> str:
        where = ["--host", str(self.home), "--username=portal", "--dbname=postgres", "--no-psqlrc"]
        command = [
            str(self.binaries / "psql"),
            *where,
            "--tuples-only",
            "--no-align",
            "--command",
            sql,
        ]
        told = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
        return str(told.stdout).strip()

    def processes(self) -> list[int]:
        """Return the postmaster and its children; none where it does not run."""
        try:
            pid = int((self.home / "data" / "postmaster.pid").read_text().split()[0])
            return [pid, *children(pid)]
        except (FileNotFoundError, ProcessLookupError):
            return []

    def signal(self, number: signal.Signals) -> None:
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """What happens to a machine that loses its power. Waits until nobody listens any more."""
        pids = self.processes()
        self.signal(signal.SIGKILL)
        wait_until(
            lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "postmaster ended"
        )


class Cluster(Deployed):
    """The portal with a primary, a replica and Redis; its settings are in `env_file`."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, "")
        self.primary, self.replica = Server(home / "one"), Server(home / "two")
        self.env_file = home / "portal.env"
        self.redis: subprocess.Popen[bytes] | None = None

    @property
    def redis_socket(self) -> Path:
        return self.home / "redis.sock"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.redis_socket}"

    def manage(self, command: str) -> str:
        """Return what a command of manage.py says, whether or not it is content."""
        typed = [sys.executable, "manage.py", *command.split()]
        done = subprocess.run(
            typed, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=LONGEST
        )
        return done.stdout

    def environment(self) -> dict[str, str]:
        lines = self.env_file.read_text("utf-8").splitlines()
        return {**super().environment(), **dict(line.split("=", 1) for line in lines)}

    def configure(self, **variables: str) -> None:
        text = "".join(f"{name}={value}\n" for name, value in variables.items())
        self.env_file.write_text(text, "utf-8")

    def exchange(self) -> None:
        """What was the replica is called the primary from now on."""
        self.primary, self.replica = self.replica, self.primary

    def start_redis(self) -> None:
        command = [program("redis-server"), "--port", "0", "--unixsocket", str(self.redis_socket)]
        command += ["--save", "", "--dir", str(self.home)]
        with (self.home / "redis.log").open("ab") as log:
            self.redis = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until(self.redis_socket.exists, "Redis listens")

    def stop_redis(self) -> None:
        if self.redis and self.redis.poll() is None:
            self.redis.kill()
            self.redis.wait(timeout=30)
            self.redis_socket.unlink(missing_ok=True)

    def stop(self) -> None:
        for stopped in (super().stop, self.stop_redis, self.primary.kill, self.replica.kill):
            with contextlib.suppress(OSError, subprocess.SubprocessError, TimeoutError):
                stopped()

    def follow_runbook(self, heading: str) -> list[str]:
        """Run the commands that stand below a heading of docs/cluster.md, and return them."""
        commands = runbook(heading)
        for command in commands:
            self.type(command)
        return commands

    def type(self, command: str) -> None:
        """Do what an operator types, on the machine whose prompt the line begins with."""
        machine, _, command = command.partition("$ ")
        if command.startswith("systemctl restart portal@"):
            for number in re.findall(r"portal@(\d)", command):
                self.restart_process(int(number))
            return
        for said, here in (
            (f"host={ADDRESSES['primary']} user=replica", f"host={self.primary.home} user=portal"),
            (f"postgres://portal:password@{ADDRESSES['replica']}/portal", self.replica.url),
            ("/etc/portal.env", str(self.env_file)),
        ):
            command = command.replace(said, here)
        if machine == "portal":
            in_a_shell(command, cwd=ROOT, env=self.environment())
        elif command == "systemctl start postgresql":
            self.server(machine).start()
        elif command == "systemctl disable --now postgresql":
            self.server(machine).kill()
        else:
            self.server(machine).type(command)

    def server(self, machine: str) -> Server:
        return {"primary": self.primary, "replica": self.replica}[machine]


def in_a_shell(command: str, **more: Any) -> None:
    print(f"  $ {command}", flush=True)
    subprocess.run(["sh", "-ec", command], check=True, timeout=LONGEST, **more)


def runbook(heading: str) -> list[str]:
    """Return the lines of the first block of commands below a heading."""
    text = RUNBOOK.read_text("utf-8").partition(f"\n### {heading}\n")[2]
    found = re.search(r"```\n(.*?)```", text, re.DOTALL)
    if found is None:
        raise LookupError(f"{RUNBOOK} has no commands below “{heading}”.")
    return [line for line in found[1].replace("\\\n", "").splitlines() if line]


def wait_until(is_so: Callable[[], bool], what: str, longest: float = 30) -> float:
    """Return after how many seconds it was so. Raises TimeoutError."""
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > longest:
            raise TimeoutError(f"{what}: not within {longest:.0f} s")
        time.sleep(0.01)
    return time.monotonic() - begun


@contextlib.contextmanager
def frozen(server: Server) -> Iterator[None]:
    """Let a server stand still: it refuses nothing, and answers nothing."""
    server.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.signal(signal.SIGCONT)

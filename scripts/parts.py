"""The parts of the gate: each runs with a limit, and tells what it took of the clock and of processors."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from typing import IO

BIN = Path(sys.executable).parent
#: Seconds that a part may take. On a quiet machine none takes a quarter of it.
LONGEST = 1800
#: Seconds between the request to end and the end.
GRACE = 20


@dataclass(frozen=True)
class Took:
    name: str
    code: int
    #: Of the clock; None of a part that ran beside others.
    seconds: float | None
    #: Of this part and of all that it started and saw the end of.
    processor: float

    @property
    def verdict(self) -> str:
        if self.code < 0:
            return f"STOPPED by signal {-self.code}"
        return "ok" if self.code == 0 else "FAILED"

    def __str__(self) -> str:
        clock = "   beside" if self.seconds is None else f"{self.seconds:7.1f} s"
        return f"{clock} {self.processor:9.1f} s  {self.name}"


class Part:
    """A command on its way, with all its children in a group of their own."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        output: IO[bytes] | None = None,
    ) -> None:
        self.name, self.output = name, output
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [BIN / command[0], *command[1:]],
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
        )

    @classmethod
    def aside(cls, name: str, command: Sequence[str], env: Mapping[str, str] | None = None) -> Part:
        """Begin a part whose words are kept until its end."""
        return cls(name, command, env, output=tempfile.TemporaryFile())

    def wait(self, longest: float = LONGEST) -> Took:
        """Wait for the end, and bring it about when it does not come in time."""
        try:
            while not (usage := self.ended()):
                if time.monotonic() - self.begun > longest:
                    print(f"\n!! {self.name}: not done after {longest:.0f} s; ended.", flush=True)
                    usage = self.end()
                    break
                time.sleep(0.05)
        except BaseException:
            self.end()
            raise
        seconds = None if self.output else time.monotonic() - self.begun
        processor = usage.ru_utime + usage.ru_stime
        return Took(self.name, self.process.returncode, seconds, processor)

    def ended(self, options: int = os.WNOHANG) -> struct_rusage | None:
        """Return what the part used, once it has ended."""
        pid, status, usage = os.wait4(self.process.pid, options)
        if not pid:
            return None
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return usage

    def end(self) -> struct_rusage:
        """End the whole group: it is asked, and after a while it is not asked."""
        usage = None
        for number in (signal.SIGINT, signal.SIGTERM):
            signal_group(self.process.pid, number)
            give_up = time.monotonic() + GRACE / 2
            while not usage and time.monotonic() < give_up:
                time.sleep(0.05)
                usage = self.ended()
        signal_group(self.process.pid, signal.SIGKILL)  # with what the part left behind
        usage = usage or self.ended(0)
        assert usage  # noqa: S101 (waited for until there is)
        return usage

    def give_up(self) -> None:
        """End the group, and keep nothing of what it said."""
        self.end()
        if self.output:
            self.output.close()

    def words(self) -> str:
        """Return what a part beside the others said, once."""
        assert self.output  # noqa: S101 (of a part begun with `aside`)
        with self.output as output:
            output.seek(0)
            return output.read().decode(errors="replace")


def signal_group(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)

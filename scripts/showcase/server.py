"""Serves the scenes on show, each by a process of its own, until the end of a `with`."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import serve
from scripts.showcase.scenes import ROOT, Scene, environment

#: A busy machine takes its time to start, and to stop.
SECONDS_TO_START, SECONDS_TO_STOP = 120, 20


@contextmanager
def serving(folder: Path) -> Iterator[dict[Scene, str]]:
    """Serve every scene from the databases in `folder`; yield their addresses."""
    servers, addresses = [], {}
    try:
        for scene in Scene:
            port = str(free_port())
            servers.append(
                subprocess.Popen(
                    serve.command("127.0.0.1", port),
                    cwd=ROOT,
                    env=environment(folder, scene.value.database, scene.value.clock),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            addresses[scene] = f"http://127.0.0.1:{port}"
        for address in addresses.values():
            wait_for(f"{address}/robots.txt")
        yield addresses
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            wait_or_kill(server)


def wait_or_kill(server: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a server that was asked to end: while it starts it does not listen."""
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(SECONDS_TO_STOP)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def wait_for(address: str) -> None:
    """Return once `address` answers. Raises OSError when it does not in time."""
    give_up = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(address, timeout=SECONDS_TO_START).close()  # noqa: S310 (ours)
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)
        else:
            return

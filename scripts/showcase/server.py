"""Serves the scenes on show, each by a process of its own, until the end of a `with`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connections
from granian.cli import entrypoint as granian

from scripts import serve
from scripts.showcase.scenes import FIRST_PLAN, ROOT, Scene, environment

#: A busy machine takes its time to start, and to stop.
SECONDS_TO_START, SECONDS_TO_STOP = 120, 20


@contextmanager
def serving(folder: Path) -> Iterator[dict[Scene, str]]:
    """Serve every scene from the databases in `folder`; yield their addresses."""
    ports = {scene: str(free_port()) for scene in Scene}
    servers = subprocess.Popen(
        [sys.executable, "-m", "scripts.showcase.server", *ports.values()],
        cwd=ROOT,
        env=environment(folder, FIRST_PLAN),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    addresses = {scene: f"http://127.0.0.1:{port}" for scene, port in ports.items()}
    try:
        for address in addresses.values():
            wait_for(f"{address}/robots.txt")
        yield addresses
    finally:
        # All that they served goes away too: nothing is to be ended in good order.
        os.killpg(servers.pid, signal.SIGKILL)
        servers.wait()


def main(ports: Sequence[str]) -> None:
    """Set the portal up once, and know the words of the search, and let a process for each scene go on from there."""
    import_module("sco_presidency.wsgi")
    import_module(settings.ROOT_URLCONF)
    for thread in threading.enumerate():
        if thread.name == "search-warm-up":
            thread.join()
    for scene, port in zip(Scene, ports, strict=True):
        if os.fork() == 0:
            serve_scene(scene, port)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def serve_scene(scene: Scene, port: str) -> None:
    """Become the server of a scene, as `make run` starts one."""
    folder = Path(os.environ["SHOWCASE"])
    connections.settings["default"]["NAME"] = str(folder / f"{scene.value.database}.sqlite3")
    settings.PORTAL_CLOCK = scene.value.clock
    sys.argv = serve.command("127.0.0.1", port)
    granian()  # type: ignore[no-untyped-call]  # untyped


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


if __name__ == "__main__":
    main(sys.argv[1:])

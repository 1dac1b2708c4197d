"""A hundred and fifty clients that send a byte now and then: does a reader behind nginx still get answers?"""

import contextlib
import socket
import time

from bench import cpu, product, servers
from bench.client import Client, request
from bench.said import Spread, loudly, verdict

SLOW = 150
GOAL = 1000.0


def run(bench: cpu.Bench) -> None:
    if servers.NGINX is None:
        loudly("slow clients: nginx is missing")
        return
    with (
        servers.granian(product.FACTORY, bench.told()) as (_, port),
        servers.proxy(bench.directory, port) as (_, front),
        contextlib.ExitStack() as stack,
    ):
        half = request("/en/calendar/", {})[:-20]
        for _ in range(SLOW):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", front), 5))
            slow.sendall(half)
        waits, failed = read(front)
    print(f"{SLOW} slow clients: a reader waits {waits} ms, {failed} failed: ", end="")
    print(verdict(not failed and waits.greatest <= GOAL), "\n", flush=True)


def read(port: int) -> tuple[Spread, int]:
    """Return how long fifty reads took, in ms, and how many failed."""
    client, waits, failed = Client(port, 10), [], 0
    for _ in range(50):
        begun = time.monotonic()
        try:
            failed += client.get("/en/calendar/").status != 200
        except OSError:
            failed += 1
        waits.append((time.monotonic() - begun) * 1000)
    client.close()
    return Spread.of(waits), failed

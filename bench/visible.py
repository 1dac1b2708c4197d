"""How long after a publication another process shows it, in ms: the reader asks again and again."""

import os
import subprocess
import sys
import time

from bench import cpu, product, servers
from bench.client import Client
from bench.said import Spread, number, verdict

TIMES = 5
GOAL = 1000.0
SLUG = "chs-20-summit-2020"
PAGE = f"/en/events/{SLUG}/"
WRITER = f"""
import sys, django
from bench.product import configure
configure(); django.setup()
from django.db import transaction
from events.models import Event
from publishing import records
print("ready", flush=True)
for line in sys.stdin:
    with transaction.atomic():
        records.take_turn()
        event = Event.objects.get(slug="{SLUG}")
        event.summary_en = line.strip()
        event.save()
        records.record(event)
    print("done", flush=True)
"""


def run(bench: cpu.Bench) -> None:
    """A process of its own writes; the portal's process was never told."""
    told = bench.told()
    with servers.granian(product.FACTORY, told) as (_, port):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER],
            cwd=product.ROOT,
            env={**os.environ, **told},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            waits = Spread.of([waited(writer, port, turn) for turn in range(TIMES)])
        finally:
            writer.kill()
            writer.wait()
    print(f"Publication to visible in another process: {waits} ms; goal {number(GOAL)}: ", end="")
    print(verdict(waits.greatest <= GOAL), "\n", flush=True)


def waited(writer: "subprocess.Popen[str]", port: int, turn: int) -> float:
    """Return the ms from the end of a write to the first page that shows it."""
    if writer.stdin is None or writer.stdout is None:
        raise RuntimeError("The writer has no pipes.")
    if turn == 0:
        writer.stdout.readline()
    client = Client(port)
    client.get(PAGE, X_Forwarded_Proto="https")
    mark = f"Shown since the turn {turn} of the bench"
    writer.stdin.write(mark + "\n")
    writer.stdin.flush()
    if "done" not in writer.stdout.readline():
        raise RuntimeError("The writer ended.")
    begun = time.monotonic()
    while time.monotonic() < begun + 20:
        plain = {"X_Forwarded_Proto": "https", "Accept_Encoding": "identity"}
        if mark.encode() in client.get(PAGE, **plain).body:
            client.close()
            return (time.monotonic() - begun) * 1000
    raise RuntimeError("The change was not seen within 20 s.")

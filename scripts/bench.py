"""Measure what a page costs: `make bench` prints a table of CPU time and queries per request.

In this process, through the WSGI callable, with the production settings and the whole plan in a
database made for the purpose: no cache, no network, no server. SQLite's work is in the figure.
"""

import gc
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

import django
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scripts.measured import loaded, say
from scripts.production import PRODUCTION

PAGES = {
    "home": "/en/",
    "calendar": "/en/calendar/",
    "event": "/en/events/chs-20-summit-2020/",
    "API, 100 events": "/api/v1/events/?limit=100",
}
WARM_UP = 20
REQUESTS = 200


class Cost(NamedTuple):
    milliseconds: float
    queries: int
    size: int


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        application = loaded(Path(directory))
        costs = {name: measure(application, address) for name, address in PAGES.items()}
        connection.close()
        image = image_drawn()
    report(costs)
    print(f"\nA share image is drawn in {image:.2f} s of a processor, its pattern too.")


def measure(application: WSGIHandler, address: str) -> Cost:
    say(f"Measuring {address} ...")
    for _ in range(WARM_UP):
        body = request(application, address)
    with CaptureQueriesContext(connection) as captured:
        request(application, address)
    queries = len(captured)  # now, for the next request empties the log
    gc.collect()
    times = []
    for _ in range(REQUESTS):
        begun = time.process_time()
        request(application, address)
        times.append(time.process_time() - begun)
    return Cost(statistics.median(times) * 1000, queries, len(body))


def image_drawn() -> float:
    """Return the seconds of a processor that the first share image of a process takes."""
    from website.share_images import drawing  # noqa: PLC0415 (settings are ready only now)
    from website.share_images.drawing import Poster  # noqa: PLC0415

    drawing.guilloche.cache_clear()
    begun = time.process_time()
    drawing.drawn(Poster("SCO", "上海合作组织成员国元首理事会", "10 November 2020", "amber"))
    return time.process_time() - begun


def request(application: WSGIHandler, address: str) -> bytes:
    """Return the body of `address`. Raises RuntimeError when the answer is not 200."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "HTTP_HOST": PRODUCTION["ALLOWED_HOSTS"],
        "HTTP_X_FORWARDED_PROTO": "https",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "wsgi.input": BytesIO(),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []

    def start_response(status: str, headers: object, exc_info: object = None) -> Any:
        statuses.append(status)

    response: Iterable[bytes] = application(environ, start_response)
    body = b"".join(response)
    response.close()  # type: ignore[attr-defined]  # as a server does: it ends the request
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{address} answered {statuses}")
    return body


def report(costs: dict[str, Cost]) -> None:
    versions = f"Python {platform.python_version()}, Django {django.__version__}"
    print(f"{versions}, SQLite {sqlite3.sqlite_version}, {platform.machine()}\n")
    print(f"| page | CPU per request, ms (median of {REQUESTS}) | queries | size, KB |")
    print("|---|--:|--:|--:|")
    for name, cost in costs.items():
        print(f"| {name} | {cost.milliseconds:.1f} | {cost.queries} | {cost.size / 1024:.1f} |")


if __name__ == "__main__":
    main()

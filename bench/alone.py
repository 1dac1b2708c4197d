"""Measure the WSGI callable in this process; print CPU ms by case as JSON. Started by bench.cpu."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from bench.cases import CASES, CONDITIONAL, Case
from bench.product import Application, application

ROUNDS = 5
LEAST = 3
Answer = tuple[int, dict[str, str], bytes]


def main() -> None:
    portal = application()
    seconds = float(sys.argv[1])
    asked: dict[str, Callable[[], object]] = {}
    for case in CASES:
        status, headers, _ = get(portal, case)
        if status != case.status:
            sys.exit(f"{case.address} answered {status}")
        asked[case.name] = partial(get, portal, case)
        tag = headers.get("etag", "")
        if case in CONDITIONAL and get(portal, case, tag)[0] == 304:
            asked[f"304 of {case.name}"] = partial(get, portal, case, tag)
    figures: dict[str, list[float]] = {name: [] for name in asked}
    for _round in range(ROUNDS):
        for name, ask in asked.items():
            figures[name].append(one_round(ask, seconds))
    json.dump(figures, sys.stdout)


def one_round(ask: Callable[[], object], seconds: float) -> float:
    """Ask for `seconds`; return CPU ms a request."""
    for _ in range(LEAST):
        ask()
    asked, before, end = 0, time.process_time(), time.monotonic() + seconds
    while asked < LEAST or time.monotonic() < end:
        ask()
        asked += 1
    return (time.process_time() - before) * 1000 / asked


def get(portal: Application, case: Case, tag: str = "") -> Answer:
    """Ask as a server does, who reads the whole answer and closes it."""
    parts = urlsplit(case.address)
    environ: dict[str, Any] = {
        "HTTP_HOST": "portal.example",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_ACCEPT_ENCODING": "gzip, br",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "wsgi.input": BytesIO(),
    }
    if tag:
        environ["HTTP_IF_NONE_MATCH"] = tag
    setup_testing_defaults(environ)
    told: list[tuple[int, dict[str, str]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> None:
        told.append((int(status.split()[0]), {name.lower(): value for name, value in headers}))

    answer = portal(environ, start_response)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return (*told[0], body)


if __name__ == "__main__":
    main()

"""What load balancers and watchers ask: whether the process lives, and whether it can answer readers.

A middleware near the top, not a page: it needs no session, no language, no name in the address that the
portal knows, and, to say that the process lives, no database.
"""

from collections.abc import Callable
from functools import cache

from django.db import Error, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from publishing.replica import NAMES, PRIMARY, REPLICA

LIVE, READY = "/health/live", "/health/ready"


def answer_health(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., object]:
    """Answer what is asked of the process itself (a middleware)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in (LIVE, READY):
            return answer(request)
        if request.method not in ("GET", "HEAD"):
            return _said(405, "Only GET and HEAD.", Allow="GET, HEAD")
        faults = unready() if request.path_info == READY else {}
        if faults and all(faults.values()):
            return _said(503, faults[PRIMARY])
        limps = [f"{NAMES[alias]}: {fault}" for alias, fault in faults.items() if fault]
        return _said(200, "\n".join(["OK", *limps]))

    return middleware


def _said(status: int, text: str, **headers: str) -> HttpResponse:
    return HttpResponse(
        f"{text}\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store", **headers},
    )


def unready() -> dict[str, str]:
    """Return why readers cannot be answered, by database; "" where they can. One query each.

    One of them is enough for readers.
    """
    return {alias: fault_of(alias) for alias in (PRIMARY, REPLICA) if alias in connections}


def fault_of(alias: str) -> str:
    try:
        missing = migrations_missing(alias)
    except Error:
        connections[alias].close()  # the next one may find the database well
        return "The database does not answer: look whether it runs, and at the log."
    if missing:
        return f"Not migrated ({', '.join(missing)}): run `manage.py migrate`."
    return ""


def migrations_missing(alias: str) -> list[str]:
    """Return the newest migration of each app that the database lacks. Raises Error."""
    applied = set(MigrationRecorder(connections[alias]).applied_migrations())
    return [
        f"{app}.{name}"
        for (app, name), replaced in _newest().items()
        if (app, name) not in applied and not (replaced and replaced <= applied)
    ]


@cache
def _newest() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Return the newest migrations of this release, each with those that it replaces."""
    loader = MigrationLoader(None)
    return {
        node: set(loader.disk_migrations[node].replaces)
        for node in sorted(loader.graph.leaf_nodes())
    }

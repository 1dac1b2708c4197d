"""What load balancers and watchers ask: whether the process lives, and whether it can answer readers.

A middleware near the top, not a page: it needs no session, no language, no name in the address that the
portal knows, and, to say that the process lives, no database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

LIVE, READY = "/health/live", "/health/ready"


def answer_health(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., object]:
    """Answer what is asked of the process itself (a middleware)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in (LIVE, READY):
            return answer(request)
        if request.method not in ("GET", "HEAD"):
            return _said(405, "Only GET and HEAD.", Allow="GET, HEAD")
        fault = unready() if request.path_info == READY else ""
        return _said(503, fault) if fault else _said(200, "OK")

    return middleware


def _said(status: int, text: str, **headers: str) -> HttpResponse:
    return HttpResponse(
        f"{text}\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store", **headers},
    )


def unready() -> str:
    """Return why readers cannot be answered; "" where they can. One query."""
    try:
        missing = migrations_missing()
    except Error:
        connection.close()  # the next one may find the database well
        return "The database does not answer: look whether it runs, and at the log."
    if missing:
        return f"Not migrated ({', '.join(missing)}): run `manage.py migrate`."
    return ""


def migrations_missing() -> list[str]:
    """Return the newest migration of each app that the database lacks. Raises Error."""
    applied = set(MigrationRecorder(connection).applied_migrations())
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

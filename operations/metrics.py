"""What Prometheus asks at /metrics, with a token: how long answers take by door, what the cache does.

Around the WSGI callable, so that answers from memory count too. No address, no name, no browser is counted:
a door is one of a few words. Where PROMETHEUS_MULTIPROC_DIR is set, all workers are told of together.
"""

import os
import re
import secrets
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

from operations.backup.actions import newest_backup
from publishing import clock, replica, schedule
from staff.bundles.ahead import unready
from staff.models import Bundle, Proposal

PATH = "/metrics"
#: The first that matches an address.
DOORS = (
    ("api", re.compile(r"/api/")),
    ("admin", re.compile(r"/admin/")),
    ("file", re.compile(r"/(static|media)/|.*\.(png|pdf)$")),
    ("calendar", re.compile(r".*\.ics$")),
    ("feed", re.compile(r".*\.(rss|atom|json|geojson|csv|xlsx|xml)$")),
    ("search", re.compile(r"/[a-z-]+/search/")),
    ("health", re.compile(r"/health/")),
)
PAGE = "page"
#: Seconds: from an answer out of memory to one that a reader waits for.
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
#: Seconds between two looks at what the cache counted.
OFTEN = 1.0
DAY = timedelta(days=1)


class Metrics:
    """What one process counts. `cache` is what its page cache counts by itself, if there is one."""

    def __init__(self, cache: Tally[str]) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "portal_answer_seconds",
            "Seconds until an answer was made",
            ["door", "status"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._cached = Counter(
            "portal_page_cache",
            "What became of questions to the cache",
            ["how"],
            registry=self.registry,
        )
        self._cache, self._seen = cache, Tally[str]()
        self._looked, self._lock = 0.0, threading.Lock()

    def observe(self, path: str, status: str, seconds: float) -> None:
        """Count one answer; `status` is "200 OK"."""
        self._seconds.labels(door_of(path), f"{status[:1]}xx").observe(seconds)
        if time.monotonic() - self._looked > OFTEN:
            self.look()

    def look(self) -> None:
        """Take over what the cache counted since."""
        with self._lock:
            self._looked = time.monotonic()
            for how, number in list(self._cache.items()):
                self._cached.labels(how).inc(number - self._seen[how])
                self._seen[how] = number

    def exposition(self) -> bytes:
        """Return all of it as Prometheus reads it."""
        self.look()
        registry = (
            CollectorRegistry() if os.environ.get("PROMETHEUS_MULTIPROC_DIR") else self.registry
        )
        if registry is not self.registry:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        asked_now = CollectorRegistry()
        asked_now.register(BackupAge())
        asked_now.register(Databases())
        asked_now.register(Moments())
        asked_now.register(Proposals())
        return bytes(generate_latest(registry) + generate_latest(asked_now))


class BackupAge:
    """How old the newest backup is; nothing where there is none."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        newest = newest_backup()
        if newest:
            age = time.time() - newest.stat().st_mtime
            yield GaugeMetricFamily("portal_backup_age_seconds", "Age of the newest backup", age)


class Moments:
    """What staff has set a moment for, and the worker has not done, or not in time; nothing while no database answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with suppress(DatabaseError):
            now = clock.now()
            oldest = schedule.due(now).values_list("due_at", flat=True).first()
            late = (now - oldest).total_seconds() if oldest else 0.0
            yesterday = timezone.now() - DAY
            refused = schedule.refused_since(yesterday)
            done_late = schedule.lateness_since(yesterday).total_seconds()
            for name, told, value in (
                ("schedule_late_seconds", "For how long the oldest moment has passed", late),
                ("bundles_unready", "Bundles that wait and would not go out", unready()),
                ("schedule_refused", "What was refused at its moment in a day", refused),
                ("schedule_done_late_seconds", "How late the latest of a day was done", done_late),
            ):
                yield GaugeMetricFamily(f"portal_{name}", told, value)


class Proposals:
    """What waits for a second person, and what went public without one; nothing while no database answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with suppress(DatabaseError):
            oldest = Proposal.objects.waiting().values_list("proposed_at", flat=True).first()
            yesterday = timezone.now() - DAY
            released = Proposal.objects.released_since(yesterday).count()
            released += Bundle.objects.released_since(yesterday).count()
            waiting = (timezone.now() - oldest).total_seconds() if oldest else 0.0
            yield GaugeMetricFamily(
                "portal_proposal_waiting_seconds", "For how long the oldest proposal waits", waiting
            )
            yield GaugeMetricFamily(
                "portal_proposals_released", "What was released in an emergency in a day", released
            )


class Databases:
    """Which databases answer, and since when the replica lacks something; nothing without a replica."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        if not replica.is_there():
            return
        reads = replica.reads()
        with suppress(replica.NobodyAnswersError):
            reads.current()
        up = GaugeMetricFamily(
            "portal_database_up", "Whether a database answers", labels=["database"]
        )
        for alias, answers in reads.up.items():
            up.add_metric([replica.NAMES[alias]], answers)
        yield up
        text = "Seconds since the replica said what the primary said"
        yield GaugeMetricFamily("portal_replica_behind_seconds", text, reads.behind)


def door_of(path: str) -> str:
    return next((door for door, pattern in DOORS if pattern.match(path)), PAGE)


def observed(application: WSGIApplication) -> WSGIApplication:
    """Return `application` with its answers counted; itself where METRICS_TOKEN is empty."""
    if not settings.METRICS_TOKEN:
        return application
    cache = getattr(application, "counts", None)
    metrics = Metrics(Tally() if cache is None else cache)

    def counted(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == PATH:
            return _tell(metrics, environ, start)
        begun, statuses = time.perf_counter(), []

        def noting(status: str, *more: Any) -> Callable[[bytes], object]:
            statuses.append(status)
            return start(status, *more)

        answer = application(environ, noting)
        metrics.observe(path, statuses[-1] if statuses else "", time.perf_counter() - begun)
        return answer

    return counted


def _tell(metrics: Metrics, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    given = environ.get("HTTP_AUTHORIZATION", "").encode("latin-1", "replace")
    headers = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    if not secrets.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        start(
            "401 Unauthorized", [*headers, ("WWW-Authenticate", "Bearer"), ("Content-Length", "0")]
        )
        return [b""]
    body = metrics.exposition()
    length = ("Content-Length", str(len(body)))
    start("200 OK", [*headers, ("Content-Type", CONTENT_TYPE_LATEST), length])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

"""Prometheus is told by token alone, of doors and of the cache, and of nobody in particular."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import OperationalError
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from operations import metrics
from publishing import clock, replica, schedule
from publishing.models import ScheduledAction, ScheduledPublication
from publishing.permissions import Actor
from publishing.replica import NobodyAnswersError
from staff.models import Bundle, Proposal
from tests.factories import PriorityFactory, StaffFactory

pytestmark = pytest.mark.django_db

TOKEN = "a-long-token"


class Portal:
    """A WSGI application with a page cache that counts."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.counts["hit" if environ["PATH_INFO"] == "/en/" else "miss"] += 1
        start("404 Not Found" if "gone" in environ["PATH_INFO"] else "200 OK", [])
        return [b"answer"]


@pytest.fixture(autouse=True)
def token(settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def ask(application: Any, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "QUERY_STRING": "q=secret", **more}
    body = b"".join(application(environ, lambda *given: said.extend(given)))
    return said[0], dict(said[1]), body


def samples(application: Any) -> dict[tuple[str, ...], float]:
    _status, _headers, body = ask(application, "/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    return {
        (sample.name, *dict(sorted(sample.labels.items())).values()): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def test_answers_are_counted_by_door_and_kind_of_status():
    application = metrics.observed(Portal())
    for path in ("/en/", "/en/", "/en/events/gone/", "/api/v1/events/", "/en/calendar.ics"):
        ask(application, path)

    told = samples(application)

    assert {key[1:]: n for key, n in told.items() if key[0] == "portal_answer_seconds_count"} == {
        ("page", "2xx"): 2,
        ("page", "4xx"): 1,
        ("api", "2xx"): 1,
        ("calendar", "2xx"): 1,
    }
    assert {key[1]: n for key, n in told.items() if key[0] == "portal_page_cache_total"} == {
        "hit": 2,
        "miss": 3,
    }


def test_what_the_cache_counted_is_counted_once():
    application = metrics.observed(Portal())
    ask(application, "/en/")

    assert samples(application) | {} == samples(application)


def test_seconds_are_those_that_an_answer_took(monkeypatch):
    ticks = iter((10.0, 10.3))
    monkeypatch.setattr(metrics.time, "perf_counter", lambda: next(ticks))
    application = metrics.observed(Portal())

    ask(application, "/en/")

    told = samples(application)
    assert told["portal_answer_seconds_sum", "page", "2xx"] == pytest.approx(0.3)
    assert told["portal_answer_seconds_bucket", "page", "0.25", "2xx"] == 0
    assert told["portal_answer_seconds_bucket", "page", "0.5", "2xx"] == 1


@pytest.mark.parametrize(
    "given", ["", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xff"]
)
def test_nobody_without_the_token_is_told_anything(given: str):
    status, headers, body = ask(metrics.observed(Portal()), "/metrics", HTTP_AUTHORIZATION=given)

    assert (status, headers["WWW-Authenticate"], body) == ("401 Unauthorized", "Bearer", b"")


def test_without_a_token_nothing_is_counted(settings):
    settings.METRICS_TOKEN = ""
    portal = Portal()

    assert metrics.observed(portal) is portal


def test_answer_is_kept_by_nobody_and_names_nobody():
    application = metrics.observed(Portal())
    ask(application, "/en/events/forum/", REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Browser")

    _status, headers, body = ask(application, "/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")

    assert headers["Cache-Control"] == "no-store"
    assert not re.search(rb"forum|192\.0|Browser|secret", body)


def test_age_of_the_newest_backup_is_told(settings, tmp_path):
    settings.BACKUP_ROOT = str(tmp_path)
    application = metrics.observed(Portal())
    assert ("portal_backup_age_seconds",) not in samples(application)

    for name, age in (("old", 9000), ("new", 3600), (".half.part", 0)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)

    assert samples(application)["portal_backup_age_seconds",] == pytest.approx(3600, abs=60)


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/", "page"),
        ("/en/calendar/", "page"),
        ("/en/search/", "search"),
        ("/zh-hans/events/forum.ics", "calendar"),
        ("/en/news.rss", "feed"),
        ("/sitemap.xml", "feed"),
        ("/media/documents/a.pdf", "file"),
        ("/en/share-abc.png", "file"),
        ("/admin/login/", "admin"),
        ("/health/live", "health"),
        ("/%0a\n\xff", "page"),
    ],
)
def test_door_is_one_of_a_few(path: str, door: str):
    assert metrics.door_of(path) == door


class Reads:
    """What a process knows of a primary that has gone, and of a replica that lacks something."""

    up: ClassVar = {"default": False, "replica": True}
    behind = 7.0

    def current(self) -> None:
        raise NobodyAnswersError


def test_databases_are_told_of_where_there_is_a_replica(monkeypatch):
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(replica, "reads", Reads)

    told = samples(metrics.observed(Portal()))

    assert told["portal_database_up", "primary"] == 0
    assert told["portal_database_up", "replica"] == 1
    assert told["portal_replica_behind_seconds",] == 7


def test_one_database_is_told_of_by_nobody():
    assert not [key for key in samples(metrics.observed(Portal())) if "database" in key[0]]


def test_moment_that_passed_and_what_was_refused_are_told(settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    application = metrics.observed(Portal())
    now, account = clock.now(), StaffFactory()
    assert samples(application)["portal_schedule_late_seconds",] == 0
    assert samples(application)["portal_schedule_refused",] == 0

    refused = PriorityFactory()
    schedule.set_moment(
        refused, ScheduledAction.PUBLISH, now, by=Actor.of(account, now - timedelta(days=1))
    )
    type(refused).objects.update(title_en="")
    schedule.carry_out(now)
    for minutes in (5, 9):
        schedule.set_moment(
            PriorityFactory(),
            ScheduledAction.PUBLISH,
            now - timedelta(minutes=minutes),
            by=Actor.of(account, now - timedelta(days=1)),
        )

    assert samples(application)["portal_schedule_late_seconds",] == 540
    assert samples(application)["portal_schedule_refused",] == 1


def test_what_was_done_late_is_told_for_a_day():
    application, now, minute = metrics.observed(Portal()), timezone.now(), timedelta(minutes=1)
    item, account = PriorityFactory(), StaffFactory()

    def done(late, ago=timedelta()):
        due_at = now - ago - late
        common = {"action": "publish", "state": "done", "set_at": due_at - minute}
        ScheduledPublication.objects.create(
            item=item, account=account, due_at=due_at, settled_at=now - ago, **common
        )

    assert samples(application)["portal_schedule_done_late_seconds",] == 0
    done(22 * minute)
    done(timedelta())
    done(50 * minute, ago=timedelta(days=2))
    assert samples(application)["portal_schedule_done_late_seconds",] == 22 * 60


def test_oldest_proposal_and_what_was_released_alone_are_told():
    application, account = metrics.observed(Portal()), StaffFactory()
    now, thing = timezone.now(), PriorityFactory()
    common = {"item": thing, "name": "A", "deed": "edit", "sent": {}, "proposer": account}
    assert samples(application)["portal_proposal_waiting_seconds",] == 0

    Proposal.objects.create(**common, proposed_at=now - timedelta(hours=1))
    for days in (0, 2):
        settled = {"settled_by": account, "settled_at": now - timedelta(days=days)}
        Proposal.objects.create(**common, **settled, state="released", why="Fire.")
    released = {"made_by": account, "released_by": account, "why": "Fire.", "done_at": now}
    Bundle.objects.create(name="B", **released)

    assert 3600 <= samples(application)["portal_proposal_waiting_seconds",] < 3900
    assert samples(application)["portal_proposals_released",] == 2


def test_metrics_are_told_while_no_database_answers(monkeypatch):
    def fail(now):
        raise OperationalError

    monkeypatch.setattr(schedule, "due", fail)

    assert ("portal_schedule_late_seconds",) not in samples(metrics.observed(Portal()))

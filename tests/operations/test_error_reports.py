"""Faults are reported with where they were, and with nothing of who met them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.test import Client, RequestFactory

from operations import error_reports
from operations.logs import named
from sco_presidency import urls

#: Up here: a report quotes the lines of code around the fault.
QUERY, ADDRESS, BROWSER = "secret-query", "192.0.2.7", "Browser/7"


@pytest.fixture
def reports() -> Iterator[list[dict[str, Any]]]:
    """What is sent, instead of being sent."""
    sent: list[dict[str, Any]] = []

    class Post(sentry_sdk.transport.Transport):
        def capture_envelope(self, envelope: Any) -> None:
            sent.extend(item.payload.json for item in envelope.items if item.type == "event")

    with sentry_sdk.isolation_scope():
        error_reports.start("https://key@errors.example/1", transport=Post)
        yield sent
        sentry_sdk.init()


def fail(request: Any) -> None:
    password = request.POST.get("password", "")
    raise ZeroDivisionError(f"in a page, of {len(password)}")


@pytest.mark.django_db
def test_fault_is_reported_without_the_reader(reports, monkeypatch):
    browser = Client(raise_request_exception=False, headers={"User-Agent": BROWSER})
    monkeypatch.setattr(
        next(route for route in urls.urlpatterns if getattr(route, "name", "") == "robots"),
        "callback",
        fail,
    )

    answers: list[int] = []

    def application(environ: Any, start: Any) -> list[bytes]:
        answer = browser.get(f"/robots.txt?q={QUERY}", REMOTE_ADDR=ADDRESS)
        answers.append(answer.status_code)
        return []

    environ = RequestFactory().get("/", headers={"X-Request-ID": "4bf92f3577b34da6"}).environ
    named(application)(environ, lambda *given: None)

    assert answers == [500]
    (report,) = reports
    (fault,) = report["exception"]["values"]
    assert (fault["type"], fault["value"]) == ("ZeroDivisionError", "in a page, of 0")
    assert fault["stacktrace"]["frames"][-1]["function"] == "fail"
    assert report["tags"] == {"request": "4bf92f3577b34da6"}
    told = json.dumps(report)
    assert [word for word in (QUERY, ADDRESS, BROWSER) if word in told] == []
    assert all("vars" not in frame for frame in fault["stacktrace"]["frames"])

"""Each line of the log is one object that machines read, and names its request.

Faults are reported with where they were, and with nothing of who met them.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.core.handlers.base import BaseHandler
from django.db.backends.utils import CursorWrapper
from django.test import Client, RequestFactory

from operations import logs
from operations.logs import JsonFormatter, named
from sco_presidency import urls


def formatted(
    message: str, *arguments: object, error: bool = False, logger: str = "portal", **more: object
) -> dict[str, str]:
    exception = sys.exc_info() if error else None
    record = logging.LogRecord(logger, logging.ERROR, __file__, 1, message, arguments, exception)
    record.__dict__ |= more
    line = JsonFormatter().format(record)
    assert "\n" not in line
    told: dict[str, str] = json.loads(line)
    return told


def test_address_of_a_preview_is_told_without_its_token():
    record = logging.LogRecord("x", 30, "", 1, "%s: %s", ("Gone", "/preview/ab.c-d/en/"), None)

    assert logs.WithoutTokens().filter(record) is True
    assert record.getMessage() == "Gone: /preview/…/en/"


def during(given: str) -> dict[str, str]:
    """What is written while a request with this X-Request-ID is answered."""
    told = {}

    def application(environ: object, start: object) -> list[bytes]:
        told.update(formatted("said"))
        return []

    named(application)({"HTTP_X_REQUEST_ID": given}, lambda *given: None)
    return told


def test_line_says_when_how_grave_and_what():
    told = formatted("Lost %s", "файл\nforged")

    assert told | {"at": ""} == {
        "at": "",
        "level": "ERROR",
        "logger": "portal",
        "message": "Lost файл\nforged",
    }
    assert told["at"].endswith("+00:00")


def test_traceback_is_part_of_the_line():
    try:
        raise ZeroDivisionError("in a page")
    except ZeroDivisionError:
        told = formatted("Failed", error=True)

    assert told["traceback"].startswith("Traceback (most recent call last)")
    assert told["traceback"].endswith("ZeroDivisionError: in a page")


def test_a_wrong_address_is_no_fault_of_ours_and_needs_no_traceback():
    """Where it was found out is formatted for each of them: it would cost as much as to answer."""
    try:
        raise ValueError("in an address")
    except ValueError:
        told = [
            formatted("Wrong", error=True, logger="django.request", status_code=code)
            for code in (404, 500)
        ]

    assert ["traceback" in line for line in told] == [False, True]


def test_request_is_named_as_the_proxy_names_it_and_not_afterwards():
    assert during("4bf92f3577b34da6")["request"] == "4bf92f3577b34da6"
    assert "request" not in formatted("later")


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "has space", "forged\nline", "ё" * 12])
def test_name_that_is_none_is_replaced(given: str):
    first, second = during(given)["request"], during(given)["request"]

    assert len(first) == len(second) == 32
    assert len({given, first, second}) == 3


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
        logs.report_errors("https://key@errors.example/1", transport=Post)
        yield sent
        # Another `init` would have its integrations slow every later test down.
        sentry_sdk.get_global_scope().set_client(None)


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


def test_nothing_of_django_is_watched(reports):
    assert BaseHandler.get_response.__module__ == BaseHandler.__module__
    assert CursorWrapper.execute.__module__ == CursorWrapper.__module__

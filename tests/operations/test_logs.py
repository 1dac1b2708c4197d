"""Each line of the log is one object that machines read, and names its request."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from operations.logs import JsonFormatter, named


def formatted(message: str, *arguments: object, error: bool = False) -> dict[str, str]:
    line = JsonFormatter().format(
        logging.LogRecord(
            "portal",
            logging.ERROR,
            __file__,
            1,
            message,
            arguments,
            sys.exc_info() if error else None,
        )
    )
    assert "\n" not in line
    told: dict[str, str] = json.loads(line)
    return told


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


def test_request_is_named_as_the_proxy_names_it_and_not_afterwards():
    assert during("4bf92f3577b34da6")["request"] == "4bf92f3577b34da6"
    assert "request" not in formatted("later")


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "has space", "forged\nline", "ё" * 12])
def test_name_that_is_none_is_replaced(given: str):
    first, second = during(given)["request"], during(given)["request"]

    assert len(first) == len(second) == 32
    assert len({given, first, second}) == 3

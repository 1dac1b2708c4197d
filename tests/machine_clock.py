"""The clock of the machine during a test: that of PYTEST_AT, but for Chromium, which has its own."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime

import pytest
import time_machine

#: 2028-02-29T12:00:00+00:00; the real one when empty.
AT = os.environ.get("PYTEST_AT", "")


def start() -> None:
    if AT:
        time_machine.travel(datetime.fromisoformat(AT)).start()


def during(item: pytest.Item) -> contextlib.AbstractContextManager[object]:
    """Return what a test is run in: one in Chromium tells the portal the time that Chromium has."""
    if not AT or not item.get_closest_marker("browser"):
        return contextlib.nullcontext()
    return time_machine.travel(time_machine.escape_hatch.datetime.datetime.now(tz=UTC))

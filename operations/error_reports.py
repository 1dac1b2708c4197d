"""Faults are reported to an address that speaks Sentry's protocol, where one is named: SENTRY_DSN.

Of each what the log tells of it: the message, where in the code it was, and the name of the request. Nothing
of who asked: no header, no query, no variable of a frame.
"""

from __future__ import annotations

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

from operations.logs import request_name


def start(dsn: str, **more: Any) -> None:
    """Report every error that is logged from now on."""
    sentry_sdk.init(
        dsn=dsn,
        # Its integrations with Django would tell of the request.
        default_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        before_send=without_people,
        include_local_variables=False,
        max_breadcrumbs=0,
        server_name="",
        auto_session_tracking=False,
        send_client_reports=False,
        **more,
    )


def without_people(event: Any, _hint: Any) -> Any:
    """Return a report without what a line of the log carried along, such as the request."""
    for part in ("extra", "request", "user", "modules"):
        event.pop(part, None)
    event["tags"] = {"request": request_name()}
    return event

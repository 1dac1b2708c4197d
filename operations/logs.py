"""Lines of the log that machines read: one JSON object each, with the request that it is about.

No line names a reader: no address, no browser, no query string. What axes says of logins, by name and
address, is in the database, for as long as `prune` keeps it.

Faults are reported to an address that speaks Sentry's protocol too, where one is named: SENTRY_DSN. Of
each what the log tells of it: the message, where in the code it was, and the name of the request.
"""

import logging
import re
import uuid
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import orjson

#: As nginx gives it ($request_id), or another proxy.
GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)
_request: ContextVar[str] = ContextVar("_request", default="")


def named(application: WSGIApplication) -> WSGIApplication:
    """Return `application` with a name for each request, its X-Request-ID where that is one."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        token = _request.set(given if GIVEN.fullmatch(given) else uuid.uuid4().hex)
        try:
            return application(environ, start)
        finally:
            _request.reset(token)

    return answer


def request_name() -> str:
    """Return the name of the request that is being answered; "" outside of one."""
    return _request.get()


#: In an address, what whoever knows it may see a preview by: staff.previews.links.
TOKEN = re.compile(r"(/preview/)[^/\s]+")


class WithoutTokens(logging.Filter):
    """Leaves out of addresses in the log what would let a reader of the log see a preview."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub(r"\1…", said), None
        return True


class JsonFormatter(logging.Formatter):
    """One line a record, of which nothing a stranger wrote can make two."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := request_name():
            line["request"] = request
        if record.exc_info and not _is_of_a_wrong_address(record):
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def _is_of_a_wrong_address(record: logging.LogRecord) -> bool:
    """Whether nothing of ours failed: where it was found out tells nobody anything, and costs as much as to look for it."""
    is_answer = record.name == "django.request"
    return is_answer and getattr(record, "status_code", 500) < HTTPStatus.INTERNAL_SERVER_ERROR


def report_errors(dsn: str, **more: Any) -> None:
    """Report every error that is logged from now on."""
    import sentry_sdk  # noqa: PLC0415 (to read it takes half a second)
    from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415 (the same)

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

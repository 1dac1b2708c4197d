"""Errors as application/problem+json (RFC 9457), and which of them are of the database."""

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"

#: Seconds after which it is worth asking again, while the database does not answer.
RETRY_AFTER = 10

logger = logging.getLogger("django.request")


@dataclass(frozen=True)
class WrongParameter:
    """One parameter that cannot be answered. `allowed` is None where values cannot be listed."""

    name: str
    detail: str
    allowed: Sequence[str] | None = None


class InvalidParametersError(APIException):
    """The query string asks for what cannot be; says what is wrong with each parameter."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, wrong: Sequence[WrongParameter]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(" ".join(f"{parameter.name}: {parameter.detail}" for parameter in wrong))


class WithdrawnResourceError(APIException):
    """The thing was public and is so no longer."""

    status_code = HTTPStatus.GONE
    default_detail = "This has been withdrawn by its editors."

    def __init__(self, record: int, moved_to: str = "") -> None:
        self.members = {"record": record, **({"moved_to": moved_to} if moved_to else {})}
        super().__init__("It is under another slug now: see `moved_to`." if moved_to else None)


class StrangeRecordError(APIException):
    """`after` names a record that this history does not hold: an older copy was restored.

    `place` are the members that say where the record stands now.
    """

    status_code = HTTPStatus.GONE
    default_detail = (
        "`after` names a record that is not there: an older copy of the portal was restored. "
        "Copy the list anew, without `after`."
    )

    def __init__(self, place: Mapping[str, Any]) -> None:
        self.place = place
        super().__init__()


def problem(
    status: int,
    detail: str = "",
    *,
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a problem document; `members` are the extensions of RFC 9457, section 3.2."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail or "The request cannot be answered.",
        **(members or {}),
    }
    return HttpResponse(
        orjson.dumps(document),
        status=status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def unavailable() -> HttpResponse:
    """Return what is said while the database does not answer."""
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The portal cannot reach its database at the moment. Ask again in a minute.",
        headers={"Retry-After": str(RETRY_AFTER)},
    )


def exception_handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Answer any exception of a view, foreseen or not. Called by REST framework."""
    set_rollback()
    match error:
        case InvalidParametersError():
            return problem(
                error.status_code,
                str(error.detail),
                members={"parameters": [_document(parameter) for parameter in error.wrong]},
            )
        case WithdrawnResourceError():
            return problem(error.status_code, str(error.detail), members=error.members)
        case StrangeRecordError():
            return problem(error.status_code, str(error.detail), members=error.place)
        case APIException():
            return problem(error.status_code, str(error.detail))
        case Http404():
            return problem(HTTPStatus.NOT_FOUND, "There is nothing public at this address.")
        case SuspiciousOperation():
            return problem(HTTPStatus.BAD_REQUEST, "The request cannot be read.")
    return _unforeseen(error, context)


def _document(parameter: WrongParameter) -> dict[str, Any]:
    return {name: value for name, value in asdict(parameter).items() if value is not None}


def _unforeseen(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Log what Django would have logged, and tell the client no more than whether to ask again."""
    request = context["request"]._request
    got_request_exception.send(sender=type(context["view"]), request=request)
    logger.error("Internal Server Error: %s", request.path, exc_info=error)
    if is_outage(error):
        return unavailable()
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The portal failed; its keepers are told.")


#: Bits of SQLite's codes that say of which kind a failure is; the others tell more of it.
PRIMARY = 0xFF


def is_outage(error: BaseException | None) -> bool:
    """Whether the database did not answer, or could not: it is stopped, locked, full, no database.

    SQLite says "operational" of wrong SQL and of a missing table too (SQLITE_ERROR): that is a fault
    of ours, or of an update, which waiting does not mend. What is no database at all it calls
    DatabaseError, without a kind. https://www.sqlite.org/rescode.html
    """
    if (
        not isinstance(error, (OperationalError, InterfaceError))
        and type(error) is not DatabaseError
    ):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is None or code & PRIMARY != sqlite3.SQLITE_ERROR

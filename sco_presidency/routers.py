"""Which database is asked: the replica by readers, the primary by all who write, have a session or command.

Only where DATABASE_REPLICA_URL is set; else everything is asked of the one database there is.
"""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.db.models import Model
from django.http.cookie import parse_cookie

from publishing import replica
from publishing.replica import PRIMARY, NobodyAnswersError
from sco_presidency.page_cache.answers import Begun, close


class ReplicaRouter:
    """Reads go where `reading_from` says, writes to the primary; after one, reads of the request too."""

    def db_for_read(self, _model: type[Model], **_hints: Any) -> str:
        return replica.alias_to_read()

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        replica.read_own_writes()
        return PRIMARY

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        return True  # the same rows

    def allow_migrate(self, alias: str, _app: str, **_hints: Any) -> bool:
        return alias == PRIMARY


def by_replica(application: WSGIApplication) -> WSGIApplication:
    """Return `application` with readers answered from the database that `replica` chooses.

    Where that one fails in the middle, another is chosen and the reader answered by it; only where there
    is none, the failure is told.
    """
    if not replica.is_there():
        return application

    def answered(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if not only_looks(environ):
            return application(environ, start)
        own_writes = has_session(environ)
        try:
            alias = replica.chosen(own_writes=own_writes)
            begun, answer = _answered_from(alias, application, environ)
            if begun.status.startswith("503"):
                alias = replica.chosen(own_writes=own_writes, anew=True)
                close(answer)
                begun, answer = _answered_from(alias, application, environ)
        except NobodyAnswersError:
            begun, answer = _answered_from(PRIMARY, application, environ)
        start(begun.status, begun.headers)
        return answer

    return answered


def only_looks(environ: WSGIEnvironment) -> bool:
    """Whether a page is asked for that writes nothing; those of the administration may, and a preview by link counts.

    Whether the process lives is told without waiting for any database.
    """
    is_public = not environ.get("PATH_INFO", "").startswith(("/admin/", "/preview/", "/health/"))
    return is_public and environ["REQUEST_METHOD"] in ("GET", "HEAD")


def has_session(environ: WSGIEnvironment) -> bool:
    """Whether it may be somebody of the staff, who reads what they wrote."""
    return settings.SESSION_COOKIE_NAME in parse_cookie(environ.get("HTTP_COOKIE", ""))


def _answered_from(
    alias: str, application: WSGIApplication, environ: WSGIEnvironment
) -> tuple[Begun, Iterable[bytes]]:
    begun = Begun()
    with replica.reading_from(alias):
        return begun, application(dict(environ), begun)

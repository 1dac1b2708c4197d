"""The triggers that keep tables append-only, as migrations install them: tests lift them at times."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db import connection

from publishing.models import PublicRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class AppendOnly:
    """What one migration installs, and what whoever alters a row gets to read."""

    migration: str
    message: str

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers. They must not exist yet."""
        import_module(self.migration).install(None, SimpleNamespace(connection=connection))

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        import_module(self.migration).remove(None, SimpleNamespace(connection=connection))

    @contextmanager
    def lifted(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Let rows be written past their writers meanwhile, as somebody with the keys of the database could."""
        connection.check_constraints()  # PostgreSQL drops no trigger while others wait to fire
        self.remove(connection)
        try:
            yield
        finally:
            connection.check_constraints()
            self.install(connection)


CHANGES = AppendOnly(
    "events.migrations.0001_squashed_0010_hosts",
    "The record of changes is append-only: correct a mistake by a further entry.",
)
VERSIONS = AppendOnly(
    "documents.migrations.0001_squashed_0006_presidency",
    "Earlier versions are append-only: correct a mistake by a further correction.",
)
REVISIONS = AppendOnly(
    "staff.migrations.0002_revisions",
    "The log of the desk is append-only: what was wrong is told by a further entry.",
)
#: Django's own log of the admin, with the same sentence.
LOG = AppendOnly("staff.migrations.0010_log_append_only", REVISIONS.message)
#: Reasons that are added later come with the same migration.
DECISIONS = AppendOnly(
    "events.migrations.0013_decisions", "Decisions are append-only: what changes is decided anew."
)
ADDED_REASONS = AppendOnly(
    DECISIONS.migration, "Reasons are added and stay: correct a mistake by a further entry."
)
#: These three let through what their writers do, and nothing else.
RECORDS = AppendOnly(
    "publishing.migrations.0010_records_stay",
    "Public records stay as they were told: what is otherwise is told by a further record.",
)
PROPOSALS = AppendOnly(
    "staff.migrations.0021_proposals_stay",
    "Proposals stay as they were sent and answered: what is otherwise is proposed anew.",
)
FORMER_SLUGS = AppendOnly(
    "events.migrations.0017_former_slugs_stay",
    "A former address leads to its event for ever, unless the event takes it back.",
)


def records_told(at: datetime, **those: Any) -> None:
    """Let the public have been told at another moment: all of it, or `those` records."""
    with RECORDS.lifted(connection):
        PublicRecord.objects.filter(**those).update(recorded_at=at)


#: All of them.
APPEND_ONLY = (CHANGES, VERSIONS, REVISIONS, LOG, DECISIONS, RECORDS, PROPOSALS, FORMER_SLUGS)


def run_sql(statement: str) -> None:
    """Write past Django, as somebody with the keys of the database could."""
    with connection.cursor() as cursor:
        cursor.execute(statement)

"""The triggers that keep tables append-only, as migrations install them: tests lift them at times."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
#: All of them.
APPEND_ONLY = (CHANGES, VERSIONS, REVISIONS, LOG, DECISIONS)

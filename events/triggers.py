"""The record of changes is append-only, by the database. ADR 0002 says why."""

from publishing.append_only import AppendOnly

CHANGES = AppendOnly(
    table="events_change",
    name="change",
    unique=("event_id", "number"),
    message="The record of changes is append-only: correct a mistake by a further entry.",
)

"""Earlier versions of documents are append-only, by the database. ADR 0002 says why."""

from publishing.append_only import AppendOnly

VERSIONS = AppendOnly(
    table="documents_documentversion",
    name="documentversion",
    unique=("document_id", "number"),
    message="Earlier versions are append-only: correct a mistake by a further correction.",
)

"""The public document of a paper."""

from typing import Any

from documents.models import Document
from publishing.languages import all_texts
from publishing.records import Kind, public_slugs, register


def document_document(document: Document) -> dict[str, Any]:
    return {
        "slug": document.slug,
        "kind": document.kind,
        "title": all_texts(document, "title"),
        "title_origin": all_texts(document, "title_origin"),
        "summary": all_texts(document, "summary"),
        "adopted_on": document.adopted_on.isoformat(),
        "languages": document.languages,
        "url": document.external_url or None,
        "file": document.file.url if document.file else None,
        "events": public_slugs(document.events.all()),
        "bodies": public_slugs(document.bodies.all()),
        "priorities": public_slugs(document.priorities.all()),
        "sources": document.sources,
    }


def register_all() -> None:
    register(Kind("documents", Document, document_document, Document.objects.for_cards))

"""The public document of a paper."""

from typing import Any

from documents.models import Document, DocumentVersion
from documents.querysets import DocumentQuerySet
from i18n.texts import all_texts
from publishing import records, translations


def document_document(document: Document) -> dict[str, Any]:
    return {
        "slug": document.slug,
        "presidency": document.presidency.slug,
        "kind": document.kind,
        "title": all_texts(document, "title"),
        "title_origin": all_texts(document, "title_origin"),
        "summary": all_texts(document, "summary"),
        "adopted_on": document.adopted_on.isoformat(),
        "languages": document.languages,
        "url": document.external_url or None,
        "file": document.file.url if document.file else None,
        "events": records.slugs_of(document.public_events),
        "bodies": records.slugs_of(document.public_bodies),
        "priorities": records.slugs_of(document.public_priorities),
        "sources": document.sources,
        "version": len(document.versions.all()) + 1,
        "corrections": [_correction(version) for version in document.versions.all()],
        **translations.told(document),
    }


def _correction(version: DocumentVersion) -> dict[str, Any]:
    """What made an earlier version the next."""
    return {
        "version": version.number + 1,
        "corrected_on": version.superseded_on.isoformat(),
        "reason": all_texts(version, "reason"),
    }


def _with_all() -> DocumentQuerySet:
    return Document.objects.for_cards().with_presidency()


records.register(records.RecordKind("documents", Document, document_document, _with_all))

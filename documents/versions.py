"""The wordings of one document, from the first that was published to the newest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from publishing.languages import Text, text_of, translated_into

if TYPE_CHECKING:
    from datetime import date

    from documents.files import FileFacts
    from documents.models import Document, DocumentVersion


@dataclass(frozen=True)
class Version:
    """One wording, in the active language."""

    number: int
    #: Its own address, for ever.
    url: str
    title: Text
    summary: Text
    languages: list[str]
    external_url: str
    file: FileFacts | None
    #: The languages that have its title and, if any has one, its summary.
    translated: list[str]
    #: The day on which it ceased to be the newest, and what was wrong with it.
    superseded_on: date | None = None
    reason: Text | None = None


def versions_of(document: Document) -> list[Version]:
    """Return every version, the newest last. Load the document with `for_cards()`."""
    earlier = list(document.versions.all())
    superseded = [
        replace(
            _version(document, row, row.number),
            superseded_on=row.superseded_on,
            reason=text_of(row, "reason"),
        )
        for row in earlier
    ]
    return [*superseded, _version(document, document, len(earlier) + 1)]


def _version(document: Document, row: Document | DocumentVersion, number: int) -> Version:
    return Version(
        number=number,
        url=reverse("documents:version", args=[document.slug, number]),
        title=text_of(row, "title"),
        summary=text_of(row, "summary"),
        languages=row.languages,
        external_url=row.external_url,
        file=row.file_facts,
        translated=translated_into(row, "title", "summary"),
    )

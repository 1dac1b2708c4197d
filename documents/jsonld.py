"""A paper in the words of schema.org, for search engines: https://schema.org/DigitalDocument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.jsonld import CONTEXT
from publishing.languages import bcp47

if TYPE_CHECKING:
    from documents.models import Document
    from documents.versions import Version


def document_jsonld(document: Document, shown: Version, url: str) -> dict[str, Any]:
    """Return one version of `document`, whose page stands at the absolute `url`.

    `inLanguage` names the languages of the paper itself, not that of its title here. A paper
    whose text is nowhere to be read is no digital document.
    """
    is_digital = shown.file or shown.external_url
    told = {
        "@context": CONTEXT,
        "@type": "DigitalDocument" if is_digital else "CreativeWork",
        "@id": url,
        "url": url,
        "name": shown.title.value,
        "description": shown.summary.value,
        "inLanguage": [bcp47(code) for code in shown.languages],
        "dateCreated": document.adopted_on.isoformat(),
        "version": shown.number if shown.number > 1 else None,
        "sameAs": shown.external_url,
    }
    return {name: value for name, value in told.items() if value}

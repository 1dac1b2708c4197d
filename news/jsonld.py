"""An article in the words of schema.org, for search engines: https://schema.org/NewsArticle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.jsonld import CONTEXT
from news.states import Section
from presidencies.current import said
from publishing.languages import bcp47, text_of

if TYPE_CHECKING:
    from news.models import Article


def article_jsonld(article: Article, url: str) -> dict[str, Any]:
    """Return `article`, whose page stands at the absolute `url`, in the active language."""
    title = text_of(article, "title")
    portal = {"@type": "Organization", "name": said("title")}
    document = {
        "@context": CONTEXT,
        "@type": "Article" if article.section == Section.STANDING else "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": title.value,
        "description": text_of(article, "lead").value,
        "inLanguage": bcp47(title.language),
        "datePublished": article.published_on.isoformat(),
        "author": portal,
        "publisher": portal,
        "isBasedOn": article.source_url,
    }
    return {name: value for name, value in document.items() if value}

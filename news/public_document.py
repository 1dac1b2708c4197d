"""The public document of an article."""

from collections.abc import Callable
from typing import Any

from events.public_document import photo_document
from i18n.texts import all_texts
from news.models import Article, ArticleQuerySet
from publishing import records, translations
from publishing.rich_text import as_html, plain


def article_document(article: Article) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "presidency": article.presidency.slug,
        "section": article.section,
        "published_on": article.published_on.isoformat(),
        "title": all_texts(article, "title"),
        "lead": all_texts(article, "lead"),
        "body": _told(article, plain),
        "body_html": _told(article, as_html),
        "events": records.slugs_of(article.public_events),
        "bodies": records.slugs_of(article.public_bodies),
        "priorities": records.slugs_of(article.public_priorities),
        "documents": records.slugs_of(article.public_documents),
        "source": article.source_url or None,
        "photos": [photo_document(photo) for photo in article.shown_photos],
        **translations.told(article),
    }


def _told(article: Article, form: Callable[[str], str]) -> dict[str, str | None]:
    """Return the text in each language, as `form` says it."""
    return {code: form(text) if text else None for code, text in all_texts(article, "body").items()}


def _with_all() -> ArticleQuerySet:
    return Article.objects.for_cards().with_documents().with_presidency()


records.register(records.RecordKind("news", Article, article_document, _with_all))

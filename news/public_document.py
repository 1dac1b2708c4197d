"""The public document of an article."""

from typing import Any

from i18n.texts import all_texts
from news.models import Article, ArticleQuerySet
from publishing.records import RecordKind, register, slugs_of
from publishing.translations import told


def article_document(article: Article) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "presidency": article.presidency.slug,
        "section": article.section,
        "published_on": article.published_on.isoformat(),
        "title": all_texts(article, "title"),
        "lead": all_texts(article, "lead"),
        "body": all_texts(article, "body"),
        "events": slugs_of(article.public_events),
        "bodies": slugs_of(article.public_bodies),
        "priorities": slugs_of(article.public_priorities),
        "source": article.source_url or None,
        **told(article),
    }


def _with_all() -> ArticleQuerySet:
    return Article.objects.for_cards().with_presidency()


def register_all() -> None:
    register(RecordKind("news", Article, article_document, _with_all))

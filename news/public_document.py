"""The public document of an article."""

from typing import Any

from i18n.texts import all_texts
from news.models import Article, ArticleQuerySet
from publishing import records, translations


def article_document(article: Article) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "presidency": article.presidency.slug,
        "section": article.section,
        "published_on": article.published_on.isoformat(),
        "title": all_texts(article, "title"),
        "lead": all_texts(article, "lead"),
        "body": all_texts(article, "body"),
        "events": records.slugs_of(article.public_events),
        "bodies": records.slugs_of(article.public_bodies),
        "priorities": records.slugs_of(article.public_priorities),
        "source": article.source_url or None,
        **translations.told(article),
    }


def _with_all() -> ArticleQuerySet:
    return Article.objects.for_cards().with_presidency()


def register_all() -> None:
    records.register(records.RecordKind("news", Article, article_document, _with_all))

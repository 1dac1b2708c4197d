"""The public document of an article."""

from typing import Any

from news.models import Article
from publishing.languages import all_texts
from publishing.records import Kind, public_slugs, register
from publishing.translations import told


def article_document(article: Article) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "section": article.section,
        "published_on": article.published_on.isoformat(),
        "title": all_texts(article, "title"),
        "lead": all_texts(article, "lead"),
        "body": all_texts(article, "body"),
        "events": public_slugs(article.events.all()),
        "bodies": public_slugs(article.bodies.all()),
        "priorities": public_slugs(article.priorities.all()),
        "source": article.source_url or None,
        **told(article),
    }


def register_all() -> None:
    register(Kind("news", Article, article_document, Article.objects.for_cards))

"""News as RSS 2.0, Atom and JSON Feed, one of each a language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news.models import Article
from presidencies.current import feed_tag, said
from publishing import clock, editions, records
from publishing.languages import bcp47, current_language, text_of
from publishing.syndication import (
    ATOM_TYPE,
    JSON_TYPE,
    Channel,
    Entry,
    atom,
    json_feed,
)

if TYPE_CHECKING:
    from django.utils.xmlutils import SimplerXMLGenerator

    from news.querysets import ArticleQuerySet

MAX_AGE = 300  # seconds
NEWEST = 50  # articles


def newest() -> ArticleQuerySet:
    return Article.objects.published().dated().newest_first()[:NEWEST]


def feed_title() -> str:
    return _("%(site)s: news") % {"site": said("short_title")}


def feed_description() -> str:
    return _("News and announcements, the newest first.")


def began(article: Article) -> datetime:
    """Return the start of its day: feeds know no day without a time."""
    return clock.start_of(article.published_on)


def identity(article: Article) -> str:
    """Return what readers' programs know `article` by: for life, on any host, in every form."""
    return f"{article.feed_id}/{current_language()}"


class RssWithLanguages(Rss201rev2Feed):
    """RSS whose items admit that they are in another language (Dublin Core's `language`)."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["language"] is not None:
            handler.addQuickElement("dc:language", item["language"])


class NewsFeed(Feed):
    feed_type = RssWithLanguages
    item_guid_is_permalink = False

    def title(self) -> str:
        return feed_title()

    def description(self) -> str:
        return feed_description()

    def link(self) -> str:
        return reverse("news:list")

    def feed_url(self) -> str:
        return reverse("news:rss")

    @property
    def language(self) -> str:  # type: ignore[override]  # Django reads it, and does not call it
        return bcp47(current_language())

    def items(self) -> ArticleQuerySet:
        return newest()

    def item_title(self, item: Article) -> str:
        return text_of(item, "title").value

    def item_description(self, item: Article) -> str:
        return text_of(item, "lead").value

    def item_guid(self, item: Article) -> str:
        return identity(item)

    def item_pubdate(self, item: Article) -> datetime:
        return began(item)

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        title = text_of(item, "title")
        return {"language": bcp47(title.language) if title.is_fallback else None}


@require_safe
@editions.conditional(max_age=MAX_AGE)
def news_rss(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)


@require_safe
@editions.conditional(max_age=MAX_AGE)
def news_atom(request: HttpRequest) -> HttpResponse:
    return HttpResponse(atom(_channel(request), _entries(request)), content_type=ATOM_TYPE)


@require_safe
@editions.conditional(max_age=MAX_AGE)
def news_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json_feed(_channel(request), _entries(request)), content_type=JSON_TYPE)


def _channel(request: HttpRequest) -> Channel:
    return Channel(
        id=feed_tag(f"news/{current_language()}"),
        title=feed_title(),
        description=feed_description(),
        author=said("short_title"),
        page=request.build_absolute_uri(reverse("news:list")),
        url=request.build_absolute_uri(request.path),
    )


def _entries(request: HttpRequest) -> list[Entry]:
    articles = list(newest())
    told_at = records.told_at("news", articles)
    return [
        Entry(
            id=identity(article),
            url=request.build_absolute_uri(article.get_absolute_url()),
            title=text_of(article, "title"),
            html=format_html("<p>{}</p>", text_of(article, "lead").value),
            updated=told_at[article.slug],
            published=began(article),
        )
        for article in articles
    ]

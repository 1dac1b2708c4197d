"""News as RSS 2.0, one feed a language."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news.models import Article
from publishing import editions
from publishing.languages import bcp47, current_language, text_of

if TYPE_CHECKING:
    from django.utils.xmlutils import SimplerXMLGenerator

    from news.querysets import ArticleQuerySet

MAX_AGE = 300  # seconds
NEWEST = 50  # articles


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
    item_guid_is_permalink = True

    def title(self) -> str:
        return _("%(site)s: news") % {"site": settings.SITE_NAME}

    def description(self) -> str:
        return _("News and announcements, the newest first.")

    def link(self) -> str:
        return reverse("news:list")

    def feed_url(self) -> str:
        return reverse("news:rss")

    @property
    def language(self) -> str:  # type: ignore[override]  # Django reads it, and does not call it
        return bcp47(current_language())

    def items(self) -> ArticleQuerySet:
        return Article.objects.published().dated().newest_first()[:NEWEST]

    def item_title(self, item: Article) -> str:
        return text_of(item, "title").value

    def item_description(self, item: Article) -> str:
        return text_of(item, "lead").value

    def item_pubdate(self, item: Article) -> datetime:
        """Return the start of the day: RSS knows no day without a time."""
        return timezone.make_aware(datetime.combine(item.published_on, time()))

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        title = text_of(item, "title")
        return {"language": bcp47(title.language) if title.is_fallback else None}


@require_safe
@editions.conditional(max_age=MAX_AGE)
def news_rss(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)

"""News: a list by month, one page for each article, and feeds as RSS 2.0, Atom and JSON Feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from events.calendar import Month
from events.plan_memory import names_of_places, states_of
from i18n.texts import bcp47, current_language, text_of, translated_into
from news.models import Article, ArticleQuerySet
from presidencies.current import feed_tag, presidency_text
from publishing import clock, etags, gone, records
from publishing.forms import page_of, takes
from website.exports.feeds import (
    ATOM_TYPE,
    JSON_TYPE,
    Channel,
    FeedEntry,
    article_entry,
    article_identity,
    atom,
    json_feed,
)
from website.filters.forms import SECTIONS, NewsParameters
from website.jsonld import article_jsonld, as_script
from website.presenters import event_card, pagination
from website.presenters.pictures import PicturedArticle, pictured
from website.views.base import by_readers_clock, readers_names

NEWEST = 50  # articles
PAGE_SIZE = 20
MAIN_TEXTS = ("title", "lead", "body")


# --- feeds --------------------------------------------------------------------------


def newest() -> ArticleQuerySet:
    return Article.objects.published().dated().newest_first()[:NEWEST]


def feed_title() -> str:
    return _("%(site)s: news") % {"site": presidency_text("short_title")}


def feed_description() -> str:
    return _("News and announcements, the newest first.")


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
        return text_of(item, "title").printed

    def item_description(self, item: Article) -> str:
        return text_of(item, "lead").printed

    def item_guid(self, item: Article) -> str:
        return article_identity(item)

    def item_pubdate(self, item: Article) -> datetime:
        return clock.start_of(item.published_on)  # feeds know no day without a time

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        title = text_of(item, "title")
        return {"language": bcp47(title.language) if title.is_fallback else None}


@require_safe
@etags.conditional(max_age=etags.FILE_MAX_AGE)
def news_rss(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)


@require_safe
@etags.conditional(max_age=etags.FILE_MAX_AGE)
def news_atom(request: HttpRequest) -> HttpResponse:
    return HttpResponse(atom(_channel(request), _entries(request)), content_type=ATOM_TYPE)


@require_safe
@etags.conditional(max_age=etags.FILE_MAX_AGE)
def news_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json_feed(_channel(request), _entries(request)), content_type=JSON_TYPE)


def _channel(request: HttpRequest) -> Channel:
    return Channel(
        id=feed_tag(f"news/{current_language()}"),
        title=feed_title(),
        description=feed_description(),
        author=presidency_text("short_title"),
        page=request.build_absolute_uri(reverse("news:list")),
        url=request.build_absolute_uri(request.path),
    )


def _entries(request: HttpRequest) -> list[FeedEntry]:
    articles = list(newest())
    record_times = records.told_at("news", articles)
    return [
        article_entry(article, request.build_absolute_uri, record_times[article.slug])
        for article in articles
    ]


# --- pages --------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthOfNews:
    """The articles of one month on one page of the list, newest first."""

    label: str
    rows: list[PicturedArticle]


@require_safe
@takes(NewsParameters)
def news_list(request: HttpRequest) -> HttpResponse:
    parameters = NewsParameters.read(request).cleaned_data
    articles = Article.objects.published().dated().newest_first().for_cards()
    if parameters["section"]:
        articles = articles.in_section(parameters["section"])
    page = page_of(request, articles, parameters["page"], PAGE_SIZE)
    context = {
        "page": page,
        "page_number": None if parameters["section"] else page.number,
        "months": months_of(pictured(page.object_list, clock.now(), names_of_places())),
        "sections": SECTIONS,
        "section": parameters["section"],
        "section_label": dict(SECTIONS).get(parameters["section"], ""),
    }
    return render(request, "news/news_list.html", context)


def months_of(rows: Iterable[PicturedArticle]) -> list[MonthOfNews]:
    language = current_language()
    return [
        MonthOfNews(capfirst(month.say(language)), list(group))
        for month, group in groupby(rows, lambda row: Month.of(row.article.published_on))
    ]


@require_safe
def article_detail(request: HttpRequest, slug: str, **day: str) -> HttpResponse:
    """Show an article; a wrong day in its address leads to the right one."""
    article = gone.public_or_404(Article.objects.for_cards(), slug=slug)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    texts = {name: text_of(article, name) for name in MAIN_TEXTS}
    events = states_of(article.events.published().in_plan_order())
    now, names = clock.now(), readers_names(request)
    (pictured_article,) = pictured([article], now, names)
    picture, more_photos = pictured_article.picture, article.shown_photos[1:]
    photos = [picture.photo, *more_photos] if picture and picture.photo else []
    context = {
        "article": article,
        "picture": picture,
        "more_photos": [(photo, text_of(photo, "alt")) for photo in more_photos],
        "texts": texts,
        "fallback": next((text for text in texts.values() if text.is_fallback), texts["title"]),
        "events": [
            pagination.dated(card, now.year) for card in event_card.cards(events, now, names)
        ],
        "bodies": list(article.bodies.published()),
        "priorities": list(article.priorities.published().in_order()),
        "documents": list(article.documents.published().readable_first()),
        "themes": list(article.themes.published().in_order()),
        "translated_languages": translated_into(article, *MAIN_TEXTS),
        "jsonld": as_script(
            article_jsonld(article, request.build_absolute_uri(request.path), photos)
        ),
    }
    return by_readers_clock(render(request, "news/article_detail.html", context), events)

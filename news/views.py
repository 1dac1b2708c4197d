"""News: a list by month, and one page for each article."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.event_state import states_of
from events.jsonld import as_script
from events.months import Month
from events.rows.cards import cards
from events.rows.listing import dated
from events.views.clock_choice import by_readers_clock, readers_names
from news.forms import SECTIONS, NewsParameters
from news.jsonld import article_jsonld
from news.models import Article
from publishing import clock
from publishing.gone import public_or_404
from publishing.languages import text_of, translated_into
from publishing.parameters import page_of, takes

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE_SIZE = 20
MAIN_TEXTS = ("title", "lead", "body")


@dataclass(frozen=True)
class MonthOfNews:
    """The articles of one month on one page of the list, newest first."""

    label: str
    articles: list[Article]


@require_safe
@takes(NewsParameters)
def news_list(request: HttpRequest) -> HttpResponse:
    wanted = NewsParameters.read(request).cleaned_data
    articles = Article.objects.published().dated().newest_first()
    if wanted["section"]:
        articles = articles.in_section(wanted["section"])
    page = page_of(request, articles, wanted["page"], PAGE_SIZE)
    context = {
        "page": page,
        "page_number": None if wanted["section"] else page.number,
        "months": months_of(page.object_list),
        "sections": SECTIONS,
        "section": wanted["section"],
        "section_label": dict(SECTIONS).get(wanted["section"], ""),
    }
    return render(request, "news/news_list.html", context)


def months_of(articles: Iterable[Article]) -> list[MonthOfNews]:
    language = get_language() or "en"
    return [
        MonthOfNews(capfirst(month.say(language)), list(group))
        for month, group in groupby(articles, lambda article: Month.of(article.published_on))
    ]


@require_safe
def article_detail(request: HttpRequest, slug: str, **day: str) -> HttpResponse:
    """Show an article; a wrong day in its address leads to the right one."""
    article = public_or_404(Article.objects.all(), slug=slug)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    texts = {name: text_of(article, name) for name in MAIN_TEXTS}
    events = states_of(article.events.published().in_plan_order().for_cards())
    now = clock.now()
    context = {
        "article": article,
        "texts": texts,
        "fallback": next((text for text in texts.values() if text.is_fallback), texts["title"]),
        "events": [dated(card, now.year) for card in cards(events, now, readers_names(request))],
        "bodies": list(article.bodies.published()),
        "priorities": list(article.priorities.published().in_order()),
        "translated_languages": translated_into(article, *MAIN_TEXTS),
        "jsonld": as_script(article_jsonld(article, request.build_absolute_uri(request.path))),
    }
    return by_readers_clock(render(request, "news/article_detail.html", context), events)

"""The standing pages, whose texts staff write; around them stands what is counted or derived."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Document
from events.event_state import states_of
from events.models import Change, Event
from events.past.promise import promise_by
from events.views.along import phase_on
from news.models import Article
from presidencies.current import words_of
from presidencies.models import StandingPage
from presidencies.placeholders import filled
from presidencies.states import StandingPageName
from publishing import clock
from publishing.languages import offered, text_of, translated_into
from publishing.markdown import sections
from publishing.term import term


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, where its facts come from, and on what terms they may be used."""
    today, events = clock.today(), Event.objects.published()
    context = {
        "phase": phase_on(today),
        "promise": promise_by(states_of(events.for_cards()), today),
        "term": term(),
        "articles": list(Article.objects.published().standing().newest_first()),
        "events": events.count(),
        "changes": Change.objects.of_published().count(),
        "documents": Document.objects.published().count(),
    }
    return _page(request, StandingPageName.ABOUT, "sco_presidency/about.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, StandingPageName.ACCESSIBILITY)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, StandingPageName.PRIVACY)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return _page(request, StandingPageName.TERMS)


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return _page(request, StandingPageName.CONTACT, "sco_presidency/contact.html")


def _page(
    request: HttpRequest,
    name: StandingPageName,
    template: str = "sco_presidency/standing_page.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the page in the language of its address, else in the first that it is written in.

    One that nobody has written yet has its name, and says so.
    """
    page = StandingPage.objects.filter(slug=name).first()
    title = text_of(page, "title") if page else None
    body = text_of(page, "body") if page else None
    context = {
        "page": page,
        # A soft hyphen lets a heading break; a list of windows and steps shows none.
        "name": (title.value if title else str(name.label)).replace("\u00ad", ""),
        "title": title,
        "lead": text_of(page, "lead") if page else None,
        "body": body,
        "sections": _sections(body.value, body.language) if body else [],
        "translated_languages": translated_into(page, "title", "body") if page else offered(),
        **(more or {}),
    }
    return render(request, template, context)


def _sections(text: str, language: str) -> Any:
    return sections(text, language, lambda said: filled(said, lambda n: words_of(n, language)))

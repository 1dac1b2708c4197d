"""The standing pages. Staff write the texts of most; around them stands what is counted or derived.

Those that go with the code, for subscribers and developers, have a template in each language,
in templates/sco_presidency/plain/.
"""

import hashlib
from functools import partial
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from documents.models import Document
from events.models import Change, Event
from events.plan_memory import all_states
from i18n.texts import Text, current_language, offered, text_of, translated_into
from news.models import Article
from presidencies.current import words_of
from presidencies.models import StandingPage, StandingPageName, fill_placeholders
from publishing import clock, etags, markdown, years
from website.exports import formats, subscriptions
from website.presenters import pictures
from website.presenters.plan import end_is_unknown, promise_by

#: Of the map as a file, in seconds.
MAP_MAX_AGE = 300


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, where its facts come from, and on what terms they may be used."""
    today, events = clock.today(), Event.objects.published()
    context = {
        "phase": formats.phase_on(today),
        "promise": promise_by(all_states(), today),
        "term": years.term(),
        "end_is_unknown": end_is_unknown(today),
        "articles": list(Article.objects.published().standing().newest_first()),
        "events": events.count(),
        "changes": Change.objects.of_published().count(),
        "documents": Document.objects.published().adopted_by(today).count(),
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
    """Whom to ask, and what the press may take along: the mark, the map, the photos."""
    photos = list(pictures.photos())
    context = {
        "photos": photos[: pictures.PHOTOS],
        "has_more_photos": len(photos) > pictures.PHOTOS,
    }
    return _page(request, StandingPageName.CONTACT, "sco_presidency/contact.html", context)


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
    return markdown.sections(
        text,
        language,
        lambda words: fill_placeholders(words, lambda number: words_of(number, language)),
    )


FOLDER = "sco_presidency/plain"


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    offer = subscriptions.Offer.at(clock.now(), request.build_absolute_uri)
    calendars = {
        "plan": subscriptions.of_plan(offer),
        "priorities": subscriptions.of_priorities(offer),
        "themes": subscriptions.of_themes(offer),
        "bodies": subscriptions.of_bodies(offer),
        "hosts": subscriptions.of_hosts(offer),
        "countries": subscriptions.of_countries(offer),
    }
    return _plain_page(request, "subscribe", calendars)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    origin = request.build_absolute_uri("/").removesuffix("/")
    details = {"origin": origin, "domain": settings.CALENDAR_UID_DOMAIN}
    return _plain_page(request, "developers", details)


def _plain_page(
    request: HttpRequest, name: str, content: dict[str, Any] | None = None
) -> HttpResponse:
    """Show the page in the language of its address, else in the first that it is written in."""
    languages = [code for code in offered() if _is_written(name, code)]
    language = current_language()
    code = language if language in languages else languages[0]
    context = {
        "translated_languages": languages,
        "written": Text(name, code, language),
        **(content or {}),
    }
    return render(request, f"{FOLDER}/{name}.{code}.html", context)


def _is_written(name: str, code: str) -> bool:
    try:
        get_template(f"{FOLDER}/{name}.{code}.html")
    except TemplateDoesNotExist:
        return False
    return True


#: The drawing brings its own styles, so that it is whole on any disk.
@csp_update({"style-src": ["'unsafe-inline'"]})
@require_safe
def map_drawing(request: HttpRequest) -> HttpResponse:
    drawing = pictures.map_file(clock.now())
    etag = etags.tag(hashlib.sha256(drawing.encode()).hexdigest()[:32])
    build = partial(HttpResponse, drawing, content_type="image/svg+xml")
    return etags.answer(request, etag, build, max_age=MAP_MAX_AGE)

"""The themes of a presidency: events, news and documents across its priorities, with a feed of each."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Event
from events.plan_memory import states_of
from events.state import EventState
from i18n.texts import text_of, translated_into
from priorities.models import Priority
from publishing import clock, etags, gone
from themes.models import Theme
from website.charts.timeline import plan_strip
from website.exports import feeds
from website.exports.feeds import ATOM_TYPE, JSON_TYPE, Channel, FeedEntry, atom, json_feed
from website.exports.formats import along_of, phase_on
from website.filters.selection import Part
from website.jsonld import as_script, theme_jsonld
from website.presenters.pagination import listing
from website.sentences import say_events
from website.views.base import by_readers_clock, readers_names

Write = Callable[[Channel, Sequence[FeedEntry]], bytes]

#: News and documents that stand open; the others are folded under them.
SHOWN = 10


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    counts = Counter(Event.objects.published().values_list("themes__slug", flat=True))
    themes = Theme.objects.published().in_order()
    context = {"themes": [(theme, say_events(counts[theme.slug])) for theme in themes]}
    return render(request, "themes/theme_list.html", context)


@require_safe
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme: Theme = gone.public_or_404(Theme.objects.all(), slug=slug)
    part, now = Part.of_theme(theme), clock.now()
    events = states_of(part.events.in_plan_order())
    summary, description = text_of(theme, "summary"), text_of(theme, "description")
    context = {
        **_members(theme, now.date()),
        "theme": theme,
        "title": text_of(theme, "title"),
        "summary": summary,
        "description": description,
        "fallback": description if description.is_fallback else summary,
        "strip": plan_strip(events, now.date(), query=f"?theme={slug}") if events else None,
        "listing": listing(events, now, readers_names(request)),
        "priorities": _served_by(events),
        "translated_languages": translated_into(theme, "title", "summary", "description"),
        "jsonld": as_script(theme_jsonld(theme, request.build_absolute_uri)),
        "along": along_of(part, request, now),
        "phase": phase_on(now.date()),
    }
    return by_readers_clock(render(request, "themes/theme_detail.html", context), events)


def _members(theme: Theme, today: date) -> dict[str, Any]:
    """Return the news and the documents: those that are shown at once, and the others."""
    articles = list(theme.articles.published().newest_first())
    documents = list(theme.documents.published().adopted_by(today).readable_first())
    return {
        "articles": articles[:SHOWN],
        "more_articles": articles[SHOWN:],
        "documents": documents[:SHOWN],
        "more_documents": documents[SHOWN:],
    }


def _served_by(events: list[EventState]) -> list[Priority]:
    """Return the priorities that `events` serve, in their order."""
    slugs = {slug for event in events for slug in event.priorities}
    return [one for one in Priority.objects.published().in_order() if one.slug in slugs]


# What a feed is of is looked for before a 304: that of a withdrawn theme has none.


@require_safe
def theme_atom(request: HttpRequest, slug: str) -> HttpResponse:
    return _feed(request, slug, atom, ATOM_TYPE)


@require_safe
def theme_json(request: HttpRequest, slug: str) -> HttpResponse:
    return _feed(request, slug, json_feed, JSON_TYPE)


def _feed(request: HttpRequest, slug: str, write: Write, content_type: str) -> HttpResponse:
    theme: Theme = gone.public_or_404(Theme.objects.all(), slug=slug)
    link = request.build_absolute_uri

    def build() -> HttpResponse:
        channel = feeds.theme_channel(theme, request.path, link)
        entries = feeds.theme_entries(theme, clock.now(), link)
        return HttpResponse(write(channel, entries), content_type=content_type)

    return etags.answer_newest(request, build, max_age=etags.FILE_MAX_AGE)

"""What is found, ready to be shown: every kind of thing in the same few words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from babel.lists import format_list
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy, pgettext

from bodies.models import Body
from documents.models import Document
from events.date_formats import say_day
from events.models import Event
from events.plan_memory import states_of
from hosts.models import Host
from i18n.texts import (
    CODES,
    StrOrPromise,
    Worded,
    all_texts,
    current_language,
    current_locale,
    lang_attributes,
    language_name,
    list_mark,
)
from i18n.typography import gap, printed
from news.models import Article
from presidencies.current import PageInWords
from presidencies.models import StandingPage
from priorities.models import Priority
from publishing.records import key_of
from publishing.translations import Listable, listed_text
from search.finding import Answer
from search.highlighting import Marker
from search.hits import Hit
from search.models import EntryKind
from themes.models import Theme
from website.presenters.event_card import Card, Tag, cards


@dataclass(frozen=True)
class Result:
    """One thing that was found, in the active language; `facts` are its time and place."""

    kind: str
    url: str
    title: SafeString
    snippet: SafeString
    facts: tuple[SafeString, ...] = ()
    #: What an event was before, and its exceptional states.
    was: str = ""
    tags: tuple[Tag, ...] = ()
    #: Whether the text tells what was planned, for want of a word on what came of it.
    is_as_planned: bool = False
    #: The words of the query that it does not have, in a sentence.
    lacks: str = ""


@dataclass(frozen=True)
class Shape:
    """Which fields of public rows are their name and their texts, and which day they have."""

    label: StrOrPromise
    public: Callable[[], models.QuerySet[Any]]
    name: str
    texts: tuple[str, ...]
    day: str = ""
    #: What holds the texts of a row as they are read.
    worded: Callable[[Any], models.Model | Worded] = lambda row: row


#: Events are shown by their cards.
SHAPES = {
    EntryKind.NEWS: Shape(
        gettext_lazy("News item"),
        Article.objects.published,
        "title",
        ("lead", "body"),
        "published_on",
    ),
    EntryKind.BODY: Shape(
        ngettext_lazy("Body", "Bodies", 1), Body.objects.published, "name", ("description",)
    ),
    EntryKind.HOST: Shape(
        ngettext_lazy("Host", "Hosts", 1),
        lambda: Host.objects.not_public_bodies().for_pages(),
        "name",
        (),
    ),
    EntryKind.PRIORITY: Shape(
        ngettext_lazy("Priority", "Priorities", 1),
        Priority.objects.published,
        "title",
        ("summary", "description"),
    ),
    EntryKind.THEME: Shape(
        ngettext_lazy("Theme", "Themes", 1),
        Theme.objects.published,
        "title",
        ("summary", "description"),
    ),
    EntryKind.DOCUMENT: Shape(
        gettext_lazy("Document"), Document.objects.published, "title", ("summary",), "adopted_on"
    ),
    EntryKind.PAGE: Shape(
        gettext_lazy("Page of the portal"),
        StandingPage.objects.all,
        "title",
        ("lead", "body"),
        worded=PageInWords,
    ),
}


def results(hits: Iterable[Hit], answer: Answer, now: datetime) -> list[Result]:
    """Return a result for each of `hits`, in their order. A fixed number of queries."""
    order, marker = list(hits), answer.marker
    keys: defaultdict[EntryKind, list[str]] = defaultdict(list)
    for hit in order:
        keys[hit.kind].append(hit.key)
    by_hit: dict[tuple[EntryKind, str], Result] = {}
    for kind, slugs in keys.items():
        if kind == EntryKind.EVENT:
            events = Event.objects.published().filter(slug__in=slugs)
            by_hit |= {
                (kind, card.event.slug): of_event(card, marker)
                for card in cards(states_of(events), now)
            }
        else:
            rows = SHAPES[kind].public().filter(slug__in=slugs)
            by_hit |= {(kind, key_of(row)): of_shape(row, SHAPES[kind], marker) for row in rows}
    return [
        replace(by_hit[hit.kind, hit.key], lacks=without(answer.lacking(hit)))
        for hit in order
        if (hit.kind, hit.key) in by_hit
    ]


def without(lacking: Sequence[str]) -> str:
    """Return which words are not in a result, "" where all are."""
    if not lacking:
        return ""
    return gettext("Without: %(words)s") % {"words": listed(lacking)}


def listed(typed: Sequence[str]) -> str:
    """Return words of a query in quotes, one after the other; "" without any."""
    quoted = [gettext("“%(word)s”") % {"word": word} for word in typed]
    return str(format_list(quoted, locale=current_locale()))


def of_event(card: Card, marker: Marker) -> Result:
    return Result(
        kind=gettext("Event"),
        url=card.url,
        title=title(card.event, "title", marker),
        snippet=snippet(card.event, (card.event.account(is_over=card.is_over),), marker),
        facts=tuple(marker.highlight(fact) for fact in (*_date_words(card), card.place) if fact),
        is_as_planned=card.event.is_told_as_planned(is_over=card.is_over),
        was=marker.highlight(card.was),
        tags=card.tags,
    )


def _date_words(card: Card) -> list[str]:
    return [card.date_text, *([pgettext("a date", "planned")] if card.is_planned else [])]


def of_shape(item: Any, shape: Shape, marker: Marker) -> Result:
    day = getattr(item, shape.day) if shape.day else None
    day_words = say_day(day) if day else ""
    return Result(
        kind=str(shape.label),
        url=item.get_absolute_url(),
        title=title(item, shape.name, marker),
        snippet=snippet(shape.worded(item), shape.texts, marker),
        facts=(marker.highlight(day_words),) if day_words else (),
    )


def title(item: models.Model | Listable, field: str, marker: Marker) -> SafeString:
    """Return the name of `item`, marked, under its own language, and which that is."""
    name = listed_text(item, field)
    markup = in_its_language(marker.highlight(name.printed), name.language)
    return format_html("{}{}", markup, list_mark(name))


def snippet(item: models.Model | Worded, fields: Iterable[str], marker: Marker) -> SafeString:
    """Return the part of a text of `item` that was asked for, else its beginning.

    In the page's language where there is any text in it; else in another one, by name.
    """
    page_language = current_language()
    texts = [all_texts(item, field) for field in fields]
    for code in (page_language, *(other for other in CODES if other != page_language)):
        own = [printed(text, code) for translations in texts if (text := translations.get(code))]
        if own:
            best = next((text for text in own if marker.spans(text)), own[0])
            return in_its_language(marker.snippet(best), code, named=True)
    return SafeString()


def in_its_language(content: Any, code: str, *, named: bool = False) -> SafeString:
    if code == current_language():
        return format_html("{}", content)
    markup = format_html("<span{}>{}</span>", lang_attributes(code), content)
    if not named:
        return markup
    name = pgettext("a language", "(%(language)s)") % {"language": language_name(code)}
    return format_html('<span class="soft">{}</span>{}{}', name, gap(current_language()), markup)

"""Feeds in two formats that tell the same: Atom (RFC 4287) and JSON Feed 1.1.

Any list of events is exported as Atom; news, changes and themes are feeds in both formats.
https://www.jsonfeed.org/version/1.1/
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

import orjson
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from documents.models import Document
from events.enums import Status
from events.plan_memory import states_of
from i18n.texts import Text, bcp47, current_language, text_of
from news.models import Article
from presidencies.current import feed_tag, presidency_text
from priorities.models import Priority
from publishing import clock, records
from publishing.identifiers import tag_uri
from themes.models import Theme
from website.exports.base import EventExport, Link
from website.exports.ical.calendar import with_language
from website.filters.selection import Part
from website.presenters.event_card import Card, account_of, cards


def write(export: EventExport) -> bytes:
    """Return one entry an event, in the order of the plan. Its `id` is the same in every list."""
    channel = Channel(
        id=feed_tag(export.source.removeprefix("/")),
        title=export.title,
        description=export.description,
        author=presidency_text("short_title"),
        page=export.page_url,
        url=export.source_url,
    )
    record_times = records.told_at("events", export.events)
    goals = {goal.slug: text_of(goal, "title").printed for goal in Priority.objects.published()}
    entries = []
    for card in cards(export.events, export.now):
        tags = tuple(goals[slug] for slug in card.event.priorities if slug in goals)
        entries.append(event_entry(card, export.link, record_times[card.event.slug], tags))
    return atom(channel, entries)


def event_entry(
    card: Card, link: Link, record_time: datetime, tags: tuple[str, ...] = ()
) -> "FeedEntry":
    event = card.event
    return FeedEntry(
        id=f"{event.feed_id}/{current_language()}",
        url=link(card.url),
        title=card.title,
        html=_html(card),
        updated=record_time,
        published=event.published_at,
        tags=tags,
    )


def _html(card: Card) -> str:
    """Say when, where, in which state, what it was, and what it is: one paragraph each."""
    event = card.event
    state, account = str(Status(event.status).label), account_of(event)
    lines = (card.date_text, card.place, state, card.was, with_language(account))
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))


def article_entry(article: Article, link: Link, record_time: datetime) -> "FeedEntry":
    return FeedEntry(
        id=article_identity(article),
        url=link(article.get_absolute_url()),
        title=text_of(article, "title"),
        html=format_html("<p>{}</p>", text_of(article, "lead").printed),
        updated=record_time,
        published=clock.start_of(article.published_on),
    )


def article_identity(article: Article) -> str:
    """Return what readers' programs know `article` by: for life, on any host, in every form."""
    return f"{article.feed_id}/{current_language()}"


ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"
JSON_FEED = "https://jsonfeed.org/version/1.1"
#: Entries of the feed of a theme.
NEWEST = 50

#: Characters that XML 1.0 cannot hold, however they are written.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Channel:
    """A feed. Addresses are absolute; `id` is for life and differs in each language."""

    id: str
    title: str
    description: str
    #: Who tells it.
    author: str
    page: str
    url: str


@dataclass(frozen=True)
class FeedEntry:
    """One piece of a feed. `id` is for life; `title` knows its language; moments are aware."""

    id: str
    url: str
    title: Text
    html: str
    updated: datetime
    #: None when the day is not known.
    published: datetime | None = None
    tags: tuple[str, ...] = ()
    #: For JSON alone: extensions by their names, which begin with "_".
    extensions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str | None:
        """The language as HTML writes it, when it is not that of the feed."""
        return bcp47(self.title.language) if self.title.is_fallback else None


class _Atom(Atom1Feed):
    """Atom whose entries admit that they are in another language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


def atom(channel: Channel, entries: Sequence[FeedEntry]) -> bytes:
    feed = _Atom(
        title=channel.title,
        link=channel.page,
        description=channel.description,
        subtitle=channel.description,
        language=bcp47(current_language()),
        author_name=channel.author,
        feed_url=channel.url,
        feed_guid=channel.id,
    )
    for entry in entries:
        feed.add_item(
            title=_writable(entry.title.printed),
            link=entry.url,
            description=_writable(entry.html),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.tags,
            language=entry.language,
        )
    return str(feed.writeString("utf-8")).encode()


def json_feed(channel: Channel, entries: Sequence[FeedEntry]) -> bytes:
    return orjson.dumps(
        {
            "version": JSON_FEED,
            "title": channel.title,
            "description": channel.description,
            "home_page_url": channel.page,
            "feed_url": channel.url,
            "language": bcp47(current_language()),
            "authors": [{"name": channel.author}],
            "items": [_item(entry) for entry in entries],
        }
    )


def _item(entry: FeedEntry) -> dict[str, Any]:
    members = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title.printed,
        "content_html": entry.html,
        "date_published": entry.published and entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "language": entry.language,
        "tags": list(entry.tags),
        **entry.extensions,
    }
    return {name: value for name, value in members.items() if value not in (None, [])}


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


# --- the feed of a theme ---------------------------------------------------------------


def theme_channel(theme: Theme, source: str, link: Link) -> Channel:
    """Return the feed of `theme`, in whichever form stands at the path `source`."""
    names = {"site": presidency_text("short_title"), "part": text_of(theme, "title").printed}
    return Channel(
        id=feed_tag(f"themes/{theme.slug}/{current_language()}"),
        title=_("%(site)s: %(part)s") % names,
        description=text_of(theme, "summary").printed,
        author=presidency_text("short_title"),
        page=link(theme.get_absolute_url()),
        url=link(source),
    )


def theme_entries(theme: Theme, now: datetime, link: Link) -> list[FeedEntry]:
    """Return the newest entries. Their identities are those that they have in every other feed."""
    every = [
        *_of_events(theme, now, link),
        *_of_articles(theme, link),
        *_of_documents(theme, now, link),
    ]
    return sorted(every, key=attrgetter("updated"), reverse=True)[:NEWEST]


def _of_events(theme: Theme, now: datetime, link: Link) -> Iterator[FeedEntry]:
    events = states_of(Part.of_theme(theme).events.in_plan_order())
    record_times = records.told_at("events", events)
    for card in cards(events, now):
        yield event_entry(card, link, record_times[card.event.slug])


def _of_articles(theme: Theme, link: Link) -> Iterator[FeedEntry]:
    articles = list(theme.articles.published().newest_first())
    record_times = records.told_at("news", articles)
    for article in articles:
        yield article_entry(article, link, record_times[article.slug])


def _of_documents(theme: Theme, now: datetime, link: Link) -> Iterator[FeedEntry]:
    documents = list(theme.documents.published().adopted_by(now.date()).newest_first())
    record_times = records.told_at("documents", documents)
    for document in documents:
        yield _document_entry(document, link, record_times[document.slug])


def _document_entry(document: Document, link: Link, record_time: datetime) -> FeedEntry:
    summary = text_of(document, "summary").printed
    return FeedEntry(
        id=f"{tag_uri(f'documents/{document.slug}')}/{current_language()}",
        url=link(document.get_absolute_url()),
        title=text_of(document, "title"),
        html=format_html("<p>{}</p>", summary) if summary else "",
        updated=record_time,
        published=clock.start_of(document.adopted_on),
    )

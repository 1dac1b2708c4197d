"""The feed of a theme: its events, news and documents, what was told last first."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from django.utils.html import format_html
from django.utils.translation import gettext as _

from documents.models import Document
from events.plan_memory import states_of
from i18n.texts import current_language, text_of
from presidencies.current import feed_tag, presidency_text
from publishing import clock, records
from publishing.identifiers import tag_uri
from themes.models import Theme
from website.exports.base import Link
from website.exports.feeds import Channel, FeedEntry, article_entry, event_entry
from website.filters.selection import Part
from website.presenters.event_card import cards

NEWEST = 50  # entries


def channel(theme: Theme, source: str, link: Link) -> Channel:
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


def entries(theme: Theme, now: datetime, link: Link) -> list[FeedEntry]:
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

"""A list of events as Atom, for readers' programs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.html import format_html_join

from events.rows.cards import Card, cards
from events.states import Status
from presidencies.current import feed_tag, said
from priorities.models import Priority
from publishing import records
from publishing.languages import current_language, text_of
from publishing.syndication import Channel, Entry, atom

if TYPE_CHECKING:
    from events.renditions.taken import Taken


def write(taken: Taken) -> bytes:
    """Return one entry an event, in the order of the plan. Its `id` is the same in every list."""
    channel = Channel(
        id=feed_tag(taken.source.removeprefix("/")),
        title=taken.title,
        description=taken.description,
        author=said("short_title"),
        page=taken.page_url,
        url=taken.source_url,
    )
    told_at = records.told_at("events", taken.events)
    goals = {goal.slug: str(text_of(goal, "title")) for goal in Priority.objects.published()}
    entries = []
    for card in cards(taken.events, taken.now):
        tags = tuple(goals[slug] for slug in card.event.priorities if slug in goals)
        entries.append(_entry(card, taken, told_at[card.event.slug], tags))
    return atom(channel, entries)


def _entry(card: Card, taken: Taken, told_at: datetime, tags: tuple[str, ...]) -> Entry:
    event = card.event
    return Entry(
        id=f"{event.feed_id}/{current_language()}",
        url=taken.link(card.url),
        title=card.title,
        html=_html(card),
        updated=told_at,
        published=event.published_at,
        tags=tags,
    )


def _html(card: Card) -> str:
    """Say when, where, in which state, and what it was: one paragraph each."""
    state = str(Status(card.event.status).label)
    lines = (card.date_text, card.place, state, card.was)
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))

"""The changes of the plan: one of an event's history under its permanent address, and the newest
of all events as feeds for readers' programs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import enums, state, timeline
from events.as_of.plan import KnownEvent
from events.models import Change, Decision, Event
from events.plan_memory import states_of
from i18n.texts import current_language, text_of, translated_into
from i18n.typography import loose
from places.models import City, PlaceNames
from presidencies.current import feed_tag, presidency_text
from publishing import clock, etags, gone
from website.exports.feeds import ATOM_TYPE, JSON_TYPE, Channel, FeedEntry, atom, json_feed
from website.presenters import as_of, event_card, pagination
from website.presenters.changes import (
    HistoryEntry,
    headline_with_event,
    history_entries,
    old_and_new,
)
from website.presenters.diff import decision_page
from website.views.base import by_readers_clock, readers_names

#: Writes a feed in one of its forms.
Write = Callable[[Channel, Sequence[FeedEntry]], bytes]

NEWEST = 100  # changes


@require_safe
def step(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the event was, what it became by this step, and all that was then known of it."""
    event = state.EventState.of(gone.public_or_404(Event.objects.for_cards(), slug=slug))
    if number > len(event.steps):
        raise Http404
    context = _context(event, number, readers_names(request))
    return by_readers_clock(render(request, "events/step.html", context), [context["card"].event])


def _context(event: state.EventState, number: int, names: PlaceNames) -> dict[str, Any]:
    today = clock.today()
    companions = Change.objects.public_events_of(one.decision for one in event.steps)
    entries = history_entries(event.steps, event.cities, names, companions)
    change, entry = event.steps[number - 1], entries[number - 1]
    known_event = KnownEvent.of(event)
    (timeline_entry,) = [
        candidate
        for candidate in known_event.entries
        if candidate.step is not None and candidate.steps == number
    ]
    day = timeline_entry.day if timeline_entry.day > timeline.BEGINNING else today
    title = text_of(event, "title")
    return {
        "step": entry,
        "title": title,
        "event": event,
        "total": len(entries),
        "card": pagination.dated(
            as_of.as_then(event_card.card(event.at(timeline_entry), clock.end_of(day), names)), None
        ),
        "is_latest": number == len(entries),
        "previous": _link(entries, number - 1),
        "following": _link(entries, number + 1),
        "as_on": _as_on(change, today),
        "translated_languages": _translation_languages(event, change),
    }


@dataclass(frozen=True)
class ChangeLink:
    """The step before or after, as a link of a pager."""

    label: str
    url: str


def _link(entries: list[HistoryEntry], number: int) -> ChangeLink | None:
    if not 1 <= number <= len(entries):
        return None
    neighbour = entries[number - 1]
    words = {"number": number, "headline": neighbour.headline}
    return ChangeLink(_("Step %(number)d: %(headline)s") % words, neighbour.url)


def _as_on(change: timeline.ChangeState, today: date) -> str:
    """Return the address of the plan as on the day of the step, when that is known."""
    day = change.announced_on
    if day is None or day > today:
        return ""
    return reverse("events:as_on", args=[day.isoformat()])


def _translation_languages(event: state.EventState, change: timeline.ChangeState) -> list[str]:
    """Return the languages that have the title and the reason."""
    reasons = translated_into(change, "reason")
    return [code for code in translated_into(event, "title") if code in reasons]


# --- feeds of all changes ---------------------------------------------------------------


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, "events:changes_atom", atom, ATOM_TYPE)


@require_safe
def changes_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, "events:changes_json", json_feed, JSON_TYPE)


def _answer(request: HttpRequest, name: str, write: Write, content_type: str) -> HttpResponse:
    """Answer with the steps that are announced by today: the next day may bring one unrecorded."""
    today = clock.today()

    def build() -> HttpResponse:
        channel = _channel(request.build_absolute_uri, reverse(name))
        return HttpResponse(write(channel, list(_entries(request, today))), content_type)

    return etags.answer_newest(request, build, max_age=etags.FILE_MAX_AGE, of=(today.isoformat(),))


def _channel(link: Callable[[str], str], address: str) -> Channel:
    return Channel(
        id=feed_tag(f"changes/{current_language()}"),
        title=_("%(site)s: changes to the plan") % {"site": presidency_text("short_title")},
        description=_("What was announced, moved, cancelled or held, and why."),
        author=presidency_text("short_title"),
        page=link(reverse("events:changes")),
        url=link(address),
    )


def _entries(request: HttpRequest, today: date) -> Iterator[FeedEntry]:
    names = PlaceNames(City.objects.all())
    changes = Change.objects.of_published().announced_by(today).newest_first()
    rows = changes.select_related("event").prefetch_related("event__cities")[:NEWEST]
    companions = Change.objects.public_events_of(row.decision_id or "" for row in rows)
    for change_row in rows:
        change, slugs = change_row.state(), [city.slug for city in change_row.event.cities.all()]
        (entry,) = history_entries([change], slugs, names, companions)
        title, dates = text_of(change_row.event, "title"), old_and_new(change, slugs, names)
        yield FeedEntry(
            id=f"{change_row.event.feed_id}/steps/{entry.number}",
            url=request.build_absolute_uri(entry.url),
            title=headline_with_event(change, title, dates),
            html=_html(entry),
            published=_announcement_time(change),
            updated=change_row.told_at,
            tags=(str(capfirst(enums.ChangeKind(change.kind).label)),),
            extensions={"_change": _change(change)},
        )


def _html(entry: HistoryEntry) -> str:
    return loose(render_to_string("events/change_entry.html", {"step": entry}).strip())


def _announcement_time(change: timeline.ChangeState) -> datetime | None:
    """Return the start of the day of the announcement; None when it is not known to the day."""
    announcement = timeline.announced_period(change)
    if announcement.first is None or not announcement.is_exact:
        return None
    return clock.start_of(announcement.first)


def _change(change: timeline.ChangeState) -> dict[str, object]:
    """Return what a program may want to know, by the names of the API."""
    return {
        "event": change.slug,
        "number": change.number,
        "kind": change.kind,
        "status": change.new_status,
        "announced_on": change.announced_on and change.announced_on.isoformat(),
        "announced_precision": change.announced_precision,
        "decision": change.decision or None,
    }


@require_safe
def decision_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The decision, and each of its events that is public here."""
    decisions: Any = Decision.objects.with_public_changes()  # asks as one of publishable rows
    decision = gone.public_or_404(decisions, slug=slug)
    rows = Event.objects.published().for_cards().filter(changes__decision=decision)
    states = states_of(rows.in_plan_order())
    keys = {state.key for state in states}
    steps = [change for change in decision.public_changes if change.event_id in keys]
    page = decision_page(steps, states, readers_names(request), clock.now())
    languages = translated_into(steps[0].state(), "reason")
    context = {"decision": page, "translated_languages": languages}
    return by_readers_clock(render(request, "events/decision.html", context), states)

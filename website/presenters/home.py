"""What the front page tells: what is planned before the term, what comes up during it, and
what came of it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from bodies.models import Body, BodyKind
from documents.models import Document
from events.as_of.plan import main_event
from events.dates import Period
from events.enums import MET_BY_VIDEO, Kind, Status, meaning_of
from events.history import MovingStep, moving_steps
from events.models import Event
from events.plan_memory import all_states, of_the_plan, states_of
from events.querysets import EventQuerySet
from events.state import EventState
from events.timeline import announced_period
from i18n.texts import current_language
from news.models import Article
from places.models import PlaceNames
from priorities.models import Priority, Strand
from publishing.years import Term, term
from themes.models import Theme
from website.filters.as_of import RECENT
from website.filters.forms import AHEAD
from website.presenters.dates import DateStamp, say_days_in, stamp_of
from website.presenters.event import say_period, say_when
from website.presenters.event_card import Card, card, cards
from website.presenters.pagination import dated
from website.presenters.why_moved import WhyMoved, why_moved

#: How much of each list the front page shows.
EVENTS, ARTICLES, DOCUMENTS, BODIES, THEMES, ON_TODAY = 5, 4, 6, 7, 3, 3
#: The kinds of body that visitors ask for first.
LEADING = (
    BodyKind.SUPREME_BODY,
    BodyKind.MAIN_BODY,
    BodyKind.PERMANENT_BODY,
    BodyKind.FORUM,
)


class Phase(StrEnum):
    """Where the clock stands to the term."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True)
class Hero:
    """The head of the page: one date, in words and in the open centre of the guilloche, and what it is."""

    eyebrow: str
    #: "Tuesday, 10 November 2020".
    when: str
    stamp: DateStamp
    iso: str
    card: Card | None = None


@dataclass(frozen=True)
class StrandOfGoals:
    """The priorities under one strand, and how many events serve them."""

    strand: Strand
    priorities: list[Priority]
    events: int


def phase_of(today: date) -> Phase:
    if term().is_ahead(today):
        return Phase.BEFORE
    return Phase.AFTER if term().is_over(today) else Phase.DURING


def hero(phase: Phase, now: datetime, names: PlaceNames) -> Hero | None:
    """Return the head of the page at `now` (aware); None when no event can stand there."""
    if phase == Phase.BEFORE:
        return _opening_day(now, names)
    if phase == Phase.AFTER:
        return _last_summit(now, names)
    return _main_event(now, names)


def _opening_day(now: datetime, names: PlaceNames) -> Hero:
    first = Period.on(term().begins)
    days = (term().begins - now.date()).days
    eyebrow = ngettext(
        "The Presidency begins in %(days)d day", "The Presidency begins in %(days)d days", days
    ) % {"days": days}
    events = Event.objects.published().overlapping(term().begins, term().begins)
    handover = cards(states_of(events.exact().highest_first()[:1]), now, names)
    stamp = stamp_of(first, current_language(), is_today=first.covers(now.date()))
    return Hero(eyebrow, say_period(first), stamp, first.iso(), handover[0] if handover else None)


def _main_event(now: datetime, names: PlaceNames) -> Hero | None:
    main = main_event(all_states(), term().begins, term().ends)
    leading = [
        state
        for state in all_states()
        if _is_upcoming(state, now)
        or _is_of_the_day(state, now.date())
        or (state is main and state.is_postponed)
    ]
    highest = sorted(leading, key=lambda state: (*state.rank, not state.period.is_dated))[:1]
    for first in cards(highest, now, names):
        eyebrow = _say_main_event(first, now.date())
        return Hero(eyebrow, say_when(first), first.stamp, first.iso, first)
    return None


def on_today(now: datetime, names: PlaceNames, main: Hero | None) -> list[Card]:
    """Return what takes place on the day of `now` beside the `main` event, what is live first."""
    key = main.card.event.key if main and main.card else None
    states = [
        state for state in all_states() if _is_of_the_day(state, now.date()) and state.key != key
    ]
    return sorted(cards(states, now, names), key=lambda one: not one.is_live)[:ON_TODAY]


def _is_of_the_day(state: EventState, today: date) -> bool:
    """Whether an event takes place on `today`, or took place earlier on it."""
    is_on = state.is_expected or state.status == Status.HELD
    return is_on and state.period.is_exact and state.period.covers(today)


def _is_upcoming(state: EventState, now: datetime) -> bool:
    """Whether an event has a day that is still to come, as EventQuerySet.upcoming asks."""
    return state.period.is_dated and state.is_coming(now)


def _say_main_event(card: Card, today: date) -> str:
    period, summit = card.event.period, card.event.kind == Kind.SUMMIT
    if period.first is None or not period.is_exact:
        return _("The summit") if summit else _("The main event")
    if card.is_live or period.covers(today):
        return _("The summit, today") if summit else _("The main event, today")
    days = (period.first - today).days
    sentence = (
        ngettext("The summit, in %(days)d day", "The summit, in %(days)d days", days)
        if summit
        else ngettext("The main event, in %(days)d day", "The main event, in %(days)d days", days)
    )
    return sentence % {"days": days}


def _last_summit(now: datetime, names: PlaceNames) -> Hero | None:
    for first in cards(_last_of_the_term(), now, names):
        when = say_when(first)
        return Hero(say_close(first.event.kind), when, first.stamp, first.iso, first)
    return None


def say_close(kind: str) -> str:
    """Say what a Presidency that is over ended with."""
    if kind == Kind.SUMMIT:
        return _("The Presidency closed with the summit")
    if kind in MET_BY_VIDEO:
        return _("The Presidency closed with the meeting")
    return _("The main event of the Presidency")


@of_the_plan
def _last_of_the_term() -> list[EventState]:
    return states_of(held_in(term()).highest_first(newest=True)[:1])


def held_in(period: Term) -> EventQuerySet:
    return Event.objects.published().held().overlapping(period.begins, period.ends)


def coming_up(now: datetime, names: PlaceNames) -> list[Card]:
    states = [state for state in all_states() if _is_upcoming(state, now)]
    return [dated(event_card, now.year) for event_card in cards(states[:EVENTS], now, names)]


@dataclass(frozen=True)
class AllComing:
    """How many events are still to come, those of a time without a day too, and the query that lists them."""

    count: int
    query: str


def all_coming(now: datetime) -> AllComing:
    coming = [state.status for state in all_states() if state.is_expected and state.is_coming(now)]
    query = urlencode({"status": sorted(set(coming)), "when": AHEAD}, doseq=True)
    return AllComing(len(coming), f"?{query}")


def outcomes(summit: Card | None) -> list[Document]:
    """Return the newest documents of the term, those of `summit` first."""
    return _outcomes(summit.event.key if summit else None)


@of_the_plan
def _outcomes(summit: int | None) -> list[Document]:
    period = term()
    documents = Document.objects.published().adopted_between(period.begins, period.ends)
    newest_documents = list(documents.newest_first()[:DOCUMENTS])
    if summit is None:
        return newest_documents
    summit_documents = list(documents.filter(events=summit).newest_first()[:DOCUMENTS])
    other_documents = [
        document for document in newest_documents if document not in summit_documents
    ]
    return [*summit_documents, *other_documents][:DOCUMENTS]


@of_the_plan
def news_with_events() -> list[Article]:
    """Return the latest news with what each tells of."""
    return list(Article.objects.published().dated().newest_first().for_cards()[:ARTICLES])


@of_the_plan
def strands() -> list[StrandOfGoals]:
    """Return the priorities under their strands."""
    goals = list(Priority.objects.published().in_order())
    events = Event.objects.published().filter(priorities__in=goals).order_by()
    counts = dict(
        events.values("priorities__strand")
        .annotate(events=Count("pk", distinct=True))
        .values_list("priorities__strand", "events")
    )
    return [
        StrandOfGoals(strand, strand_goals, counts.get(strand.pk, 0))
        for strand in Strand.objects.shown()
        if (strand_goals := [goal for goal in goals if goal.strand == strand])
    ]


@of_the_plan
def themes() -> list[Theme]:
    return list(Theme.objects.published().in_order()[:THEMES])


@of_the_plan
def main_bodies() -> list[Body]:
    """Return the councils that lead, the lasting bodies and the forums, in the editors' order."""
    bodies = Body.objects.published().filter(kind__in=LEADING)
    return list(bodies.order_by("position", "pk")[:BODIES])


ROWS = 3


@dataclass(frozen=True)
class ChangeRow:
    """One event that moved, in the active language. What is old holds no more, or is empty; a place may be."""

    card: Card
    day: str
    iso: str
    #: "Today", "7 days ago".
    ago: str
    old_date: str
    old_place: str
    #: "No date yet" where there is none.
    new_date: str
    new_place: str
    why: WhyMoved | None


def changed_lately(now: datetime, names: PlaceNames) -> list[ChangeRow]:
    """Return the events whose date, place or format changed last by a known day, the newest first.

    A move counts that was told while the event lay ahead, whatever came of it since; not one that was told after it.
    """
    moves = [
        (day, event)
        for day, event in _last_moves()
        if day <= now.date()
        and not event.is_cancelled
        and (event.period.last is None or day <= event.period.last)
    ]
    return [_row(event, day, now, names) for day, event in moves[:ROWS]]


@of_the_plan
def _last_moves() -> list[tuple[date, EventState]]:
    """Return the events that moved on a known day with the last such day, the newest first.

    Of those of one day the highest come first.
    """
    moves = [
        (max(days), event)
        for event in all_states()
        if (days := [day for one in moving_steps(event.steps) if (day := _day_of(one))])
    ]
    return sorted(moves, key=lambda move: (-move[0].toordinal(), move[1].rank, move[1].key))


def _day_of(one: MovingStep) -> date | None:
    announced = announced_period(one.step)
    return announced.first if announced.is_exact else None


def _row(event: EventState, day: date, now: datetime, names: PlaceNames) -> ChangeRow:
    old_date, old_place = _left(event, now, names)
    new_place = meaning_of(event.format, event.kind).where_in_brief(names.listed(event.cities))
    if event.is_postponed and not event.period.is_dated:
        new_place = ""
    new_date = say_days_in(now.year, event.period) if event.period.is_dated else _("No date yet")
    return ChangeRow(
        card=card(event, now, names),
        day=say_days_in(now.year, Period.on(day)),
        iso=day.isoformat(),
        ago=_say_ago((now.date() - day).days),
        old_date=old_date if old_date != new_date else "",
        old_place=old_place if old_place != new_place else "",
        new_date=new_date,
        new_place=new_place,
        why=why_moved(event, names),
    )


def _left(event: EventState, now: datetime, names: PlaceNames) -> tuple[str, str]:
    """Return the last date that `event` left for good, and the place that went with it or alone."""
    place = names.listed(event.history.left_cities)
    for slot in event.left_times[-1:]:
        planned = meaning_of(slot.format, event.kind).where_in_brief(names.listed(slot.cities))
        return say_days_in(now.year, slot.period), planned or place
    return "", place


def all_changes_url(rows: Sequence[ChangeRow], today: date) -> str:
    """Return the page of changes that has all of `rows`: by itself it tells the last days, or after the term all."""
    url, since = reverse("events:changes"), today - timedelta(days=RECENT - 1)
    oldest = min((row.iso for row in rows), default="")
    if not oldest or oldest >= since.isoformat() or term().is_over(today):
        return url
    return f"{url}?{urlencode({'from': oldest})}"


def _say_ago(days: int) -> str:
    if not days:
        return _("Today")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}

"""What the page of an event says: when, where, what was planned, what to know; the meetings of the same body
before and after it, as links; and what follows from its rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _, npgettext

from bodies.models import BodyKind
from documents.models import Document
from events import date_formats, history, outcomes, plan_memory
from events.dates import Period
from events.enums import NAMES, ChangeKind, Kind, Level, Status, TitleOrigin, meaning_of
from events.models import Change, Event, Photo
from events.plan_memory import Printable, of_the_plan
from events.state import EventState
from hosts.models import Host, HostRole, short_text
from i18n.texts import Text, all_texts, current_language, text_of, translated_into
from news.models import Article
from places.models import City, PlaceNames
from presidencies.current import current
from presidencies.models import Presidency
from publishing import gone, records
from publishing.translations import listed_text
from themes.models import Theme
from website.charts.date_history import Journey, journey
from website.presenters.changes import HistoryEntry, format_label, history_entries
from website.presenters.dates import ClockTime, clock_place, say_date, say_slot
from website.presenters.event_card import Card
from website.presenters.why_moved import WhyMoved, why_moved

#: What a body does when it meets.
MEETINGS = (
    Kind.SUMMIT,
    Kind.SESSION,
    Kind.MEETING,
    Kind.CONSULTATION,
    Kind.CONFERENCE,
    Kind.FORUM,
    Kind.ROUND_TABLE,
)
#: Bodies that hold events and are not themselves those who meet.
ORGANISERS = (BodyKind.PERMANENT_BODY, BodyKind.EXECUTIVE_BODY, BodyKind.PARTNER)


@dataclass(frozen=True)
class Neighbour:
    """Another event of the body, as a link."""

    url: str
    title: Text
    date: str
    #: Whether nobody has confirmed the date, which is still to come, or set it by a step.
    is_planned: bool


@dataclass(frozen=True)
class Neighbours:
    previous: Neighbour | None = None
    following: Neighbour | None = None


def neighbours(
    beside: tuple[Event | None, Event | None], names: PlaceNames, now: datetime
) -> Neighbours:
    """Return `meetings_beside` an event as they stand at `now`."""
    previous, following = beside
    return Neighbours(
        previous=_neighbour(previous, names, now) if previous else None,
        following=_neighbour(following, names, now) if following else None,
    )


def meetings_beside(event: Event) -> tuple[Event | None, Event | None]:
    """Return the meetings of one body before and after `event`, of its kind and level. Two queries.

    An event of several bodies is a meeting of none of them, nor is one without a date, one that
    is no meeting, or one that an office or a partner organised. A cancelled one was none. Of two whose
    times overlap, and of which one has no day, nobody knows which comes first.
    """
    bodies = event.public_bodies
    if len(bodies) != 1 or bodies[0].kind in ORGANISERS or event.kind not in MEETINGS:
        return None, None
    meetings = bodies[0].events.published().in_plan_order().prefetch_related("cities")
    series = [other for other in meetings if other == event or _is_like(other, event)]
    if event not in series or not event.period.is_dated:
        return None, None
    index = series.index(event)
    return series[index - 1] if index else None, next(iter(series[index + 1 :]), None)


def _is_like(other: Event, event: Event) -> bool:
    alike = (other.kind, other.level) == (event.kind, event.level)
    counts = other.period.is_dated and other.status != Status.CANCELLED
    return alike and counts and _is_order_known(other.period, event.period)


def _is_order_known(one: Period, other: Period) -> bool:
    both_exact = one.is_exact and other.is_exact
    return both_exact or not (other.is_dated and one.overlaps(*other.bounds))


def _neighbour(event: Event, names: PlaceNames, now: datetime) -> Neighbour:
    cities = [city.slug for city in event.cities.all()] if event.period.clock else []
    is_planned = outcomes.is_only_planned(event.status, event.period, now)
    return Neighbour(
        url=event.get_absolute_url(),
        title=listed_text(event, *NAMES),
        date=say_date(event.period, cities, names),
        is_planned=is_planned and not event.history().set_its_day,
    )


@dataclass(frozen=True)
class Notice:
    """A sentence that a reader must not miss, with the announcer's own reason."""

    sentence: str
    reason: Text | None = None
    source_url: str = ""


@dataclass(frozen=True)
class Profile:
    """In the active language."""

    #: "Tuesday, 10 November 2020"; not the beginning of a sentence, unless a template makes it one.
    when: str
    #: The same with the clock time, where that is known.
    when_in_full: str
    clock_time: ClockTime | None
    #: "by videoconference", "Moscow", or "".
    where: str
    #: The dates and places that the event has left, oldest first.
    planned: tuple[str, ...]
    notice: Notice | None

    @property
    def when_and_where(self) -> str:
        if not self.where:
            return self.when_in_full
        return _("%(date)s, %(place)s") % {"date": self.when_in_full, "place": self.where}


def profile(card: Card, entries: Sequence[HistoryEntry], names: PlaceNames) -> Profile:
    return Profile(
        when=say_when(card),
        when_in_full=say_when_in_full(card, names),
        clock_time=card.clock_time,
        where=meaning_of(card.event.format, card.event.kind).where_in_a_sentence(card.place),
        planned=tuple(_former_dates(card, names)),
        notice=_notice(card, entries),
    )


# --- when -------------------------------------------------------------------------------


def say_when(card: Card) -> str:
    """Return the date in full: a single day with its weekday, a vague one marked as such.

    Nobody confirms the day of a time that is over.
    """
    period, days = card.event.period, say_period(card.event.period)
    if not period.is_dated or period.is_exact or not card.event.is_expected:
        return days
    if card.is_over:
        return _("%(date)s (planned)") % {"date": days}
    return _("%(date)s, day to be confirmed") % {"date": days}


def say_period(period: Period) -> str:
    """Return the date in full: a single day with its weekday."""
    language = current_language()
    is_one_day = period.is_exact and period.first == period.last
    if period.first and is_one_day and not period.words.get(language):
        return date_formats.say_day(period.first, "full")
    return period.say_days(language)


def say_when_in_full(card: Card, names: PlaceNames) -> str:
    """Return the date in full, with the clock times where they are known."""
    event = card.event
    period, language, days = event.period, current_language(), say_when(card)
    if period.clock is None:
        return days
    has_words, place = bool(period.words.get(language)), clock_place(period, event.cities, names)
    return date_formats.say_days_with_clock(days, period.clock, place, language, worded=has_words)


# --- what was planned ---------------------------------------------------------------


def _former_dates(card: Card, names: PlaceNames) -> Iterator[str]:
    """Yield the places that went before any date did, then the dates, each with its place."""
    event = card.event
    slots, places = event.left_times, list(dict.fromkeys(event.history.places_left))
    if slots or card.place:
        places_said = {*(slot.cities for slot in slots), event.cities}
        yield from (names.listed(place) for place in places if place not in places_said)
    for slot in slots:
        yield _slot(slot, event, names)


def _slot(slot: history.Slot, event: EventState, names: PlaceNames) -> str:
    """Say what of a slot holds no more: its date, and its place unless the event kept that."""
    date = say_slot(slot, event.cities, names)
    place, place_now = (
        meaning_of(one.format, event.kind).where_in_a_sentence(names.listed(one.cities))
        for one in (slot, event)
    )
    if not place or place == place_now:
        return date
    return _("%(date)s, %(place)s") % {"date": date, "place": place}


# --- what to know -------------------------------------------------------------------


def _notice(card: Card, entries: Sequence[HistoryEntry]) -> Notice | None:
    match card.event.status:
        case Status.CANCELLED:
            return _from_change(_("This event was cancelled."), ChangeKind.CANCELLED, card, entries)
        case Status.POSTPONED:
            return _from_change(_say_postponed(card.event), ChangeKind.POSTPONED, card, entries)
        case Status.UNKNOWN_OUTCOME:
            return Notice(
                _(
                    "A plan for this event was found, but no report of it. "
                    "That does not mean that it was not held."
                )
            )
    if card.is_unreported:
        return Notice(_say_unreported(card))
    return None


def _say_unreported(card: Card) -> str:
    if card.event.period.is_exact:
        return _("The day of this event is over. Its outcome has not been reported yet.")
    return _("The time in which this event was due is over. No report of it yet.")


def _say_postponed(event: EventState) -> str:
    if event.period.is_dated:
        return _("This event was postponed. The new day is to be confirmed.")
    return _("This event was postponed. A new date has not been announced.")


def _from_change(sentence: str, kind: str, card: Card, entries: Sequence[HistoryEntry]) -> Notice:
    """Return `sentence` with the reason of the newest step of `kind`."""
    numbers = [change.number for change in card.event.steps if change.kind == kind]
    entry = next((entry for entry in reversed(entries) if entry.number in numbers), None)
    if entry is None:
        return Notice(sentence)
    return Notice(sentence, entry.reason, entry.source_url)


def shown_update(record_time: datetime, now: datetime) -> datetime | None:
    """Return when the page last told anything new, in the zone of `now`; None when that is not there yet."""
    return record_time.astimezone(now.tzinfo) if record_time <= now else None


#: Who adopts papers when they meet.
DECIDING = (Level.HEADS_OF_STATE, Level.HEADS_OF_GOVERNMENT, Level.MINISTERS)
#: So many are read at a glance.
FEW_STEPS = 3


@dataclass(frozen=True)
class HostGroup:
    """The hosts of one role, each by the address of its page and its name."""

    label: str
    links: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, eq=False)
class EventPage(Printable):
    """The page of the event of `card`. Rows stand here with all that a template asks of them."""

    card: Card
    row: Event
    profile: Profile
    #: None for an event that did not move.
    why: WhyMoved | None
    steps: Sequence[HistoryEntry]
    journey: Journey | None
    cities: Sequence[City]
    photos: Sequence[tuple[Photo, Text]]
    documents: Sequence[Document]
    articles: Sequence[Article]
    themes: Sequence[Theme]
    hosts: Sequence[Host]
    host_groups: Sequence[HostGroup]
    #: The meetings of its body before and after it.
    beside: tuple[Event | None, Event | None]
    presidency: Presidency
    #: When the public was last told anything new of it.
    told_at: datetime
    translated_languages: list[str]

    @property
    def event(self) -> EventState:
        return self.card.event

    @property
    def has_changed(self) -> bool:
        return any(entry.is_change for entry in self.steps)

    @property
    def folds_steps(self) -> bool:
        """Whether a drawing and one sentence tell how it moved, and the steps stand folded below."""
        return self.journey is not None and len(self.steps) > FEW_STEPS

    @property
    def awaits_documents(self) -> bool:
        """Whether papers may still come of it: of a meeting at which leaders or ministers decide."""
        event = self.event
        is_meeting = event.kind in MEETINGS and event.level in DECIDING
        return is_meeting and event.is_expected and not (self.card.is_over or self.documents)

    @property
    def format(self) -> str:
        return format_label(self.event.format, self.event.kind)

    @property
    def title_is_ours(self) -> bool:
        """Whether the shown title is in the words of this portal."""
        origins = all_texts(self.event, "title_origin")
        return origins[self.card.title.language] == TitleOrigin.OURS


def event_page(card: Card, names: PlaceNames) -> EventPage:
    """Return the page, read once for a card that is kept. Raises Http404 for what is gone meanwhile.

    It is kept beside the plan, not with the card: it names other events, news and papers.
    """
    is_kept = names.is_kept and card.event.shelf is not None
    return _kept(card, names) if is_kept else _read(card, names)


def _documents_of(row: Event, card: Card) -> list[Document]:
    """Return what was adopted there; a meeting that has not met has adopted nothing."""
    has_begun = card.is_over or card.is_live or card.is_unreported or card.stamp.is_today
    if (card.event.period.is_dated or card.event.is_postponed) and not has_begun:
        return []
    return list(row.documents.published().readable_first())


def _read(card: Card, names: PlaceNames) -> EventPage:
    event, row = card.event, _row_of(card.event)
    companions = Change.objects.public_events_of(step.decision for step in event.steps)
    entries = history_entries(event.steps, event.cities, names, companions)
    hosts = hosts_of(event)
    return EventPage(
        card=card,
        row=row,
        profile=profile(card, entries, names),
        why=why_moved(event, names),
        steps=entries,
        journey=journey(event, names),
        cities=names.rows(event.cities),
        photos=[(photo, text_of(photo, "alt")) for photo in row.photos.all()],
        documents=_documents_of(row, card),
        articles=list(row.articles.published().newest_first()),
        themes=list(row.themes.published().in_order()),
        hosts=hosts,
        host_groups=host_groups(event, hosts),
        beside=meetings_beside(row),
        presidency=current(),
        told_at=records.told_at("events", [event])[event.slug],
        translated_languages=translated_into(event, "title", "lead", "summary"),
    )


_kept = of_the_plan(_read)


def _row_of(event: EventState) -> Event:
    """Return the row of an event with its links and its photos. Raises Http404."""
    photos = Prefetch("photos", Photo.objects.shown())
    row = plan_memory.row_of(event.key)
    if row is None:
        rows = Event.objects.with_links().prefetch_related(photos)
        return cast(Event, gone.public_or_404(rows, pk=event.key))
    prefetch_related_objects([row], photos)
    return row


def hosts_of(event: EventState) -> list[Host]:
    """Return who holds `event`, in order. One query; none where no host is known."""
    if not event.hosts:
        return []
    hosts = Host.objects.for_pages().in_bulk(
        [host_state.slug for host_state in event.hosts], field_name="slug"
    )
    return [hosts[host_state.slug] for host_state in event.hosts if host_state.slug in hosts]


def host_groups(event: EventState, hosts: Sequence[Host]) -> list[HostGroup]:
    """Return `hosts`, those of `event`, by their roles: who receives it first."""
    roles = {host_state.slug: host_state.role for host_state in event.hosts}
    groups = []
    for role in HostRole:
        links = tuple(
            (host.get_absolute_url(), short_text(host))
            for host in hosts
            if roles[host.slug] == role
        )
        if links:
            groups.append(HostGroup(_label(role, len(links)), links))
    return groups


def _label(role: HostRole, number: int) -> str:
    match role:
        case HostRole.HOST:
            return npgettext("a role", "Host", "Hosts", number)
        case HostRole.CO_HOST:
            return npgettext("a role", "Co-host", "Co-hosts", number)
        case HostRole.ORGANISER:
            return npgettext("a role", "Organiser", "Organisers", number)

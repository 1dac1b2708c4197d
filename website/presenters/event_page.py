"""What the page of an event shows that follows from the rows, from its language and from how the event stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import npgettext

from documents.models import Document
from events.enums import Level, TitleOrigin
from events.models import Change, Event, Photo
from events.plan_memory import Printable, of_the_plan
from events.state import EventState
from hosts.models import Host, HostRole, short_text
from i18n.texts import Text, all_texts, text_of, translated_into
from news.models import Article
from places.models import City, PlaceNames
from presidencies.current import current
from presidencies.models import Presidency
from publishing import gone, records
from themes.models import Theme
from website.charts.date_history import Journey, journey
from website.presenters.changes import HistoryEntry, format_label, history_entries
from website.presenters.event import MEETINGS, Profile, meetings_beside, profile
from website.presenters.event_card import Card
from website.presenters.why_moved import WhyMoved, why_moved

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
        return format_label(self.event.format)

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
    rows = Event.objects.for_cards().prefetch_related(Prefetch("photos", Photo.objects.shown()))
    event, row = card.event, gone.public_or_404(rows, pk=card.event.key)
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

"""What the programme on paper says: the plan by its months, every move with its reason, an index."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse

from events import enums, history, plan_memory, timeline
from events.date_formats import say_day
from events.models import Event
from events.state import EventState
from i18n.texts import bcp47, current_language
from places.models import PlaceNames
from priorities.enums import Sign
from website.charts.timeline import signs_of
from website.presenters.agenda import AgendaRow, AgendaSection, Gap, agenda
from website.presenters.changes import HistoryEntry, history_entries
from website.presenters.event_card import Card, card
from website.presenters.groups import EventGroup, Ghost, by_body, ghosts
from website.presenters.month_grid import days_said
from website.presenters.plan import promise_by, whole_lead

#: Steps that give up something, whether or not a date, place or format shows it.
BREAKS = (enums.ChangeKind.POSTPONED, enums.ChangeKind.CANCELLED, enums.ChangeKind.RENAMED)


@dataclass(frozen=True)
class ProgrammeRow:
    """A row of the table: an event, or with `ghost` a slot that it left."""

    card: Card
    when: str
    ghost: Ghost | None = None
    #: The steps by which the event gave up what was known of it, oldest first.
    moves: tuple[HistoryEntry, ...] = ()


@dataclass(frozen=True)
class ProgrammeSection:
    """A month, or a longer time whose month is not known; without lines an empty time."""

    label: str
    anchor: str = ""
    counts: str = ""
    lines: tuple[ProgrammeRow, ...] = ()
    month_known: bool = True


@dataclass(frozen=True)
class Programme:
    """In the active language. `origin` is the address of the portal, without a last slash."""

    origin: str
    number: int
    now: datetime
    cards: list[Card]
    names: PlaceNames

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def language(self) -> str:
        """As RFC 5646 writes it."""
        return bcp47(current_language())

    @property
    def day(self) -> str:
        return say_day(self.today)

    @property
    def lead(self) -> str:
        return whole_lead(self.cards, self.now)

    @property
    def promise(self) -> str:
        """The promise of the presidency against what is announced; "" without one."""
        promise = promise_by((card.event for card in self.cards), self.today)
        return promise.sentence if promise else ""

    @property
    def plan_url(self) -> str:
        return self.origin + reverse("events:plan")

    @property
    def changes_url(self) -> str:
        """Where a reader finds what changed after the day of this paper."""
        return f"{self.origin}{reverse('events:changes')}?from={self.today.isoformat()}"

    @cached_property
    def chapters(self) -> list[ProgrammeSection]:
        # No day is "today" on paper.
        plan_agenda = agenda(self.cards, ghosts(self.cards, self.names, self.today), None)
        return [self._section(block) for block in plan_agenda.blocks]

    @property
    def undated(self) -> list[ProgrammeRow]:
        return [
            self._line(AgendaRow(card)) for card in self.cards if not card.event.period.is_dated
        ]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What the marks mean."""
        return signs_of(card.event for card in self.cards)

    @property
    def bodies(self) -> list[EventGroup]:
        return by_body(self.cards)

    def _section(self, block: AgendaSection | Gap) -> ProgrammeSection:
        if not isinstance(block, AgendaSection):
            return ProgrammeSection(block.label)
        lines = tuple(self._line(row) for row in block.rows)
        has_month = block.month is not None
        return ProgrammeSection(block.label, block.anchor, block.counts, lines, has_month)

    def _line(self, row: AgendaRow) -> ProgrammeRow:
        is_exact = row.period.is_exact
        when = days_said(row) if is_exact else row.period.say(current_language())
        if row.ghost:
            return ProgrammeRow(row.card, when, row.ghost)
        return ProgrammeRow(row.card, when, moves=tuple(moves(row.card.event, self.names)))


def programme(origin: str, number: int, now: datetime) -> Programme:
    """Return what is public at `now` (aware), as of the record `number`."""
    events = Event.objects.published().in_plan_order()
    names = PlaceNames.read()
    return Programme(
        origin,
        number,
        now,
        [card(state, now, names) for state in plan_memory.states_of(events)],
        names,
    )


def moves(event: EventState, names: PlaceNames) -> list[HistoryEntry]:
    """Return the steps of `event` by which something that was known held no more."""
    states = history.followed(event.steps)
    entries = history_entries(event.steps, event.cities, names)
    return [
        entry
        for change, entry, old_facts, new_facts in zip(
            event.steps, entries, [timeline.Facts(), *states], states, strict=False
        )
        if change.kind in BREAKS
        or (change.kind != enums.ChangeKind.CORRECTED and history.left_behind(old_facts, new_facts))
    ]

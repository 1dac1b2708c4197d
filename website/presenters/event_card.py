"""How an event shows in a row, on every page: its date, its state, and what it was before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Self

from django.utils.translation import gettext as _, override

from events import history, plan_memory
from events.enums import NAMES, Status, meaning_of
from events.plan_memory import Printable
from events.state import EventState
from events.timeline import Facts
from i18n.texts import Text, current_language, text_of
from places.models import PlaceNames
from priorities.enums import Sign
from publishing.translations import listed_text
from website.presenters.dates import (
    ClockTime,
    DateStamp,
    clock_place,
    clock_time,
    say_slot,
    stamp_of,
)
from website.presenters.why_moved import why_in_a_cell, why_in_brief


@dataclass(frozen=True)
class Tag:
    """A state in words. `code` is the class: live, moved, online, cancelled, unconfirmed, held."""

    code: str
    label: str


class EventStanding(NamedTuple):
    """All that a moment decides of how an event shows."""

    is_live: bool
    is_over: bool
    is_unreported: bool
    is_planned: bool
    is_today: bool

    @classmethod
    def of(cls, event: EventState, now: datetime) -> Self:
        return cls(
            event.is_live(now),
            event.is_over(now),
            event.is_unreported(now),
            event.is_only_planned(now),
            event.period.is_exact and event.period.covers(now.date()),
        )


@dataclass(frozen=True, eq=False)
class Card(Printable):
    """One event, ready to be shown in the active language."""

    event: EventState
    #: The official one, or ours: for the page of the event and for machines.
    title: Text
    #: What lists call it.
    short_title: Text
    strand: Sign
    place: str
    chair: Text | None
    #: None unless its clock time is known.
    clock_time: ClockTime | None
    #: With the clock time.
    date_text: str
    iso: str
    stamp: DateStamp
    #: Exceptions only, for lists. `all_tags` says "Held" too.
    tags: tuple[Tag, ...]
    all_tags: tuple[Tag, ...]
    #: "Was 22–23 July 2020 in Saint Petersburg", or "".
    was: str
    #: Why, in a sentence, where it is known; of what is still to come.
    why: Text | None
    #: The same for a cell of a month or a week.
    why_shortly: str
    is_live: bool
    is_over: bool
    is_unreported: bool

    @property
    def is_planned(self) -> bool:
        """Whether its day is exact, and neither confirmed nor set by a step: lists and pages say so beside the date."""
        return self.stamp.is_planned

    @property
    def leads(self) -> bool:
        """Whether a list of what is to come also says what it is."""
        return not self.is_over and (self.event.is_main or self.stamp.is_today)

    @property
    def account(self) -> Text:
        """What it is while it is still to come, what came of it once it is over."""
        return account_of(self.event, is_over=self.is_over)

    @property
    def url(self) -> str:
        return self.event.get_absolute_url()

    @property
    def is_cancelled(self) -> bool:
        return self.event.is_cancelled


def account_of(event: EventState, *, is_over: bool = False) -> Text:
    """Return what tells of `event`: a lead that it has outlived says that it was planned so."""
    account = text_of(event, event.account(is_over=is_over))
    if not event.is_told_as_planned(is_over=is_over):
        return account
    with override(account.language or current_language()):
        return replace(account, value=_("As it was planned: %(text)s") % {"text": account.value})


def cards(
    events: Iterable[EventState], now: datetime, names: PlaceNames | None = None
) -> list[Card]:
    """Return the card of each event at `now` (aware). Without `names` two queries name the places."""
    place_names = names or PlaceNames.read()
    return [card(event, now, place_names) for event in events]


def card(event: EventState, now: datetime, names: PlaceNames) -> Card:
    """Return the card of one event at `now`; one of the plan in memory is made once for each standing."""
    standing, shelf = EventStanding.of(event, now), event.shelf if names.is_kept else None
    if shelf is None:
        return _card(event, standing, names)
    key = (names, plan_memory.worded(), standing)
    event_card: Card | None = shelf.get(key)
    if event_card is None:
        event_card = shelf[key] = _card(event, standing, names)
    return event_card


def _card(event: EventState, standing: EventStanding, names: PlaceNames) -> Card:
    period, language = event.period, current_language()
    live, over, unreported = standing.is_live, standing.is_over, standing.is_unreported
    tags = state_tags(event, live=live, over=over, unreported=unreported)
    return Card(
        event=event,
        title=listed_text(event, "title"),
        short_title=listed_text(event, *NAMES),
        strand=event.strand,
        place=place_of(event.facts, event.kind, names),
        chair=names.country(event.chair),
        clock_time=clock_time(period, event.cities, names),
        date_text=period.say(language, clock_place(period, event.cities, names)),
        iso=period.iso(),
        stamp=replace(
            stamp_of(period, language, is_today=standing.is_today), is_planned=standing.is_planned
        ),
        tags=tags,
        all_tags=(*held_tag(event), *tags),
        was=was_line(event, names),
        why=why_in_brief(event, names, is_over=over),
        why_shortly="" if over else why_in_a_cell(event, names),
        is_live=live,
        is_over=over,
        is_unreported=unreported,
    )


def held_tag(event: EventState) -> tuple[Tag, ...]:
    return (Tag("held", _("Held")),) if event.status == Status.HELD else ()


def state_tags(
    event: EventState, *, live: bool = False, over: bool = False, unreported: bool = False
) -> tuple[Tag, ...]:
    """Return the tags of an exceptional state, the weightiest first."""
    tags = [_status_tag(event, live=live, over=over, unreported=unreported)]
    if event.history.rescheduled and not (event.is_cancelled or event.is_postponed):
        tags.append(Tag("moved", _moved_label(event)))
    if event.has_moved_online:
        tags.append(Tag("online", _("Moved online")))
    elif event.history.relocated and not event.is_cancelled:
        tags.append(Tag("moved", _("Relocated")))
    return tuple(tag for tag in tags if tag is not None)


def _moved_label(event: EventState) -> str:
    """Say whether the days moved, or the clock time alone."""
    if event.left_days:
        return _("Rescheduled")
    return _("New time") if event.period.clock else _("Time to be confirmed")


def _status_tag(event: EventState, *, live: bool, over: bool, unreported: bool) -> Tag | None:
    match event.status:
        case Status.CANCELLED:
            return Tag("cancelled", _("Cancelled"))
        case Status.POSTPONED:
            return Tag("moved", _("Postponed"))
        case Status.UNKNOWN_OUTCOME:
            return Tag("unconfirmed", _("Outcome unknown"))
        case Status.HELD:
            return None
    if live:
        return Tag("live", _("Live now"))
    if unreported:
        return Tag("unconfirmed", _("Outcome not yet reported"))
    if over or event.period.is_exact:
        return None
    return Tag("unconfirmed", _("To be confirmed"))


def place_of(facts: Facts, kind: str, names: PlaceNames) -> str:
    """Return where an event of `kind` meets, in words: a city, a videoconference, or both."""
    return meaning_of(facts.format, kind).where(names.listed(facts.cities))


def was_line(event: EventState, names: PlaceNames) -> str:
    """Return what the event was before its last move: "Was 22–23 July 2020 in Chelyabinsk"."""
    slot, left_cities = event.history.last_left, event.history.left_cities
    if slot is None:
        return _("Was in %(place)s") % {"place": names.listed(left_cities)} if left_cities else ""
    cities = slot.cities if _place_changed(event, slot) else ()
    parts = {"date": say_slot(slot, event.cities, names), "place": names.listed(cities)}
    if not event.is_postponed or event.period.is_dated:
        return (_("Was %(date)s in %(place)s") if cities else _("Was %(date)s")) % parts
    if cities:
        return _("Was %(date)s in %(place)s. New date to be confirmed") % parts
    parts["date"] = parts["date"].removesuffix(".")  # a Russian date brings its own: 2020 г.
    return _("Was %(date)s. New date to be confirmed") % parts


def _place_changed(event: EventState, slot: history.Slot) -> bool:
    return slot.cities != event.cities or event.history.moved_online

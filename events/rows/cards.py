"""How an event shows in a row, on every page: its date, its state, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.history import History, Slot
from events.outcomes import is_over, is_unreported
from events.rows.clock_times import ClockTime, clock_place, clock_time, say_slot
from events.rows.stamps import Stamp, stamp_of
from events.states import EXPECTED, Format, Status
from places.models import City
from priorities.states import RUNNING, RUNNING_LABEL, Strand
from publishing.languages import Text, text_of
from publishing.translations import listed_text

if TYPE_CHECKING:
    from events.models import Event


class CityNames(dict[str, Text]):
    """The names of cities in the active language, by slug: so the record names old places."""

    def __init__(self, cities: Iterable[City] = ()) -> None:
        shown = list(cities)
        super().__init__({city.slug: text_of(city, "name") for city in shown})
        self._zones = {city.slug: city.time_zone for city in shown}

    def in_zone(self, zone: str, slugs: Iterable[str]) -> str:
        """Return the name of the first of `slugs` whose clocks are those of `zone`, or ""."""
        there = (slug for slug in slugs if self._zones.get(slug) == zone)
        return next((str(self[slug]) for slug in there), "")


@dataclass(frozen=True)
class Tag:
    """A state in words. `code` is the class: live, moved, online, cancelled, unconfirmed, held."""

    code: str
    label: str


@dataclass(frozen=True)
class Card:
    """One event, ready to be shown in the active language."""

    event: Event
    history: History
    title: Text
    strand: str
    strand_label: str
    place: str
    #: None unless its clock time is known.
    clock_time: ClockTime | None
    #: With the clock time.
    date_text: str
    iso: str
    stamp: Stamp
    #: Exceptions only, for lists. `all_tags` says "Held" too.
    tags: tuple[Tag, ...]
    all_tags: tuple[Tag, ...]
    #: "Was 22–23 July 2020 in Saint Petersburg", or "".
    was: str
    is_live: bool
    is_over: bool
    is_unreported: bool

    @property
    def url(self) -> str:
        return self.event.get_absolute_url()

    @property
    def is_cancelled(self) -> bool:
        return self.event.status == Status.CANCELLED


def cards(events: Iterable[Event], now: datetime) -> list[Card]:
    """Return the card of each event at `now` (aware). Load the events with `for_cards()`."""
    names = city_names()
    return [card(event, now, names) for event in events]


def city_names() -> CityNames:
    """Return every city's name in the active language. One query."""
    return CityNames(City.objects.all())


def card(event: Event, now: datetime, names: CityNames) -> Card:
    history = History.of(event)
    period, language = event.period, get_language() or "en"
    live = is_live(event, now)
    over = is_over(period, now)
    unreported = is_unreported(event, now)
    tags = state_tags(event, history, live=live, over=over, unreported=unreported)
    held = (Tag("held", _("Held")),) if event.status == Status.HELD else ()
    strand = strand_of(event)
    return Card(
        event=event,
        history=history,
        title=listed_text(event, "title"),
        strand=strand,
        strand_label=str(RUNNING_LABEL if strand == RUNNING else Strand(strand).label),
        place=place_of(event),
        clock_time=clock_time(event),
        date_text=period.say(language, clock_place(event)),
        iso=period.iso(),
        stamp=stamp_of(period, now.date(), language),
        tags=tags,
        all_tags=held + tags,
        was=was_line(event, history, names),
        is_live=live,
        is_over=over,
        is_unreported=unreported,
    )


def strand_of(event: Event) -> str:
    """Return the strand of the event's first public priority, or RUNNING without one."""
    goals = [goal for goal in event.priorities.all() if goal.is_published]
    return min(goals, key=attrgetter("position")).strand if goals else RUNNING


def is_live(event: Event, now: datetime) -> bool:
    """Whether an event with a clock time is going on at `now`."""
    period = event.period
    if event.status not in EXPECTED or period.begins is None or period.ends is None:
        return False
    return period.begins <= now < period.ends


def state_tags(
    event: Event, history: History, *, live: bool, over: bool, unreported: bool = False
) -> tuple[Tag, ...]:
    """Return the tags of an exceptional state, the weightiest first."""
    tags = [_status_tag(event, live=live, over=over, unreported=unreported)]
    if history.rescheduled and event.status not in (Status.CANCELLED, Status.POSTPONED):
        tags.append(Tag("moved", _moved_label(event, history)))
    if history.moved_online and event.format == Format.ONLINE:
        tags.append(Tag("online", _("Moved online")))
    elif history.relocated and event.status != Status.CANCELLED:
        tags.append(Tag("moved", _("Relocated")))
    return tuple(tag for tag in tags if tag is not None)


def _moved_label(event: Event, history: History) -> str:
    """Say whether the days moved, or the clock time alone."""
    period = event.period
    if not all(slot.period.same_days(period) for slot in history.left):
        return _("Rescheduled")
    return _("New time") if event.opens_at else _("Time to be confirmed")


def _status_tag(event: Event, *, live: bool, over: bool, unreported: bool) -> Tag | None:
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


def place_of(event: Event) -> str:
    """Return where the event meets, in words: a city, a videoconference, or both."""
    cities = _(", ").join(str(text_of(city, "name")) for city in event.cities.all())
    if event.format == Format.ONLINE:
        return _("Videoconference")
    if event.format == Format.HYBRID:
        return (
            _("%(place)s and online") % {"place": cities} if cities else _("In person and online")
        )
    return cities


def was_line(event: Event, history: History, names: CityNames) -> str:
    """Return what the event was before its last move: "Was 22–23 July 2020 in Chelyabinsk"."""
    slot = history.last_left
    if slot is None:
        if history.left_cities:
            place = say_cities(history.left_cities, names)
            return _("Was in %(place)s") % {"place": place}
        return ""
    cities = slot.cities if _place_changed(event, history, slot) else ()
    told = {"date": say_slot(slot, event, names), "place": say_cities(cities, names)}
    if event.status != Status.POSTPONED or event.period.is_dated:
        return (_("Was %(date)s in %(place)s") if cities else _("Was %(date)s")) % told
    if cities:
        return _("Was %(date)s in %(place)s. New date to be confirmed") % told
    told["date"] = told["date"].removesuffix(".")  # a Russian date brings its own: 2020 г.
    return _("Was %(date)s. New date to be confirmed") % told


def _place_changed(event: Event, history: History, slot: Slot) -> bool:
    return slot.cities != tuple(sorted(c.slug for c in event.cities.all())) or history.moved_online


def say_cities(slugs: Iterable[str], names: CityNames) -> str:
    """Return cities, given by slug, as a list of their names."""
    return _(", ").join(str(names[slug]) if slug in names else slug for slug in slugs)

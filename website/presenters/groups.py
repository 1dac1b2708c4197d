"""The plan under headings: by priority, by body, by place. An event may stand under several.

The dates that an event has left are its ghosts: they stay in every list, struck through.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from django.utils.translation import gettext as _

from bodies.models import Body, Node, tree
from events import date_order, history, span
from events.dates import Period
from events.enums import FORMATS, REMOTE, Status
from events.plan_memory import Printable
from events.state import EventState
from i18n.collation import reading_key
from i18n.texts import Text, current_language, text_of
from places.models import City, PlaceNames
from priorities.enums import RUNNING_SIGN, Sign
from priorities.models import Priority
from publishing.translations import listed_text
from website import sentences
from website.presenters.dates import DateStamp, clock_time_of, say_slot, stamp_of
from website.presenters.event_card import Card
from website.presenters.why_moved import why_left


@dataclass(frozen=True, eq=False)
class Ghost(Printable):
    """A slot that an event has left. `fate` is the class and the sentence: moved, postponed
    or cancelled."""

    card: Card
    period: Period
    stamp: DateStamp
    iso: str
    date_text: str
    #: Where it would have met, when it does not meet there now.
    place: str
    #: When it would have opened, if that was known: "14:00 Moscow time".
    clock: str
    #: Why it was left: "because of the pandemic", if somebody said so.
    cause: str
    fate: str

    @property
    def then(self) -> str:
        """What the title does not say of the slot: "Chelyabinsk, 14:00 Chelyabinsk time"."""
        return _(", ").join(part for part in (self.place, self.clock) if part)

    @property
    def is_postponed(self) -> bool:
        return self.fate == Status.POSTPONED


def ghosts(cards: list[Card], names: PlaceNames, today: date) -> list[Ghost]:
    """Return every slot that the events of `cards` have left."""
    return [ghost for card in cards for ghost in _ghosts(card, names, today)]


def _ghosts(card: Card, names: PlaceNames, today: date) -> Iterator[Ghost]:
    for number, slot in enumerate(card.event.left_days):
        is_today = slot.period.covers(today)
        make = partial(_ghost, card, slot, names, is_today=is_today)
        yield card.made(("ghost", number, names, is_today), make)


def _ghost(card: Card, slot: history.Slot, names: PlaceNames, *, is_today: bool) -> Ghost:
    event = card.event
    clock = clock_time_of(slot, event.cities, names)
    return Ghost(
        card=card,
        period=slot.period,
        stamp=stamp_of(slot.period, current_language(), is_today=is_today),
        iso=slot.period.iso(),
        date_text=say_slot(slot, event.cities, names),
        place=_left_place(event, slot, names),
        clock=clock.said if clock else "",
        cause=why_left(event, slot.period),
        fate=event.fate,
    )


def _left_place(event: EventState, slot: history.Slot, names: PlaceNames) -> str:
    stayed = slot.cities == event.cities
    if stayed and (event.format == slot.format or not event.is_online):
        return ""
    return names.listed(slot.cities)


@dataclass(frozen=True)
class EventGroup:
    """The events under one heading. `url` is empty for a heading without a page of its own."""

    anchor: str
    label: Text
    cards: tuple[Card, ...]
    url: str = ""
    #: The mark beside the heading.
    strand: Sign | None = None
    #: The country of a city, the body above a body.
    part_of: Text | None = None
    reports_to: Text | None = None
    #: Those of `cards` that have moved away from here.
    moved: tuple[Card, ...] = ()
    short_label: Text | None = None

    @property
    def counts(self) -> str:
        cancelled_count = sum(card.is_cancelled for card in self.cards if card not in self.moved)
        return sentences.say_of_place(
            len(self.cards), elsewhere=len(self.moved), cancelled=cancelled_count
        )

    @property
    def years(self) -> list[tuple[str, list[Card]]]:
        """The events under the year that they are listed in, the undated ones last."""
        return [(label, list(cards)) for label, cards in groupby(self.cards, key=_year_of)]


def by_priority(cards: Sequence[Card]) -> list[EventGroup]:
    """Return a group for each public priority, in their order, and one for the others."""
    by_slug, other_cards = _cards_by_slug(cards, lambda card: card.event.priorities)
    groups = [
        EventGroup(
            anchor=f"priority-{priority.slug}",
            label=listed_text(priority, "title"),
            cards=tuple(by_slug.get(priority.slug, ())),
            url=priority.get_absolute_url(),
            strand=priority.strand.sign,
        )
        for priority in Priority.objects.published().in_order()
    ]
    if other_cards:
        groups.append(
            EventGroup("priority-none", RUNNING_SIGN.label, other_cards, strand=RUNNING_SIGN)
        )
    return groups


def by_body(cards: Sequence[Card]) -> list[EventGroup]:
    """Return a group for each public body that any of `cards` is of, as they stand in the tree."""
    by_slug, other_cards = _cards_by_slug(cards, lambda card: card.event.bodies)
    groups = []
    for body in _in_tree_order(tree(Body.objects.published().for_pages())):
        if body.slug in by_slug:
            group = EventGroup(
                anchor=f"body-{body.slug}",
                label=listed_text(body, "name"),
                short_label=listed_text(body, "short_name"),
                cards=tuple(by_slug[body.slug]),
                url=body.get_absolute_url(),
                reports_to=text_of(parent, "short_name")
                if (parent := body.public_parent)
                else None,
            )
            groups.append(group)
    if other_cards:
        groups.append(
            EventGroup("body-none", _heading(_("Without a body of the organisation")), other_cards)
        )
    return groups


def by_place(cards: Sequence[Card]) -> list[EventGroup]:
    """Return a group for each city that any of `cards` meets in or has left, by name.

    Then come those of each format without a place, and what has no place yet.
    """
    by_slug, other_cards = _cards_by_slug(
        cards, lambda card: [*card.event.met_cities, *sorted(card.event.left_places)]
    )
    cities = [city for city in City.objects.with_country() if city.slug in by_slug]
    cities.sort(key=lambda city: reading_key(str(text_of(city, "name"))))
    groups = [_of_city(city, by_slug[city.slug]) for city in cities]
    for code in REMOTE:
        if remote_cards := tuple(card for card in cards if card.event.format == code):
            heading = _heading(str(FORMATS[code].heading))
            groups.append(EventGroup(f"place-{code}", heading, remote_cards))
    placeless_cards = tuple(card for card in other_cards if not card.event.is_online)
    if placeless_cards:
        groups.append(EventGroup("place-none", _heading(_("Place not announced")), placeless_cards))
    return groups


# --- below: what stands where -----------------------------------------------------------


def _cards_by_slug(
    cards: Iterable[Card], headings: Callable[[Card], Iterable[str]]
) -> tuple[dict[str, list[Card]], tuple[Card, ...]]:
    """Return the cards under each of their `headings`, and those that have none."""
    by_slug: dict[str, list[Card]] = {}
    other_cards = []
    for card in cards:
        slugs = dict.fromkeys(headings(card))
        for slug in slugs:
            by_slug.setdefault(slug, []).append(card)
        if not slugs:
            other_cards.append(card)
    return by_slug, tuple(other_cards)


def _of_city(city: City, cards: list[Card]) -> EventGroup:
    return EventGroup(
        anchor=f"place-{city.slug}",
        label=listed_text(city, "name"),
        cards=tuple(cards),
        part_of=text_of(city.country, "name"),
        moved=tuple(card for card in cards if city.slug in card.event.left_places),
    )


def _in_tree_order(nodes: Iterable[Node]) -> Iterator[Body]:
    for node in nodes:
        yield node.body
        yield from _in_tree_order(node.children)


def _year_of(card: Card) -> str:
    day = date_order.sort_day(card.event.period)
    return _("Without a date") if day == date_order.NO_DAY else span.say_year(day.year)


def _heading(words: str) -> Text:
    language = current_language()
    return Text(words, language, language)

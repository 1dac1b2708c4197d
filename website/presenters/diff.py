"""The difference between two days as its page prints it, day by day, the newest first; and what was decided of
several events at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import attrgetter

from django.utils.text import capfirst
from django.utils.translation import (
    gettext as _,
    gettext_lazy,
    ngettext,
    ngettext_lazy,
    pgettext,
    pgettext_lazy,
)

from events.as_of.diff import Difference, Differences, Silent, Sort, newest_first
from events.date_formats import say_day
from events.enums import NAMES, ChangeKind, Status
from events.history import moving_steps
from events.models import Change
from events.state import EventState
from events.timeline import ChangeState, announced_period
from i18n.texts import Text, current_language, text_of
from places.models import PlaceNames
from publishing.translations import listed_text
from website.presenters.changes import (
    Companions,
    FactMove,
    HistoryEntry,
    fact_of_dates,
    history_entries,
    moves_of,
    plainly,
    source_name,
)
from website.presenters.event_card import Card, Tag, card
from website.presenters.why_moved import cause_of
from website.sentences import end_once

#: Each sort in words, in the order of the sentence: what a reader must not miss, then what is new,
#: then what went as planned.
LABELS = {
    Sort.CANCELLED: pgettext_lazy("step", "Cancelled"),
    Sort.POSTPONED: pgettext_lazy("step", "Postponed"),
    Sort.REINSTATED: gettext_lazy("Takes place after all"),
    Sort.MOVED: gettext_lazy("New date"),
    Sort.TIMED: gettext_lazy("New time"),
    Sort.ONLINE: gettext_lazy("Moved online"),
    Sort.RELOCATED: gettext_lazy("New place"),
    Sort.REFORMED: gettext_lazy("New format"),
    Sort.ADDED: gettext_lazy("Added to the plan"),
    Sort.CONFIRMED: pgettext_lazy("step", "Confirmed"),
    Sort.SAID_MORE: pgettext_lazy("in a comparison", "Date set"),
    Sort.RENAMED: gettext_lazy("New name"),
    Sort.CORRECTED: gettext_lazy("Corrected"),
    Sort.HELD: pgettext_lazy("step", "Held"),
}
COUNTS = {
    Sort.CANCELLED: ngettext_lazy("%(count)d cancelled", "%(count)d cancelled", "count"),
    Sort.POSTPONED: ngettext_lazy("%(count)d postponed", "%(count)d postponed", "count"),
    Sort.REINSTATED: ngettext_lazy(
        "%(count)d takes place after all", "%(count)d take place after all", "count"
    ),
    Sort.MOVED: ngettext_lazy("%(count)d given a new date", "%(count)d given a new date", "count"),
    Sort.TIMED: ngettext_lazy("%(count)d given a new time", "%(count)d given a new time", "count"),
    Sort.ONLINE: ngettext_lazy("%(count)d moved online", "%(count)d moved online", "count"),
    Sort.RELOCATED: ngettext_lazy(
        "%(count)d given a new place", "%(count)d given a new place", "count"
    ),
    Sort.REFORMED: ngettext_lazy(
        "%(count)d given a new format", "%(count)d given a new format", "count"
    ),
    Sort.ADDED: ngettext_lazy("%(count)d added", "%(count)d added", "count"),
    Sort.CONFIRMED: ngettext_lazy("%(count)d confirmed", "%(count)d confirmed", "count"),
    Sort.SAID_MORE: ngettext_lazy("%(count)d date set", "%(count)d dates set", "count"),
    Sort.RENAMED: ngettext_lazy("%(count)d renamed", "%(count)d renamed", "count"),
    Sort.CORRECTED: ngettext_lazy("%(count)d corrected", "%(count)d corrected", "count"),
    Sort.HELD: ngettext_lazy("%(count)d held", "%(count)d held", "count"),
}
#: Each sort's colour among the tags; of the others that of what was held.
TAGS = {
    Sort.CANCELLED: "cancelled",
    Sort.POSTPONED: "moved",
    Sort.MOVED: "moved",
    Sort.TIMED: "moved",
    Sort.RELOCATED: "moved",
    Sort.ONLINE: "online",
    Sort.ADDED: "unconfirmed",
}
#: That an event took place needs no reason.
WITHOUT_REASON = (Sort.HELD,)
#: The reason for one of these is its own, whatever moved before.
CALLED_OFF = (Sort.CANCELLED, Sort.POSTPONED, Sort.REINSTATED)


@dataclass(frozen=True)
class Item:
    """One event: what it was, what it is by the last day, why, and the steps in between."""

    card: Card
    tags: tuple[Tag, ...]
    moves: tuple[FactMove, ...]
    reason: Text | None
    steps: tuple[HistoryEntry, ...]
    #: "10 November 2020", "Videoconference", "Held": what neither the moves nor the steps say.
    unsaid: tuple[str, ...]


@dataclass(frozen=True)
class DiffGroup:
    """What changed last on one day, or in one month where no day is known."""

    label: str
    iso: str
    items: tuple[Item, ...]

    @property
    def code(self) -> str:
        return f"on-{self.iso}"


@dataclass(frozen=True)
class SilentItem:
    """An event with its steps of unknown day, and when each may have been announced."""

    title: Text
    url: str
    steps: tuple[tuple[HistoryEntry, str], ...]


@dataclass(frozen=True)
class DifferenceList:
    groups: tuple[DiffGroup, ...]
    silent: tuple[SilentItem, ...]
    #: Events over in this time whose outcome nobody announced on a known day: those that are known to have been
    #: held, and those of which no more is known than that their time is over.
    held: tuple[Card, ...]
    unheard_of: tuple[Card, ...]
    #: "15 events changed: 5 postponed, 3 added, 7 held."
    sentence: str


@dataclass(frozen=True)
class DiffPresenter:
    """What it takes to say a difference: the moment of the last day, and the names of places."""

    now: datetime
    names: PlaceNames
    companions: Companions = field(default_factory=dict)

    def list_of(self, differences: Differences) -> DifferenceList:
        groups = groupby(newest_first(differences.dated), attrgetter("announced"))
        over = [
            card(known_event.event.at(entry), self.now, self.names)
            for known_event, entry in differences.outcomes
        ]
        return DifferenceList(
            groups=tuple(
                DiffGroup(
                    announced.say(current_language()),
                    announced.iso(),
                    tuple(self.item(difference) for difference in group),
                )
                for announced, group in groups
            ),
            silent=tuple(
                self.silent(event, group)
                for event, group in groupby(differences.silent, attrgetter("event"))
            ),
            held=tuple(one for one in over if one.event.status == Status.HELD),
            unheard_of=tuple(one for one in over if one.event.status != Status.HELD),
            sentence=sentence(differences.dated),
        )

    def item(self, difference: Difference) -> Item:
        entry = difference.known_event.entry_on(self.now.date()) or difference.after
        event_card = card(difference.known_event.event.at(entry), self.now, self.names)
        change, cities_now = difference.change, difference.known_event.event.cities
        facts = []
        if change.new_period is None and event_card.event.period.is_dated:
            facts.append(event_card.date_text)
        if not (change.new_cities or change.new_format) and event_card.place:
            facts.append(event_card.place)
        if entry.step is None:  # an outcome that nobody announced
            facts += [tag.label for tag in event_card.all_tags[:1]]
        return Item(
            card=event_card,
            tags=tuple(
                Tag(TAGS.get(sort, "held"), str(LABELS[sort])) for sort in _sorts_told(difference)
            ),
            moves=tuple(
                _with_dates_between(move, difference)
                for move in moves_of(change, cities_now, self.names, difference.after.facts.cities)
            ),
            reason=None
            if difference.sort in WITHOUT_REASON
            else text_of(_telling(difference), "reason"),
            steps=tuple(history_entries(difference.steps, cities_now, self.names, self.companions)),
            unsaid=tuple(facts),
        )

    def silent(self, event: EventState, changes: Iterable[Silent]) -> SilentItem:
        entries = [
            (entry, _when(change))
            for change in changes
            for entry in history_entries([change.step], event.cities, self.names)
        ]
        return SilentItem(listed_text(event, *NAMES), event.get_absolute_url(), tuple(entries))


def _sorts_told(difference: Difference) -> tuple[Sort, ...]:
    """Return what is said of a difference: its weightiest, and that it moved online, which the sentence counts."""
    also_online = difference.moved_online and difference.sort != Sort.ONLINE
    return (difference.sort, *([Sort.ONLINE] if also_online else []))


def _telling(difference: Difference) -> ChangeState:
    """Return the step whose reason is told: of a move one that names a cause, as the row of the front page does."""
    telling = difference.telling
    if difference.sort in CALLED_OFF:
        return telling
    steps = {change.number for change in difference.steps}
    history = difference.known_event.event.steps[: difference.after.steps]
    caused = [
        one.step for one in moving_steps(history) if one.step.number in steps and cause_of(one.step)
    ]
    return telling if telling in caused else next(reversed(caused), telling)


def _with_dates_between(move: FactMove, difference: Difference) -> FactMove:
    """Name each date that was left, where more than one was: “May 2020, then 7–9 October 2020”."""
    left, change = difference.dates_left, difference.change
    is_date = change.tells("period") and move.label == fact_of_dates(change)
    if not is_date or len(left) < 2 or left[0] != change.old_period:
        return move  # a mistake that was set right is no date that it had
    if any(period.clock for period in left):
        return move
    said = list(dict.fromkeys(period.say(current_language()) for period in left))
    return replace(move, old=plainly(reduce(_then, said)))


def _then(first: str, second: str) -> str:
    return pgettext("two dates, the second after the first", "%(first)s, then %(second)s") % {
        "first": first,
        "second": second,
    }


def sentence(differences: Sequence[Difference]) -> str:
    """Count the events that changed, by what happened to them."""
    if not differences:
        return _("Nothing was announced in this period.")
    return ngettext(
        "%(count)d event changed: %(parts)s.",
        "%(count)d events changed: %(parts)s.",
        len(differences),
    ) % {"count": len(differences), "parts": say_counts(differences, LABELS)}


def say_counts(differences: Sequence[Difference], sorts: Iterable[Sort]) -> str:
    """Say how many of `differences` are of each of `sorts`: "11 given a new date (5 of them moved online), 3 added".

    Each counts once, under its weightiest; those that also moved online are told, or the number that did would be too small.
    """
    counted = Counter(difference.sort for difference in differences)
    online = Counter(difference.sort for difference in differences if difference.moved_online)
    counts = [_say_count(sort, counted[sort], online[sort]) for sort in sorts if counted[sort]]
    return pgettext("between counts", ", ").join(counts)


def _say_count(sort: Sort, count: int, online_count: int) -> str:
    words = str(COUNTS[sort] % {"count": count})
    if sort == Sort.ONLINE or not online_count:
        return words
    of_them = (
        ngettext("and moved online", "and moved online", count)
        if online_count == count
        else ngettext(
            "%(count)d of them moved online", "%(count)d of them moved online", online_count
        )
    )
    return pgettext("a count, and how many of them also", "%(counted)s (%(of_them)s)") % {
        "counted": words,
        "of_them": of_them % {"count": online_count},
    }


def _when(change: Silent) -> str:
    """Say between which days a step was announced: "Between 14 January and 7 October 2020"."""
    known = {"earliest": change.earliest, "latest": change.latest}
    days = {name: say_day(day) for name, day in known.items() if day}
    if len(days) == 2:
        pattern = _("Announced between %(earliest)s and %(latest)s.")
    elif "latest" in days:
        pattern = _("Announced by %(latest)s.")
    else:
        pattern = _("Announced after %(earliest)s.") if days else ""
    return end_once(pattern % days)


@dataclass(frozen=True)
class DecisionPage:
    """In the active language; `announced` is empty when its day is unknown."""

    title: str
    announced: str
    announced_iso: str
    reason: Text
    source_url: str
    source_name: str
    items: tuple[Item, ...]

    @property
    def heading(self) -> Text:
        return Text(self.title, current_language(), current_language())


def decision_page(
    steps: Sequence[Change], states: Sequence[EventState], names: PlaceNames, now: datetime
) -> DecisionPage:
    """Return the page of what `steps` (one an event, at least one) decided; `states` are of their events."""
    change = steps[0].state()
    announced, step_of = announced_period(change), {step.event_id: step for step in steps}
    return DecisionPage(
        title=title_of(change.kind, len(states)),
        announced=announced.say(current_language()) if announced.is_dated else "",
        announced_iso=announced.iso(),
        reason=text_of(change, "reason"),
        source_url=change.source_url,
        source_name=source_name(change.source_url),
        items=tuple(_item(state, step_of[state.key], names, now) for state in states),
    )


def title_of(kind: str, count: int) -> str:
    """Return "Postponed: 5 events"."""
    what = capfirst(str(ChangeKind(kind).label))
    sentence = ngettext("%(what)s: %(count)d event", "%(what)s: %(count)d events", count)
    return sentence % {"what": what, "count": count}


def _item(state: EventState, step: Change, names: PlaceNames, now: datetime) -> Item:
    (entry,) = history_entries([step.state()], state.cities, names)
    return Item(card(state, now, names), (), entry.moves, None, (entry,), ())

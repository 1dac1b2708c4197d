"""The plan as it was on a day, in words and rows, and one plan on several days, as small multiples.

What was known on a day is what events.as_of.plan says, as on the page of that day. Each row of the several days
is drawn twice, for a wide screen and for a phone; its words say what the drawing shows.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from events.as_of.diff import Differences, Sort, differences
from events.as_of.plan import KnownEvent, PlanOn, main_event, plan_on, telling_days
from events.calendar import Month
from events.date_formats import say_day
from events.dates import Period
from events.enums import NAMES, meaning_of
from events.plan_memory import Printable, all_states, names_of_places, of_the_plan
from events.span import months_between
from events.state import EventState
from events.timeline import BEGINNING
from i18n.texts import current_language
from places.models import PlaceNames
from priorities.enums import Sign
from publishing import clock
from publishing.translations import listed_text
from publishing.years import term
from website.charts.plan import (
    NARROW,
    POSTER,
    WIDE,
    Drawing,
    Layout,
    PlanMark,
    Scene,
    drawing,
)
from website.charts.timeline import signs_shown
from website.presenters import groups, pagination
from website.presenters.agenda import Agenda, AgendaRow, agenda
from website.presenters.changes import history_entries
from website.presenters.dates import stamp_of
from website.presenters.diff import say_counts
from website.presenters.event_card import Card, card
from website.presenters.plan import say_outcomes
from website.sentences import end_once, join_sentences, say_events


def as_on_page(plan: PlanOn, end: datetime, names: PlaceNames) -> dict[str, Any]:
    """Return the plan by `end`, the last moment of its day, for the template."""
    event_cards = [as_then(card(event, end, names)) for event in plan.known]
    return {
        "agenda": _agenda(event_cards, names, plan),
        "unsure": _with_years(plan.unsure, end, names),
        "silent": [
            (listed_text(event, *NAMES), history_entries(changes, event.cities, names))
            for event, changes in plan.silent
        ],
        "silent_steps": sum(len(changes) for _event, changes in plan.silent),
        "counts": say_known(event_cards, end),
    }


def as_then(event_card: Card) -> Card:
    """Take out of a card what only a reader of that day would read as true: "today", "live"."""
    stamp = replace(
        stamp_of(event_card.event.period, current_language(), is_today=False),
        is_planned=event_card.is_planned,
    )
    tags = tuple(tag for tag in event_card.tags if tag.code != "live")
    return replace(event_card, stamp=stamp, tags=tags, is_live=False)


def _agenda(event_cards: list[Card], names: PlaceNames, plan: PlanOn) -> Agenda:
    """Return the plan as a list; where the present one says "Today", the day is said."""
    plan_agenda = agenda(event_cards, groups.ghosts(event_cards, names, BEGINNING), plan.day)
    label = _("As of %(day)s") % {"day": say_day(plan.day)}
    blocks = (replace(block, today=label) if block.today else block for block in plan_agenda.blocks)
    return replace(plan_agenda, blocks=tuple(blocks))


def _with_years(events: Iterable[EventState], end: datetime, names: PlaceNames) -> list[AgendaRow]:
    """Return the rows of events that are not known to have been known, soonest first."""
    lists = pagination.listing(events, end, names)
    return [row for row in (*lists.past, *lists.coming) if row.ghost is None]


def say_known(event_cards: list[Card], end: datetime) -> str:
    """Count what was known: "66 events: 33 held, 6 postponed, 27 still to come"."""
    parts = say_outcomes(event_cards, end)
    if not parts:
        return say_events(len(event_cards))
    return _("%(events)s (%(parts)s)") % {"events": say_events(len(event_cards)), "parts": parts}


#: Days before the last one.
DAYS = 3
#: Of what happened since the row above, the exceptions and what was held.
SORTS = (Sort.CANCELLED, Sort.POSTPONED, Sort.MOVED, Sort.ONLINE, Sort.HELD)


@dataclass(frozen=True)
class PlanDay:
    """One row, in the active language."""

    label: str
    iso: str
    url: str
    #: As the page of that day says them as known; `more` are those of the last row that it lists apart, drawn small;
    #: `outside` are those of both that no month drawn holds. All others have a mark each.
    events: str
    more: str
    outside: str
    undated: str
    story: str
    wide: Drawing
    narrow: Drawing
    poster: Drawing


@dataclass(frozen=True, eq=False)
class PlanDays(Printable):
    rows: tuple[PlanDay, ...]
    signs: tuple[Sign, ...]
    #: How many of the last row are drawn small: nobody knows since when they were announced.
    small: int
    remark: str


@dataclass(frozen=True)
class Unannounced:
    """How much of the plan nobody is known to have announced by a day, and what its page shows as known."""

    count: int
    known: str
    url: str


@of_the_plan
def unannounced_by(day: date) -> Unannounced | None:
    """Return what the whole plan holds more than its page of `day`: None where that is nothing."""
    known = plan_on(map(KnownEvent.of, all_states()), day).known
    count = len(all_states()) - len(known)
    if not count:
        return None
    return Unannounced(count, say_events(len(known)), reverse("events:as_on", args=[day]))


def plan_days(today: date) -> PlanDays | None:
    """Return the plan on the days that tell most of it, up to `today` or the end of the term.

    None before the term, and while one day says it all.
    """
    presidency_term = term()
    if presidency_term.is_ahead(today):
        return None
    return _plan_days(min(today, presidency_term.ends))


@of_the_plan
def _plan_days(last: date) -> PlanDays | None:
    begins, ends = term().begins, term().ends
    known_events = [KnownEvent.of(event) for event in all_states()]
    main = main_event(all_states(), begins, ends)
    days = telling_days(known_events, main, begins, last, DAYS)
    plans = [plan_on(known_events, day) for day in days]
    if len(days) < 2 or not plans[-1].known:
        return None
    months = months_between(Month.of(begins), Month(ends.year, 12))
    tellers = [_Teller(plan, plan is plans[-1], months, main) for plan in plans]
    changes = [
        differences(known_events, earlier + timedelta(days=1), later)
        for earlier, later in pairwise(days)
    ]
    rows = [
        teller.row(above, since)
        for teller, above, since in zip(
            tellers, [None, *tellers[:-1]], [None, *changes], strict=True
        )
    ]
    outside = {key for teller in tellers for key in teller.outside}
    keys = {event.strand.key for teller in tellers for event in teller.events}
    signs = tuple(sign for sign in signs_shown() if sign.key in keys)
    return PlanDays(tuple(rows), signs, len(plans[-1].unsure), _say_outside(len(outside)))


@dataclass(frozen=True)
class _Teller:
    """What a row shows of `plan`, in words and for the drawing."""

    plan: PlanOn
    is_last: bool
    months: Sequence[Month]
    main: EventState | None

    @property
    def events(self) -> Sequence[EventState]:
        return (*self.plan.known, *(self.plan.unsure if self.is_last else ()))

    @property
    def outside(self) -> set[int]:
        return {event.key for event in self.events if self._column(event.period) is None}

    def row(self, above: "_Teller | None", since: Differences | None) -> PlanDay:
        day = self.plan.day
        undated = sum(not event.period.is_dated for event in self.events)
        scene = self._scene(above)
        return PlanDay(
            label=say_day(day),
            iso=day.isoformat(),
            url=reverse("events:as_on", args=[day.isoformat()]),
            events=say_events(len(self.plan.known)),
            more=_say_unsure(len(self.events) - len(self.plan.known)),
            outside=_say_outside(len(self.outside)),
            undated=ngettext("%(count)d without a date", "%(count)d without a date", undated)
            % {"count": undated},
            story=join_sentences(
                [end_once(one) for one in (*self._say_main(), *_say_since(since))]
            ),
            wide=self._drawn(scene, WIDE),
            narrow=self._drawn(scene, NARROW),
            poster=self._drawn(scene, POSTER),
        )

    def _drawn(self, scene: Scene, layout: Layout) -> Drawing:
        return drawing(scene, layout, self.months, self.plan.day)

    def _column(self, period: Period) -> Hashable | None:
        """Return where an event stands: its month, or a tray; None outside the months drawn."""
        if not period.is_dated:
            return "undated"
        month = period.home_month
        if month is None:
            return "vague"
        return month if self.months[0] <= month <= self.months[-1] else None

    def _columns(self) -> dict[int, Hashable | None]:
        return {event.key: self._column(event.period) for event in self.events}

    def _scene(self, above: "_Teller | None") -> Scene:
        before = above._columns() if above else dict(self._first_columns())
        end, unsure = clock.end_of(self.plan.day), {event.key for event in self.plan.unsure}
        order = {sign.key: number for number, sign in enumerate(signs_shown())}
        marks = []
        for event in sorted(self.events, key=lambda event: (-order[event.strand.key], event.key)):
            column = self._column(event.period)
            if column is None:
                continue
            left = before.get(event.key)
            marks.append(
                PlanMark(
                    sign=event.strand,
                    column=column,
                    is_over=not event.is_coming(end) and event.period.is_dated,
                    is_small=event.key in unsure,
                    is_main=self.main is not None and event.key == self.main.key,
                    left=left if left not in (column, "vague") else None,
                )
            )
        main = self._main_now()
        name = capfirst(main.get_kind_display()) if main else ""
        return Scene(tuple(marks), self._label(), name)

    def _first_columns(self) -> Iterator[tuple[int, Hashable | None]]:
        """Yield where events stood before, of the first row: the last date that each had left."""
        for event in self.events:
            if event.left_days:
                yield event.key, self._column(event.left_days[-1].period)

    def _main_now(self) -> EventState | None:
        keys = [event for event in self.events if self.main and event.key == self.main.key]
        return keys[0] if keys else None

    def _label(self) -> str:
        event = self._main_now()
        if event is None:
            return ""
        date_text = event.period.say(current_language()) if event.period.is_dated else _("No date")
        return _("%(event)s: %(date)s") % {
            "event": capfirst(event.get_kind_display()),
            "date": date_text,
        }

    def _say_main(self) -> Iterable[str]:
        event = self._main_now()
        if event is None:
            return []
        words = card(event, clock.end_of(self.plan.day), names_of_places())
        meant = meaning_of(event.format, event.kind)
        place = meant.where_in_a_sentence(words.place)
        parts = [words.date_text, *([place] if place else [])]
        return [
            _("%(event)s: %(date)s.")
            % {"event": capfirst(event.get_kind_display()), "date": _(", ").join(parts)}
        ]


def _say_unsure(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d more, on record without a day of announcement",
        "%(count)d more, on record without a day of announcement",
        count,
    ) % {"count": count}


def _say_since(since: Differences | None) -> Iterable[str]:
    if since is None:
        return []
    counts = say_counts(since.dated, SORTS)
    return [_("Since the day above: %(parts)s.") % {"parts": counts}] if counts else []


def _say_outside(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Before or after these months: %(count)d event.",
        "Before or after these months: %(count)d events.",
        count,
    ) % {"count": count}

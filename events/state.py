"""What an event is, as one value: now, or by an earlier day of its history.

Whatever pages, files and machines say of an event, they ask this value. That for the public holds no
text that is kept from it, and names no thing that is; staff may have one that holds all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from django.urls import reverse

from events import history, outcomes
from events.dates import Period
from events.enums import ENDED, EXPECTED, MAIN_KINDS, MAIN_LEVELS, REMOTE, Kind, Level, Status
from events.history import History, Slot
from events.models import Event
from events.sources import known_on
from events.timeline import ChangeState, Facts, TimelineEntry, timeline_of
from i18n.texts import CODES, column, columns, drafts_of
from priorities.enums import RUNNING_SIGN, Sign
from publishing import translations


class Audience(Enum):
    """For whom a state is made."""

    PUBLIC = "public"
    STAFF = "staff"


class Hosting(NamedTuple):
    """Who holds an event: the slug of a host, and its role (HostRole)."""

    slug: str
    role: str


@dataclass(frozen=True)
class EventState:
    """Cities, bodies, priorities and the chair by slug, in their own order."""

    key: int
    slug: str
    #: In calendars and in feeds.
    uid: str
    feed_id: str
    #: By column: title_zh_hans. Only those that are there.
    texts: Mapping[str, str]
    #: Columns of texts that translate one that has changed since.
    outdated: frozenset[str]
    #: Languages whose translation is kept from the audience.
    drafts: frozenset[str]
    facts: Facts
    #: Oldest first.
    steps: tuple[ChangeState, ...]
    kind: str
    level: str
    membership: str
    chair: str
    bodies: tuple[str, ...]
    priorities: tuple[str, ...]
    hosts: tuple[Hosting, ...]
    strand: Sign
    sources: tuple[str, ...]
    sequence: int
    created_at: datetime
    published_at: datetime | None
    updated_at: datetime
    #: What was made of it for pages, where it is one of a plan in memory (events.plan_memory).
    shelf: dict[Hashable, Any] | None = field(default=None, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, event: Event, audience: Audience = Audience.PUBLIC) -> EventState:
        """Return what the row says, loaded with `for_cards()`, or `for_staff()`: no query here."""
        is_public = audience == Audience.PUBLIC
        facts, drafts = event.facts(), drafts_of(event) if is_public else frozenset[str]()
        bodies = event.public_bodies if is_public else event.bodies.all()
        goals = event.public_priorities if is_public else event.priorities.all()
        return cls(
            key=event.pk,
            slug=event.slug,
            uid=event.uid,
            feed_id=event.feed_id,
            texts=_public_texts(event, drafts) | _venue(facts),
            outdated=translations.outdated_columns(event),
            drafts=drafts,
            facts=facts,
            steps=tuple(change.state() for change in event.changes.all()),
            kind=event.kind,
            level=event.level,
            membership=event.membership,
            chair=event.chair.slug if event.chair else "",
            bodies=tuple(body.slug for body in bodies),
            priorities=tuple(goal.slug for goal in goals),
            hosts=tuple(Hosting(one.host.slug, one.role) for one in event.hostings.all()),
            strand=strand_of(event),
            sources=tuple(event.sources),
            sequence=event.sequence,
            created_at=event.created_at,
            published_at=event.published_at,
            updated_at=event.updated_at,
        )

    def at(self, entry: TimelineEntry[ChangeState]) -> EventState:
        """Return what the event was when `entry` was the last that its history had told.

        Its title is that of the time; links, and texts that no step tells, are those of now.
        """
        later = self.steps[entry.steps :]
        titles = next((change.old_title for change in later if change.old_title is not None), None)
        texts = {name: text for name, text in self.texts.items() if name not in columns("venue")}
        outdated = self.outdated
        if titles is not None:
            # Told together, so none of them was out of date then.
            # A short title may be made of the later name.
            names = {*columns("title"), *columns("short_title")}
            texts = {name: text for name, text in texts.items() if name not in names}
            texts |= {
                column("title", code): title
                for code, title in titles.items()
                if title and code not in self.drafts
            }
            outdated -= names
        return replace(
            self,
            texts=texts | _venue(entry.facts),
            outdated=outdated,
            facts=entry.facts,
            steps=self.steps[: entry.steps],
        )

    # --- texts --------------------------------------------------------------------------

    def texts_of(self, name: str) -> dict[str, str | None]:
        """Return a text in every language, for i18n.texts."""
        return {code: self.texts.get(name) for code, name in _columns(name).items()}

    def account(self, *, is_over: bool = False) -> str:
        """Return which text tells of it: its lead, and its summary once it has ended or `is_over`.

        Where it has not that one, the other does.
        """
        names = ("lead", "summary")
        if self.status in ENDED or is_over:
            names = ("summary", "lead")
        return next((name for name in names if any(self.texts_of(name).values())), "summary")

    def is_told_as_planned(self, *, is_over: bool = False) -> bool:
        """Whether its lead still tells of it for want of a summary: what it was to be."""
        has_ended = self.status in ENDED or is_over
        return has_ended and self.account(is_over=is_over) == "lead"

    def is_outdated(self, code: str) -> bool:
        """Whether the translation into a language is older than its source, whichever text of it."""
        return any(name in self.outdated for name, of in _written_columns() if of == code)

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.slug])

    def get_kind_display(self) -> str:
        return str(Kind(self.kind).label)

    def get_level_display(self) -> str:
        return str(Level(self.level).label)

    def own_sources(self, today: date) -> tuple[str, ...]:
        """Return the addresses for the event itself, but for those that name a later day than `today`.

        Those of its steps stand beside the steps.
        """
        addresses = {change.source_url for change in self.steps}
        return tuple(url for url in known_on(self.sources, today) if url not in addresses)

    # --- facts --------------------------------------------------------------------------

    @property
    def status(self) -> str:
        return self.facts.status

    @property
    def period(self) -> Period:
        return self.facts.period

    @property
    def format(self) -> str:
        return self.facts.format

    @property
    def cities(self) -> tuple[str, ...]:
        return self.facts.cities

    @property
    def met_cities(self) -> tuple[str, ...]:
        """Where people meet for it: a videoconference meets in no city, not even where it is led from."""
        return () if self.is_online else self.cities

    def countries(self, country_of: Mapping[str, str]) -> set[str]:
        """Return the country that chairs the event and those that host it: by city, of each city."""
        slugs = {country_of[city] for city in self.cities if city in country_of}
        return slugs | ({self.chair} if self.chair else set())

    def is_held_by(self, slug: str) -> bool:
        """Whether the host called `slug` holds it, in whichever role."""
        return any(host.slug == slug for host in self.hosts)

    @property
    def is_expected(self) -> bool:
        """Whether it may still happen, for all that was announced."""
        return self.status in EXPECTED

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.status == Status.POSTPONED

    @property
    def rank(self) -> tuple[int, bool]:
        """How high it stands, the highest first: by level, at one level summits before others."""
        return Level.values.index(self.level), self.kind != Kind.SUMMIT

    @property
    def is_main(self) -> bool:
        """Whether the heads of state or of government meet: lists and grids give it more weight."""
        return self.level in MAIN_LEVELS and self.kind in MAIN_KINDS

    @property
    def is_online(self) -> bool:
        return self.format in REMOTE

    def is_over(self, now: date) -> bool:
        return outcomes.is_over(self.period, now)

    def is_coming(self, now: date) -> bool:
        """Whether it is still to come, or going on: also where its date is not known."""
        return self.is_expected and not self.is_over(now)

    def is_live(self, now: datetime) -> bool:
        """Whether it is going on by its clock."""
        return self.is_expected and outcomes.is_going_on(self.period, now)

    def is_only_planned(self, now: datetime) -> bool:
        """Whether its exact day is still to come, and neither confirmed nor set by a step."""
        is_planned = outcomes.is_only_planned(self.status, self.period, now)
        return is_planned and not self.history.set_its_day

    def is_unreported(self, now: date) -> bool:
        return outcomes.is_unreported(self.facts, now)

    # --- history ------------------------------------------------------------------------

    @cached_property
    def history(self) -> History:
        return History.told(self.steps)

    @cached_property
    def timeline(self) -> tuple[TimelineEntry[ChangeState], ...]:
        """How its facts came about, by the days from which they were public."""
        followed, opening = history.followed(self.steps), history.opening(self.steps)
        return tuple(timeline_of(self.steps, followed, self.facts, opening))

    @cached_property
    def left_days(self) -> list[Slot]:
        """The days that it has left for good."""
        return self.history.days_left_for(self.period)

    @property
    def left_times(self) -> list[Slot]:
        """The days and the clock times that it has left for good."""
        return self.history.times_left_for(self.period)

    @property
    def left_places(self) -> set[str]:
        """The cities that it was to meet in, and does not."""
        return self.history.places_left_for(self.cities, self.format)

    @property
    def has_new_date(self) -> bool:
        """Whether it left days for good, and has others."""
        return self.period.is_dated and bool(self.left_days)

    @property
    def fate(self) -> str:
        """What became of it instead of a date that it left: moved, postponed or cancelled."""
        return str(self.status) if self.is_cancelled or self.is_postponed else "moved"

    @property
    def has_moved_online(self) -> bool:
        return self.history.has_moved_online(self.format)


def strand_of(event: Event) -> Sign:
    """Return the first strand that its public priorities stand under, loaded with `for_cards()`; or that of none.

    The strands have an order of their own: an exercise with partners is drawn as security, which comes before them.

    Priorities of another presidency count for nothing: its strands are drawn on its own pages alone.
    """
    own = [one for one in event.public_priorities if one.presidency_id == event.presidency_id]
    return min(own, key=attrgetter("strand.position")).strand.sign if own else RUNNING_SIGN


@cache
def _written_columns() -> list[tuple[str, str]]:
    """Return the columns of all texts that people write, each with its language.

    A draft translation hides these; the venue and the words of the date are facts.
    """
    return [
        (column(field.name, code), code)
        for field in translations.editable_texts(Event)
        for code in CODES
    ]


@cache
def _values() -> attrgetter[tuple[str | None, ...]]:
    return attrgetter(*(name for name, _code in _written_columns()))


@cache
def _columns(name: str) -> dict[str, str]:
    return {code: column(name, code) for code in CODES}


def _public_texts(event: Event, drafts: frozenset[str]) -> dict[str, str]:
    """Return what people wrote, without the translations into `drafts`."""
    texts = zip(_written_columns(), _values()(event), strict=True)
    return {name: text for (name, code), text in texts if text and code not in drafts}


def _venue(facts: Facts) -> dict[str, str]:
    return {column("venue", code): text for code, text in facts.venue.items()}

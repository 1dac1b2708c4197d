"""One step of an event's history as a value (what it was, what it became, why, since when), and its whole timeline.

A history is a tuple of steps, oldest first. Values only: what a row of the record holds, and what
stands between two days of it, read alike.

A timeline says from which day on which facts were public. An event appears, its steps follow, and where no step tells
the outcome, one last entry does, on the day after the last day. `known_on` says when a step of unknown day was public.
The files of the plan and the record of changes are read by the same rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Generic, Protocol, TypeVar, cast

from events.dates import Period
from events.enums import ENDED, MEETING, QUIET, REMOTE, ChangeKind, Format, Precision, Status

Texts = Mapping[str, str]
Cities = tuple[str, ...]

#: What a step is about by its kind.
OWN = {
    ChangeKind.CONFIRMED: ("period",),
    ChangeKind.RESCHEDULED: ("period",),
    ChangeKind.POSTPONED: ("period",),
    ChangeKind.RELOCATED: ("cities", "venue"),
    ChangeKind.FORMAT_CHANGED: ("format",),
    ChangeKind.RENAMED: ("title",),
}


@dataclass(frozen=True)
class Facts:
    """The facts of an event that only its writers set. Cities by slug, sorted."""

    status: str = Status.PLANNED
    period: Period = field(default_factory=Period.undated)
    format: str = Format.UNKNOWN
    cities: tuple[str, ...] = ()
    venue: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChangeState:
    """A step of the event called `slug`. A fact that it left alone is None, or "" of a code.

    Cities by slug, sorted; venue, title and reason by language code.
    """

    slug: str
    number: int
    kind: str
    new_status: str
    old_status: str = ""
    old_period: Period | None = None
    new_period: Period | None = None
    old_format: str = ""
    new_format: str = ""
    old_cities: Cities | None = None
    new_cities: Cities | None = None
    old_venue: Texts | None = None
    new_venue: Texts | None = None
    old_title: Texts | None = None
    new_title: Texts | None = None
    reason: Mapping[str, str | None] = field(default_factory=dict)
    source_url: str = ""
    announced_on: date | None = None
    announced_precision: str = Precision.NONE
    #: The slug of what was decided of several events at once.
    decision: str = ""
    #: Of what kind the event is: how its format is said.
    event_kind: str = ""

    def texts_of(self, field: str) -> Mapping[str, str | None]:
        """Return a text in every language, for i18n.texts."""
        texts: Mapping[str, str | None] = getattr(self, field)
        return texts

    def tells(self, fact: str) -> bool:
        """Whether the step moved `fact` ("period", "format", "cities", "venue"), or says it first.

        The first step holds every fact, so that a history can be followed. Of those that it left
        alone it keeps the old value too; rows of before that did not.
        """
        old, new = getattr(self, f"old_{fact}"), getattr(self, f"new_{fact}")
        if new in (None, ""):
            return False
        if self.number > 1 or self.kind not in QUIET:
            return True
        is_own = fact in OWN.get(ChangeKind(self.kind), ())
        return bool(old != new and (is_own or old not in (None, "")))

    @property
    def went_online(self) -> bool:
        """Whether the step turned a meeting of people in one place into a videoconference."""
        return goes_online(
            self.old_format, self.old_cities or (), self.new_format, self.new_cities or ()
        )


def goes_online(old_format: str, old_cities: Cities, new_format: str, new_cities: Cities) -> bool:
    """Whether a meeting in one place becomes a videoconference: also one of which the place alone was known, and goes."""
    left_its_place = bool(old_cities) and old_cities != new_cities
    met = old_format in MEETING or (old_format == Format.UNKNOWN and left_its_place)
    return met and new_format in REMOTE


def moved_facts(kind: ChangeKind, before: Facts, after: Facts, *, first: bool) -> dict[str, Any]:
    """Return what a step of this kind tells of its facts, by the names of ChangeState.

    The first step tells every fact, moved or not; a postponement names the time that is left.
    """
    facts: dict[str, Any] = {"new_status": after.status}
    if not first or kind in QUIET:
        facts["old_status"] = before.status
    is_moved = before.period != after.period
    if (is_moved and (before.period.is_dated or not first)) or (first and kind in QUIET):
        facts["old_period"] = before.period
    if is_moved or first or kind == ChangeKind.POSTPONED:
        facts["new_period"] = after.period
    for fact in ("format", "cities", "venue"):
        old, new = getattr(before, fact), getattr(after, fact)
        if old != new or first:
            facts[f"new_{fact}"] = new
        is_known = old not in ((), {}, Format.UNKNOWN)
        if (old != new and (is_known or not first)) or (first and kind in QUIET):
            facts[f"old_{fact}"] = old
    return facts


# --- the days of steps ------------------------------------------------------------


class DatedChange(Protocol):
    """A step as far as `known_on` looks at it: a Change, or a row of a file."""

    @property
    def announced_on(self) -> date | None: ...

    @property
    def announced_precision(self) -> str: ...

    @property
    def new_period(self) -> Period | None: ...


def known_on(changes: Sequence[DatedChange]) -> list[date | None]:
    """Return for each step the day by whose end it was certainly public.

    A step of unknown day was public by the next dated step, and by the exact first day
    that it set itself; one announced in some month by the end of that. None: public from
    the beginning.
    """
    days: list[date | None] = []
    following: date | None = None
    for change in reversed(changes):
        announcement, period = announced_period(change), change.new_period
        own = announcement.last
        if own is None and period is not None and period.is_exact:
            own = period.first
        if not announcement.is_exact:
            own = min((day for day in (own, following) if day is not None), default=None)
        following = own
        days.append(own)
    return days[::-1]


def announced_period(change: DatedChange) -> Period:
    """Return when `change` was announced, no more exactly than it is known."""
    day = change.announced_on
    if day is None:
        return Period.undated()
    match change.announced_precision:
        case Precision.DAY | Precision.MINUTE:
            return Period.on(day)
        case Precision.MONTH | Precision.PART_OF_MONTH:
            return Period.in_month(day.year, day.month)
        case _:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR)


#: The day of what was there from the beginning.
BEGINNING = date.min


class PublicChange(DatedChange, Protocol):
    """A change as far as a timeline looks at it: a Change, or a row of a file."""

    @property
    def kind(self) -> str: ...


#: A kind of PublicChange. Not said as a bound: mypy finds no fields in a model that is a type argument.
S = TypeVar("S")


@dataclass(frozen=True)
class TimelineEntry(Generic[S]):
    """One entry of a timeline: the day from which it is public, and the facts after it."""

    day: date
    facts: Facts
    #: None when nobody announced it.
    step: S | None
    #: How many steps the record of changes holds after it.
    steps: int


def timeline_of(
    steps: Sequence[S], facts_after: Sequence[Facts], final: Facts, opening: Facts | None = None
) -> list[TimelineEntry[S]]:
    """Return the entries, their days in rising order.

    `facts_after` are the facts after each step, `final` those that the event has in the end, and
    `opening` those before its first step, where that tells them.
    """
    first = opening or (facts_after[0] if facts_after else final)
    timeline = [
        *_beginning(steps, first),
        *_before(steps, opening),
        *_each(steps, facts_after),
        *_end(facts_after, final),
    ]
    day, entries = BEGINNING, []
    for entry in timeline:
        day = max(day, entry.day)
        entries.append(replace(entry, day=day))
    return entries


def expected(facts: Facts) -> Facts:
    """Return `facts` as they were before anything came of the event."""
    return replace(facts, status=Status.PLANNED) if facts.status in ENDED else facts


def _beginning(steps: Sequence[S], facts: Facts) -> list[TimelineEntry[S]]:
    """Without a dated announcement the event was there before its first step."""
    if steps:
        opening = cast("PublicChange", steps[0])
        if opening.kind == ChangeKind.ANNOUNCED and opening.announced_on is not None:
            return []
    return [TimelineEntry(BEGINNING, expected(facts), None, 0)]


def _before(steps: Sequence[S], opening: Facts | None) -> list[TimelineEntry[S]]:
    """An outcome that was there before the first step, which perhaps corrected it."""
    if not steps or opening is None:
        return []
    changes = cast("Sequence[PublicChange]", steps)
    spoken_of = known_on(changes)[0] if changes[0].announced_on else None
    return _outcome(expected(opening), opening, 0, spoken_of)


def _each(steps: Sequence[S], facts_after: Sequence[Facts]) -> list[TimelineEntry[S]]:
    return [
        TimelineEntry(_not_before(day or BEGINNING, after), after, step, number)
        for number, (day, after, step) in enumerate(
            zip(known_on(cast("Sequence[PublicChange]", steps)), facts_after, steps, strict=True),
            start=1,
        )
    ]


def _not_before(day: date, after: Facts) -> date:
    """Nothing was known to have been held before it may have been, whatever a report was of."""
    period = after.period
    earliest = period.last if period.is_exact else period.first
    return max(day, earliest) if after.status == Status.HELD and earliest else day


def _end(facts_after: Sequence[Facts], final: Facts) -> list[TimelineEntry[S]]:
    return _outcome(facts_after[-1] if facts_after else expected(final), final, len(facts_after))


def _outcome(
    last: Facts, final: Facts, steps: int, until: date | None = None
) -> list[TimelineEntry[S]]:
    """An outcome that no step tells is known when the last day is over, or when a step speaks of it
    (`until`)."""
    if last.status == final.status or final.period.last is None:
        return []
    over = min(final.period.last, date.max - timedelta(days=1)) + timedelta(days=1)
    day = min(over, until) if until else over
    return [TimelineEntry(day, replace(last, status=final.status), None, steps)]

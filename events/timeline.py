"""One step of an event's history as a value: what it was, what it became, why, since when.

A history is a tuple of them, oldest first. Values only: what a row of the record holds, and what
stands between two days of it, read alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from events.dates import Period
from events.enums import MEETING, QUIET, REMOTE, ChangeKind, Format, Precision, Status

Texts = Mapping[str, str]
Cities = tuple[str, ...]

#: What a step is about by its kind.
OWN = {
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
        in_person = self.old_format in MEETING
        return in_person and self.new_format in REMOTE


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

"""The story of an event as the files tell it. No database here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from events.actions.changes import Announcement, FactChanges
from events.actions.recording import kept_status
from events.enums import EXPECTED, ChangeKind, Status
from events.public_timeline import TimelineEntry, timeline_of
from events.timeline import Facts
from i18n.texts import CODES, column
from plan_data.dates import FINAL, OLD
from plan_data.schema import SUFFIXES

if TYPE_CHECKING:
    from events.dates import Period
    from plan_data.schema import CsvRow, ParsedRow

STATUS_AFTER = {
    ChangeKind.ANNOUNCED: Status.PLANNED,
    ChangeKind.RESCHEDULED: Status.PLANNED,
    ChangeKind.POSTPONED: Status.POSTPONED,
    ChangeKind.CANCELLED: Status.CANCELLED,
    ChangeKind.HELD: Status.HELD,
}


@dataclass(frozen=True)
class FiledChange:
    """One row of the file of changes. `old` is what the row says that the facts were."""

    row: CsvRow
    kind: ChangeKind
    announcement: Announcement
    moves: FactChanges
    old: FactChanges

    @property
    def announced_on(self) -> date | None:
        return self.announcement.on

    @property
    def announced_precision(self) -> str:
        return self.announcement.precision

    @property
    def new_period(self) -> Period | None:
        return self.moves.period


@dataclass(frozen=True)
class EventTimeline:
    """An event: its texts, the facts of its row (the final ones), and how they came about."""

    entry: ParsedRow
    facts: Facts
    steps: tuple[FiledChange, ...]

    @property
    def slug(self) -> str:
        return self.entry.slug

    @cached_property
    def chapters(self) -> tuple[TimelineEntry[FiledChange], ...]:
        return tuple(timeline_of(self.steps, followed(self.steps), self.facts))

    def due(self, day: date | None) -> int:
        """Return how many chapters are public by the end of `day`; all of them without one."""
        return sum(day is None or chapter.day <= day for chapter in self.chapters)

    def titles(self, steps: int) -> Mapping[str, str] | None:
        """Return the titles after so many steps; None when they are those of the event's row."""
        told = [step.moves.titles for step in reversed(self.steps[:steps])]
        told += [step.old.titles for step in self.steps[steps:]]
        return next((titles for titles in told if titles), None)


def followed(steps: Sequence[FiledChange]) -> list[Facts]:
    """Return the facts after each step."""
    facts, told = Facts(), []
    for step in steps:
        facts = after(facts, step)
        told.append(facts)
    return told


def after(facts: Facts, step: FiledChange) -> Facts:
    return step.moves.onto(facts, status=_status_after(facts, step))


def _status_after(before: Facts, step: FiledChange) -> str:
    if step.kind in STATUS_AFTER:
        return STATUS_AFTER[step.kind]
    if step.kind == ChangeKind.CONFIRMED:
        period = step.new_period or before.period
        return Status.CONFIRMED if period.is_exact else before.status
    return kept_status(before.status, step.moves)


def with_venue(steps: Sequence[FiledChange], facts: Facts) -> tuple[FiledChange, ...]:
    """Put the venue of `facts` where it belongs: the step that first set the final place.

    The file of changes names cities only, and a venue must not be told with an earlier place.
    """
    if not steps or not facts.venue:
        return tuple(steps)
    places = [told.cities for told in followed(steps)]
    index = len(places)
    while index and places[index - 1] == facts.cities:
        index -= 1
    if index == len(places):
        return tuple(steps)
    here = steps[index]
    settled = replace(here, moves=replace(here.moves, venue=facts.venue))
    return (*steps[:index], settled, *steps[index + 1 :])


def contradictions(story: EventTimeline) -> list[tuple[CsvRow, str, str]]:
    """Return where the history does not lead to the facts of the row: row, column, problem."""
    found: list[tuple[CsvRow, str, str]] = []
    facts = Facts()
    for step in story.steps:
        found += _broken_links(facts, step)
        facts = after(facts, step)
    if story.steps:
        found += _wrong_end(facts, story)
    return found + _wrong_titles(story)


def _wrong_titles(story: EventTimeline) -> list[tuple[CsvRow, str, str]]:
    """Each renaming goes on from the title before it, and the last one leads to that of the row."""
    found, known = [], None
    for step in story.steps:
        old = step.old.titles
        if known and old and old != known:
            found.append((step.row, *_other_title("old_title", old, known)))
        known = step.moves.titles or known
    final = {code: story.entry.values[column("title", code)] for code in CODES}
    if known and known != final:
        found.append((story.entry.row, *_other_title("title", final, known)))
    return found


def _other_title(name: str, filed: Mapping[str, str], told: Mapping[str, str]) -> tuple[str, str]:
    """Return the column of the first language in which two titles differ, and the problem."""
    suffix, code = next(pair for pair in SUFFIXES.items() if filed.get(pair[1]) != told[pair[1]])
    return f"{name}_{suffix}", f"The history has “{told[code]}” here."


def _broken_links(before: Facts, step: FiledChange) -> list[tuple[CsvRow, str, str]]:
    found = []
    old = step.old
    if old.period is not None and (wrong := _other_time(old.period, before.period)):
        column = OLD.first if wrong == "days" else OLD.opens
        found.append((step.row, column, f"The history has {spoken(before.period)} here."))
    if old.format and old.format != before.format:
        found.append((step.row, "old_format", f"The history has {before.format} here."))
    if old.cities and old.cities != before.cities:
        cities = ", ".join(before.cities) or "no city"
        found.append((step.row, "old_city_slug", f"The history has {cities} here."))
    return found


def _wrong_end(end: Facts, story: EventTimeline) -> list[tuple[CsvRow, str, str]]:
    facts, row, found = story.facts, story.entry.row, []
    if wrong := _other_time(facts.period, end.period) or _other_time(end.period, facts.period):
        name = FINAL.first if wrong == "days" else FINAL.opens
        found.append((row, name, f"The history ends with {spoken(end.period)}."))
    if end.format != facts.format:
        found.append((row, "format", f"The history ends with {end.format}."))
    if end.cities != facts.cities:
        cities = ", ".join(end.cities) or "no city"
        found.append((row, "city_slugs", f"The history ends with {cities}."))
    silent = end.status in EXPECTED and facts.status == Status.UNKNOWN_OUTCOME
    if end.status != facts.status and not silent:
        found.append((row, "status", f"The history ends with {end.status}."))
    return found


def _other_time(filed: Period, told: Period) -> str:
    """Return in what two periods differ, "days" or "clock"; "" for the same.

    One without a clock time does not contradict one that has it.
    """
    if not filed.same_days(told):
        return "days"
    clocks = [(period.opens, period.closes, period.zone) for period in (filed, told)]
    return "clock" if filed.opens and clocks[0] != clocks[1] else ""


def spoken(period: Period) -> str:
    if period.first is None:
        return "no date"
    clock = "–".join(f"{moment:%H:%M}" for moment in (period.opens, period.closes) if moment)
    timed = f", {clock} {period.zone}" if clock else ""
    return f"{period.first} to {period.last} ({period.precision}{timed})"

"""The timeline of an event as the files tell it, and when it takes place, read from the cells of a row. No database here.

Every fault of a date names its cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from events.actions.changes import Announcement, FactChanges
from events.actions.recording import kept_status
from events.calendar import misfit
from events.dates import Period, PeriodError
from events.enums import EXPECTED, ChangeKind, Precision, Status
from events.timeline import Facts, TimelineEntry, timeline_of
from i18n.texts import CODES, column
from plan_data.schema import SUFFIXES, CsvRow, ParsedRow
from publishing.years import is_time_zone


class Columns(NamedTuple):
    """The names of the cells that tell a period. Those of the clock may be missing."""

    first: str
    last: str
    precision: str
    opens: str
    closes: str
    zone: str

    @property
    def clock(self) -> tuple[str, str, str]:
        return self.opens, self.closes, self.zone


FINAL = Columns("start_date", "end_date", "date_precision", "opens", "closes", "time_zone")
OLD = Columns(
    *("old_start", "old_end", "old_precision", "old_opens", "old_closes", "old_time_zone")
)
NEW = Columns(
    *("new_start", "new_end", "new_precision", "new_opens", "new_closes", "new_time_zone")
)


def read_period(row: CsvRow, columns: Columns) -> Period | None:
    """Return the period that these cells tell; None when they are empty or faulty."""
    faults_before = len(row.faults)
    first, last = row.day(columns.first), row.day(columns.last)
    precision = row.choice(columns.precision, Precision)
    if len(row.faults) > faults_before:
        return None
    if not precision:
        if first or last or any(row.text(cell_name) for cell_name in columns.clock):
            row.blame(columns.precision, "Say how exactly the date is known.")
        return None
    has_clock = precision == Precision.MINUTE
    try:
        days = Period(first, last, Precision.DAY if has_clock else Precision(precision))
    except PeriodError as error:
        row.blame(columns.first, str(error))
        return None
    if problem := misfit(days):
        row.blame(columns.first, problem)
    return _timed(row, columns, days) if has_clock else _untimed(row, columns, days)


def _untimed(row: CsvRow, columns: Columns, days: Period) -> Period:
    for cell_name in columns.clock:
        if row.text(cell_name):
            row.blame(
                cell_name, "A clock time goes with the precision `minute`: write that, or none."
            )
    return days


def _timed(row: CsvRow, columns: Columns, days: Period) -> Period | None:
    """Return `days` with the clock times of `row`: first the opening one, then that of closing."""
    faults_before = len(row.faults)
    opens, closes = row.clock(columns.opens), row.clock(columns.closes)
    zone = row.text(columns.zone)
    if opens is None and len(row.faults) == faults_before:
        row.blame(columns.opens, "The precision `minute` needs a clock time, like 14:00.")
    if not is_time_zone(zone):
        row.blame(columns.zone, f"“{zone}” is not an IANA time zone. Write one like Europe/Moscow.")
    if len(row.faults) > faults_before:
        return None
    opening, cell_name = days, columns.opens
    try:
        opening = replace(days, precision=Precision.MINUTE, opens=opens, zone=zone)
        cell_name = columns.closes
        return replace(opening, closes=closes)
    except PeriodError as error:
        row.blame(cell_name, str(error))
        return None


STATUS_AFTER = {
    ChangeKind.ANNOUNCED: Status.PLANNED,
    ChangeKind.RESCHEDULED: Status.PLANNED,
    ChangeKind.POSTPONED: Status.POSTPONED,
    ChangeKind.CANCELLED: Status.CANCELLED,
    ChangeKind.REINSTATED: Status.PLANNED,
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
    def entries(self) -> tuple[TimelineEntry[FiledChange], ...]:
        return tuple(timeline_of(self.steps, followed(self.steps), self.facts))

    @property
    def met_on(self) -> date | None:
        """Return from which day the public knew that it was held; None where it never did."""
        days = (entry.day for entry in self.entries if entry.facts.status == Status.HELD)
        return next(days, None)

    def due(self, day: date | None) -> int:
        """Return how many entries are public by the end of `day`; all of them without one."""
        return sum(day is None or entry.day <= day for entry in self.entries)

    def titles(self, steps: int) -> Mapping[str, str] | None:
        """Return the titles after so many steps; None when they are those of the event's row."""
        candidates = [change.moves.titles for change in reversed(self.steps[:steps])]
        candidates += [change.old.titles for change in self.steps[steps:]]
        return next((titles for titles in candidates if titles), None)


def followed(steps: Sequence[FiledChange]) -> list[Facts]:
    """Return the facts after each step."""
    facts, facts_after = Facts(), []
    for change in steps:
        facts = after(facts, change)
        facts_after.append(facts)
    return facts_after


def after(facts: Facts, change: FiledChange) -> Facts:
    return change.moves.onto(facts, status=_status_after(facts, change))


def _status_after(before: Facts, change: FiledChange) -> str:
    if change.kind in STATUS_AFTER:
        return STATUS_AFTER[change.kind]
    if change.kind == ChangeKind.CONFIRMED:
        period = change.new_period or before.period
        return Status.CONFIRMED if period.is_exact else before.status
    return kept_status(before.status, change.moves)


def with_venue(steps: Sequence[FiledChange], facts: Facts) -> tuple[FiledChange, ...]:
    """Put the venue of `facts` where it belongs: the step that first set the final place.

    The file of changes names cities only, and a venue must not be told with an earlier place.
    """
    if not steps or not facts.venue:
        return tuple(steps)
    places = [facts_after.cities for facts_after in followed(steps)]
    index = len(places)
    while index and places[index - 1] == facts.cities:
        index -= 1
    if index == len(places):
        return tuple(steps)
    change = steps[index]
    with_place = replace(change, moves=replace(change.moves, venue=facts.venue))
    return (*steps[:index], with_place, *steps[index + 1 :])


def contradictions(timeline: EventTimeline) -> list[tuple[CsvRow, str, str]]:
    """Return where the history does not lead to the facts of the row: row, column, problem."""
    problems: list[tuple[CsvRow, str, str]] = []
    facts = Facts()
    for change in timeline.steps:
        problems += _broken_links(facts, change)
        facts = after(facts, change)
    if timeline.steps:
        problems += _wrong_end(facts, timeline)
    return problems + _wrong_titles(timeline)


def _wrong_titles(timeline: EventTimeline) -> list[tuple[CsvRow, str, str]]:
    """Each renaming goes on from the title before it, and the last one leads to that of the row."""
    problems, title = [], None
    for change in timeline.steps:
        old = change.old.titles
        if title and old and old != title:
            problems.append((change.row, *_other_title("old_title", old, title)))
        title = change.moves.titles or title
    final = {code: timeline.entry.values[column("title", code)] for code in CODES}
    if title and title != final:
        problems.append((timeline.entry.row, *_other_title("title", final, title)))
    return problems


def _other_title(
    name: str, titles_in_row: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[str, str]:
    """Return the column of the first language in which two titles differ, and the problem."""
    suffix, code = next(
        pair for pair in SUFFIXES.items() if titles_in_row.get(pair[1]) != titles[pair[1]]
    )
    return f"{name}_{suffix}", f"The history has “{titles[code]}” here."


def _broken_links(before: Facts, change: FiledChange) -> list[tuple[CsvRow, str, str]]:
    problems = []
    old = change.old
    if old.period is not None and (wrong := _other_time(old.period, before.period)):
        column = OLD.first if wrong == "days" else OLD.opens
        problems.append((change.row, column, f"The history has {say_period(before.period)} here."))
    if old.format and old.format != before.format:
        problems.append((change.row, "old_format", f"The history has {before.format} here."))
    if old.cities and old.cities != before.cities:
        cities = ", ".join(before.cities) or "no city"
        problems.append((change.row, "old_city_slug", f"The history has {cities} here."))
    return problems


def _wrong_end(end: Facts, timeline: EventTimeline) -> list[tuple[CsvRow, str, str]]:
    facts, row, problems = timeline.facts, timeline.entry.row, []
    if wrong := _other_time(facts.period, end.period) or _other_time(end.period, facts.period):
        name = FINAL.first if wrong == "days" else FINAL.opens
        problems.append((row, name, f"The history ends with {say_period(end.period)}."))
    if end.format != facts.format:
        problems.append((row, "format", f"The history ends with {end.format}."))
    if end.cities != facts.cities:
        cities = ", ".join(end.cities) or "no city"
        problems.append((row, "city_slugs", f"The history ends with {cities}."))
    silent = end.status in EXPECTED and facts.status == Status.UNKNOWN_OUTCOME
    if end.status != facts.status and not silent:
        problems.append((row, "status", f"The history ends with {end.status}."))
    return problems


def _other_time(one: Period, other: Period) -> str:
    """Return in what two periods differ, "days" or "clock"; "" for the same.

    One without a clock time does not contradict one that has it.
    """
    if not one.same_days(other):
        return "days"
    clocks = [(period.opens, period.closes, period.zone) for period in (one, other)]
    return "clock" if one.opens and clocks[0] != clocks[1] else ""


def say_period(period: Period) -> str:
    if period.first is None:
        return "no date"
    clock = "–".join(f"{moment:%H:%M}" for moment in (period.opens, period.closes) if moment)
    clock_words = f", {clock} {period.zone}" if clock else ""
    return f"{period.first} to {period.last} ({period.precision}{clock_words})"

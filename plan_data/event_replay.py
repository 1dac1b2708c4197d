"""Timelines of the files, told by the real writers: from where an event stands to an entry."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db import transaction

from events.actions import changes
from events.actions.changes import Announcement, FactChanges
from events.actions.undoing import reinstate
from events.enums import ChangeKind, Status
from events.models import Change, Event
from events.timeline import TimelineEntry
from i18n.texts import CODES, column, written_texts
from plan_data import comparison, edits, schema, source_days, upsert
from plan_data.timeline import EventTimeline, FiledChange
from publishing import records, translations, workflow
from publishing.permissions import Actor

#: Columns that were written after the event.
SUMMARIES = tuple(column("summary", code) for code in CODES)
TITLES = tuple(column("title", code) for code in CODES)

#: The public reason of a correction that brings an event to what the files say now.
MENDED = {
    "en": "Corrected after a review of the sources.",
    "ru": "Исправлено после сверки с источниками.",
    "zh-hans": "核对来源后更正。",
}


class ReplayedHistory(NamedTuple):
    """How many entries had been told before, and whether facts were corrected."""

    standpoint: int
    mended: bool


class AheadError(Exception):
    """An event stands further on than asked for: what was told cannot be taken back."""


class ReplayRefusedError(Exception):
    """A writer refuses what a row of the files says."""

    def __init__(self, row: schema.CsvRow, problem: str) -> None:
        super().__init__(problem)
        self.row = row


@transaction.atomic
def tell(
    timeline: EventTimeline, count: int, mend_on: date | None = None, *, by: Actor
) -> ReplayedHistory:
    """Bring the event from where it stands to the end of so many entries; idempotent.

    A new event is published. With `mend_on`, facts that the files say otherwise than they were
    loaded are corrected, on that day. `by` tells it, and nothing that is still to come for it.
    Raises AheadError, DivergedError and ReplayRefusedError.
    """
    records.take_turn()  # before looking where it stands: another load may be telling it
    event = find(timeline)
    standpoint, is_mended = _brought_back(timeline, event, mend_on, by)
    if standpoint > count:
        raise AheadError(timeline.slug)
    if event is None and count:
        whole = count == len(timeline.entries)
        event, _ = upsert.save(texts(timeline, by.today, steps=0, whole=whole))
    for number in range(standpoint, count):
        if standpoint and number + 1 == len(timeline.entries):
            _add_summary(timeline, event)
        _cite(timeline, event, timeline.entries[number].steps, by.today)
        _tell(timeline, timeline.entries[number], event, by)
    if count and not standpoint:
        workflow.publish(event, by=by)
    return ReplayedHistory(standpoint, is_mended)


def _brought_back(
    timeline: EventTimeline, event: Event | None, mend_on: date | None, by: Actor
) -> ReplayedHistory:
    """Return where `event` stands, brought back to the facts of its timeline where that is asked."""
    try:
        return ReplayedHistory(comparison.entries_told(timeline, event), mended=False)
    except comparison.AstrayError as error:
        if event is None or mend_on is None:
            raise
        announcement = Announcement(mend_on, reason=MENDED)
        return ReplayedHistory(_mend(timeline, event, error.number, announcement, by), mended=True)


def _mend(
    timeline: EventTimeline, event: Event, number: int, announcement: Announcement, by: Actor
) -> int:
    """Bring `event` to the facts of the entry with this number, in the open; return the number."""
    entry = timeline.entries[number - 1]
    facts, row, source = entry.facts, timeline.entry.row, next(iter(event.sources), "")
    if entry.steps:
        change = timeline.steps[entry.steps - 1]
        row, source = change.row, change.announcement.source_url
    moves = FactChanges(facts.period, facts.format, facts.cities, facts.venue)
    try:
        if event.changes.exists():
            announcement = replace(announcement, source_url=source)
            changes.correct(event, announcement, moves, facts.status, by=by)
        else:
            changes.establish(event, facts, by=by)
    except changes.ChangeRefusedError as error:
        raise ReplayRefusedError(row, str(error)) from error
    return number


def find(timeline: EventTimeline) -> Any:
    """Return the event of `timeline`, or None when it is not in the database."""
    return Event.objects.filter(slug=timeline.slug).first()


def texts(
    timeline: EventTimeline, today: date | None, *, steps: int, whole: bool
) -> schema.ParsedRow:
    """Return what the event says besides its facts after so many steps: its title and its sources of that time.

    The summary was written afterwards: it belongs only to a timeline told to its end.
    """
    titles = timeline.titles(steps) or {}
    values = timeline.entry.values | {column("title", code): titles[code] for code in titles}
    values["sources"] = source_days.of_event(timeline, steps, today)
    if not whole:
        values = {name: value for name, value in values.items() if name not in SUMMARIES}
    return replace(timeline.entry, values=values)


def sources_now(timeline: EventTimeline, event: Event, by: Actor) -> list[str]:
    """Return the sources that are known by now of an event as far as it is told. Raises DivergedError."""
    number = comparison.entries_told(timeline, event)
    steps = timeline.entries[number - 1].steps if number else 0
    return source_days.of_event(timeline, steps, by.today)


def _cite(timeline: EventTimeline, event: Event, steps: int, today: date | None) -> None:
    """Save the sources that are known after so many steps, untold: the entry tells them. An editor's stay."""
    sources = source_days.of_event(timeline, steps, today)
    if event.sources != sources and "sources" not in edits.edited(event):
        event.sources = sources
        event.save(update_fields=["sources", "updated_at"])


def _add_summary(timeline: EventTimeline, event: Event) -> None:
    """Save what was written afterwards, untold: the entry tells it. What an editor wrote before stays."""
    event.refresh_from_db()
    if edits.edited(event).intersection(SUMMARIES):
        return
    for name in SUMMARIES:
        setattr(event, name, timeline.entry.values[name])
    translations.confirm_all(event)
    event.save(update_fields=[*SUMMARIES, "translation_states", "updated_at"])


def _tell(
    timeline: EventTimeline, entry: TimelineEntry[FiledChange], event: Event, by: Actor
) -> None:
    row = entry.step.row if entry.step else timeline.entry.row
    try:
        if entry.step is not None:
            change = entry.step
            _call_as_before(timeline, event, change)
            WRITERS[change.kind](event, change.announcement, change.moves, by=by)
        elif entry.facts.status == Status.UNKNOWN_OUTCOME:
            changes.close_without_outcome(event, by=by)
        else:
            changes.establish(event, entry.facts, by=by)
    except changes.ChangeRefusedError as error:
        raise ReplayRefusedError(row, str(error)) from error
    if event.facts() != entry.facts:
        raise ReplayRefusedError(row, "A step of this kind does not change all that the row says.")


def _call_as_before(timeline: EventTimeline, event: Event, change: FiledChange) -> None:
    """Give back the old name, untold, to an event that was loaded with its last one.

    So it was while the files told no old names.
    """
    event.refresh_from_db()
    titles = {code: timeline.entry.values[column("title", code)] for code in CODES}
    if change.old.titles and written_texts(event, "title") == titles:
        translations.set_together(event, "title", change.old.titles, None)
        event.save(update_fields=[*TITLES, "translation_states"])


class EventWriter(Protocol):
    def __call__(
        self, event: Event, announcement: Announcement, moves: FactChanges, /, *, by: Actor
    ) -> Change: ...


def _confirm(event: Event, announcement: Announcement, moves: FactChanges, *, by: Actor) -> Change:
    """A date as vague as before cannot be confirmed, only said again."""
    if (moves.period or event.period).is_exact:
        return changes.confirm(event, announcement, moves, by=by)
    return changes.reaffirm(event, announcement, by=by)


#: The writer of each kind of step.
WRITERS: dict[ChangeKind, EventWriter] = {
    ChangeKind.ANNOUNCED: changes.announce,
    ChangeKind.CONFIRMED: _confirm,
    ChangeKind.RESCHEDULED: changes.reschedule,
    ChangeKind.POSTPONED: lambda event, said, moves, by: changes.postpone(
        event, said, moves.period, by=by
    ),
    ChangeKind.CANCELLED: lambda event, said, moves, by: changes.cancel(event, said, by=by),
    ChangeKind.REINSTATED: reinstate,
    ChangeKind.RELOCATED: changes.relocate,
    ChangeKind.FORMAT_CHANGED: changes.change_format,
    ChangeKind.RENAMED: lambda event, said, moves, by: changes.rename(
        event, said, moves.titles, by=by
    ),
    ChangeKind.HELD: changes.hold,
    ChangeKind.CORRECTED: changes.correct,
}

"""Stories of the files, told by the real writers: from where an event stands to a chapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.db import transaction

from events.actions import changes
from events.actions.changes import Announcement, FactChanges
from events.enums import ChangeKind, Status
from events.models import Change, Event
from i18n.texts import CODES, column, written_texts
from plan_data import upsert
from plan_data.comparison import AstrayError, standing
from publishing import records, translations, workflow
from publishing.permissions import Actor

if TYPE_CHECKING:
    from events.public_timeline import TimelineEntry
    from plan_data.schema import CsvRow, ParsedRow
    from plan_data.timeline import EventTimeline, FiledChange

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
    """How many chapters had been told before, and whether facts were corrected."""

    chapters: int
    mended: bool


class AheadError(Exception):
    """An event stands further on than asked for: what was told cannot be taken back."""


class ReplayRefusedError(Exception):
    """A writer refuses what a row of the files says."""

    def __init__(self, row: CsvRow, problem: str) -> None:
        super().__init__(problem)
        self.row = row


@transaction.atomic
def tell(
    story: EventTimeline, chapters: int, mend_on: date | None = None, *, by: Actor
) -> ReplayedHistory:
    """Bring the event from where it stands to the end of so many chapters; idempotent.

    A new event is published. With `mend_on`, facts that the files say otherwise than they were
    loaded are corrected, on that day. `by` tells it, and nothing that is still to come for it.
    Raises AheadError, DivergedError and StepRefusedError.
    """
    records.take_turn()  # before looking where it stands: another load may be telling it
    event = find(story)
    told, mended = _brought_back(story, event, mend_on, by)
    if told > chapters:
        raise AheadError(story.slug)
    if event is None and chapters:
        event, _ = upsert.save(texts(story, steps=0, whole=chapters == len(story.chapters)))
    for number in range(told, chapters):
        if told and number + 1 == len(story.chapters):
            _add_summary(story, event)
        _tell(story, story.chapters[number], event, by)
    if chapters and not told:
        workflow.publish(event, by=by)
    return ReplayedHistory(told, mended)


def _brought_back(
    story: EventTimeline, event: Event | None, mend_on: date | None, by: Actor
) -> ReplayedHistory:
    """Return where `event` stands, brought back to the facts of its story where that is asked."""
    try:
        return ReplayedHistory(standing(story, event), mended=False)
    except AstrayError as error:
        if event is None or mend_on is None:
            raise
        said = Announcement(mend_on, reason=MENDED)
        return ReplayedHistory(_mend(story, event, error.number, said, by), mended=True)


def _mend(story: EventTimeline, event: Event, number: int, said: Announcement, by: Actor) -> int:
    """Bring `event` to the facts of the chapter with this number, in the open; return the number."""
    chapter = story.chapters[number - 1]
    facts, row, source = chapter.facts, story.entry.row, next(iter(event.sources), "")
    if chapter.steps:
        last = story.steps[chapter.steps - 1]
        row, source = last.row, last.announcement.source_url
    moves = FactChanges(facts.period, facts.format, facts.cities, facts.venue)
    try:
        if event.changes.exists():
            said = replace(said, source_url=source)
            changes.correct(event, said, moves, facts.status, by=by)
        else:
            changes.establish(event, facts, by=by)
    except changes.ChangeRefusedError as error:
        raise ReplayRefusedError(row, str(error)) from error
    return number


def find(story: EventTimeline) -> Any:
    """Return the event of `story`, or None when it is not in the database."""
    return Event.objects.filter(slug=story.slug).first()


def texts(story: EventTimeline, *, steps: int, whole: bool) -> ParsedRow:
    """Return what the event says besides its facts after so many steps: its title of that time.

    The summary was written afterwards: it belongs only to a story told to its end.
    """
    titles = story.titles(steps) or {}
    values = story.entry.values | {column("title", code): titles[code] for code in titles}
    if not whole:
        values = {name: value for name, value in values.items() if name not in SUMMARIES}
    return replace(story.entry, values=values)


def _add_summary(story: EventTimeline, event: Event) -> None:
    """Save what was written afterwards, untold: the chapter tells it."""
    event.refresh_from_db()
    for name in SUMMARIES:
        setattr(event, name, story.entry.values[name])
    translations.confirm_all(event)
    event.save(update_fields=[*SUMMARIES, "translation_states", "updated_at"])


def _tell(
    story: EventTimeline, chapter: TimelineEntry[FiledChange], event: Event, by: Actor
) -> None:
    row = chapter.step.row if chapter.step else story.entry.row
    try:
        if chapter.step is not None:
            step = chapter.step
            _call_as_before(story, event, step)
            WRITERS[step.kind](event, step.announcement, step.moves, by=by)
        elif chapter.facts.status == Status.UNKNOWN_OUTCOME:
            changes.close_without_outcome(event, by=by)
        else:
            changes.establish(event, chapter.facts, by=by)
    except changes.ChangeRefusedError as error:
        raise ReplayRefusedError(row, str(error)) from error
    if event.facts() != chapter.facts:
        raise ReplayRefusedError(row, "A step of this kind does not change all that the row says.")


def _call_as_before(story: EventTimeline, event: Event, step: FiledChange) -> None:
    """Give back the old name, untold, to an event that was loaded with its last one.

    So it was while the files told no old names.
    """
    event.refresh_from_db()
    last = {code: story.entry.values[column("title", code)] for code in CODES}
    if step.old.titles and written_texts(event, "title") == last:
        translations.set_together(event, "title", step.old.titles, None)
        event.save(update_fields=[*TITLES, "translation_states"])


class EventWriter(Protocol):
    def __call__(
        self, event: Event, said: Announcement, moves: FactChanges, /, *, by: Actor
    ) -> Change: ...


def _confirm(event: Event, said: Announcement, moves: FactChanges, *, by: Actor) -> Change:
    """A date as vague as before cannot be confirmed, only said again."""
    if (moves.period or event.period).is_exact:
        return changes.confirm(event, said, moves, by=by)
    return changes.reaffirm(event, said, by=by)


#: The writer of each kind of step.
WRITERS: dict[ChangeKind, EventWriter] = {
    ChangeKind.ANNOUNCED: changes.announce,
    ChangeKind.CONFIRMED: _confirm,
    ChangeKind.RESCHEDULED: changes.reschedule,
    ChangeKind.POSTPONED: lambda event, said, moves, by: changes.postpone(
        event, said, moves.period, by=by
    ),
    ChangeKind.CANCELLED: lambda event, said, moves, by: changes.cancel(event, said, by=by),
    ChangeKind.RELOCATED: changes.relocate,
    ChangeKind.FORMAT_CHANGED: changes.change_format,
    ChangeKind.RENAMED: lambda event, said, moves, by: changes.rename(
        event, said, moves.titles, by=by
    ),
    ChangeKind.HELD: changes.hold,
    ChangeKind.CORRECTED: changes.correct,
}

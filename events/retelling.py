"""Stories of the files, told by the real writers: from where an event stands to a chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from events import changes
from events.changes import Announcement, Moves
from events.history import Facts
from events.models import Change, Event
from events.states import ChangeKind, Status
from publishing import importing, translations, workflow
from publishing.languages import CODES, all_texts, column

if TYPE_CHECKING:
    from events.chapters import Chapter
    from events.stories import FiledStep, Story
    from publishing.tables import Entry, Row

#: Columns that were written after the event.
SUMMARIES = tuple(column("summary", code) for code in CODES)


class DivergedError(Exception):
    """An event is not as any chapter of its story leaves it: somebody changed it here."""


class AheadError(Exception):
    """An event stands further on than asked for: what was told cannot be taken back."""


class StepRefusedError(Exception):
    """A writer refuses what a row of the files says."""

    def __init__(self, row: Row, problem: str) -> None:
        super().__init__(problem)
        self.row = row


def standing(story: Story, event: Event | None) -> int:
    """Return how many chapters have been told: 0 when there is no event.

    Raises DivergedError.
    """
    if event is None:
        return 0
    facts, steps = Facts.of(event), list(event.changes.all())
    if not _recorded_as_filed(steps, story.steps):
        raise DivergedError("its record of changes differs from the history in the files")
    for told, chapter in enumerate(story.chapters, start=1):
        if chapter.steps == len(steps) and chapter.facts == facts:
            return told
    raise DivergedError("its date, place, format or status differs from the history in the files")


def _recorded_as_filed(steps: Sequence[Change], filed: Sequence[FiledStep]) -> bool:
    if len(steps) > len(filed):
        return False
    return all(_same(step, row) for step, row in zip(steps, filed, strict=False))


def _same(change: Change, step: FiledStep) -> bool:
    reason = {code: text for code, text in all_texts(change, "reason").items() if text}
    said = step.announcement
    return (change.kind, change.announced_on, change.source_url, reason) == (
        step.kind,
        said.on,
        said.source_url,
        said.reason,
    )


@transaction.atomic
def tell(story: Story, chapters: int) -> int:
    """Bring the event from where it stands to the end of so many chapters; idempotent.

    A new event is published. Returns how many chapters had been told before.
    Raises AheadError, DivergedError and StepRefusedError.
    """
    event = find(story)
    told = standing(story, event)
    if told > chapters:
        raise AheadError(story.slug)
    if event is None and chapters:
        event, _ = importing.save(texts(story, steps=0, whole=chapters == len(story.chapters)))
    for number in range(told, chapters):
        if told and number + 1 == len(story.chapters):
            _add_summary(story, event)
        _tell(story, story.chapters[number], event)
    if chapters and not told:
        workflow.publish(event)
    return told


def find(story: Story) -> Any:
    """Return the event of `story`, or None when it is not in the database."""
    return Event.objects.filter(slug=story.slug).first()


def texts(story: Story, *, steps: int, whole: bool) -> Entry:
    """Return what the event says besides its facts after so many steps: its title of that time.

    The summary was written afterwards: it belongs only to a story told to its end.
    """
    titles = story.titles(steps) or {}
    values = story.entry.values | {column("title", code): titles[code] for code in titles}
    if not whole:
        values = {name: value for name, value in values.items() if name not in SUMMARIES}
    return replace(story.entry, values=values)


def _add_summary(story: Story, event: Event) -> None:
    """Save what was written afterwards, untold: the chapter tells it."""
    event.refresh_from_db()
    for name in SUMMARIES:
        setattr(event, name, story.entry.values[name])
    translations.confirm_all(event)
    event.save(update_fields=[*SUMMARIES, "translation_states", "updated_at"])


def _tell(story: Story, chapter: Chapter[FiledStep], event: Event) -> None:
    row = chapter.step.row if chapter.step else story.entry.row
    try:
        if chapter.step is not None:
            step = chapter.step
            WRITERS[step.kind](event, step.announcement, step.moves)
        elif chapter.facts.status == Status.UNKNOWN_OUTCOME:
            changes.close_without_outcome(event)
        else:
            changes.establish(event, chapter.facts)
    except changes.ChangeRefusedError as error:
        raise StepRefusedError(row, str(error)) from error
    if Facts.of(event) != chapter.facts:
        raise StepRefusedError(row, "A step of this kind does not change all that the row says.")


def _confirm(event: Event, said: Announcement, moves: Moves) -> Change:
    """A date as vague as before cannot be confirmed, only said again."""
    if (moves.period or event.period).is_exact:
        return changes.confirm(event, said, moves)
    return changes.reaffirm(event, said)


#: The writer of each kind of step.
WRITERS: dict[ChangeKind, Callable[[Event, Announcement, Moves], Change]] = {
    ChangeKind.ANNOUNCED: changes.announce,
    ChangeKind.CONFIRMED: _confirm,
    ChangeKind.RESCHEDULED: changes.reschedule,
    ChangeKind.POSTPONED: lambda event, said, moves: changes.postpone(event, said, moves.period),
    ChangeKind.CANCELLED: lambda event, said, moves: changes.cancel(event, said),
    ChangeKind.RELOCATED: changes.relocate,
    ChangeKind.FORMAT_CHANGED: changes.change_format,
    ChangeKind.RENAMED: lambda event, said, moves: changes.rename(event, said, moves.titles),
    ChangeKind.HELD: changes.hold,
    ChangeKind.CORRECTED: changes.correct,
}

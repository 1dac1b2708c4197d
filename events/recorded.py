"""How far the history of an event, as the files tell it, is told here, and what differs.

What is recorded stays as it was told: a step that the files say otherwise now is named, and
kept. Only where the facts themselves differ is there something to be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from events.chapters import Chapter
from events.history import Facts
from events.models import Change, Event
from events.states import ChangeKind
from events.stories import FiledStep, Story, spoken
from publishing.languages import all_texts
from publishing.tables import SUFFIXES, Fault


class DivergedError(Exception):
    """An event is not as any chapter of its story leaves it: somebody changed it here."""


class AstrayError(DivergedError):
    """The steps are those of the files, and the facts are not: here or there they were mended."""

    def __init__(self, facts: Facts, number: int, chapter: Chapter[FiledStep]) -> None:
        found = "; ".join(_differing(facts, chapter.facts))
        super().__init__(f"its facts differ from the history in the files ({found})")
        #: The chapter whose facts it should have: its number, counted from 1.
        self.number = number


class Pair(NamedTuple):
    """A step on record, and the row that tells it."""

    change: Change
    step: FiledStep


def standing(story: Story, event: Event | None) -> int:
    """Return how many chapters have been told: 0 when there is no event.

    Raises DivergedError, and AstrayError where a correction would do.
    """
    if event is None:
        return 0
    facts, told = Facts.of(event), len(paired(event, story))
    here = [(n, one) for n, one in enumerate(story.chapters, start=1) if one.steps == told]
    for number, chapter in here:
        if chapter.facts == facts:
            return number
    if not here:
        raise DivergedError("it has no history here, and one in the files")
    alike = [one for one in here if one[1].facts.status == facts.status]
    raise AstrayError(facts, *(alike or here)[-1])


def paired(event: Event, story: Story) -> list[Pair]:
    """Return the steps on record beside the rows that tell them; corrections made here have none.

    Raises DivergedError for a step that is in no row.
    """
    rows = story.steps
    pairs: list[Pair] = []
    for change in event.changes.all():
        step = rows[len(pairs)] if len(pairs) < len(rows) else None
        if step is not None and change.kind == step.kind:
            pairs.append(Pair(change, step))
        elif change.kind != ChangeKind.CORRECTED:
            raise DivergedError("its record of changes differs from the history in the files")
    return pairs


def kept(story: Story, event: Event | None) -> list[Fault]:
    """Return where the record tells a step otherwise than its row does now, cell by cell."""
    if event is None:
        return []
    return [
        Fault(pair.step.row.file, pair.step.row.number, name, f"Recorded as {_quoted(recorded)}.")
        for pair in paired(event, story)
        for name, recorded, filed in _cells(pair)
        if recorded != filed
    ]


def _cells(pair: Pair) -> Iterator[tuple[str, object, object]]:
    """Yield the cells that both tell: column, what is recorded, what the row says."""
    change, step = pair
    said = step.announcement
    yield "announced_on", change.announced_on, said.on
    yield "announced_precision", change.announced_precision, said.precision
    yield "source_url", change.source_url, said.source_url
    yield from _texts("note", all_texts(change, "reason"), said.reason)
    if step.moves.period and change.new_period:
        yield "new_start", spoken(change.new_period), spoken(step.moves.period)
    if step.moves.format and change.new_format:
        yield "new_format", change.new_format, step.moves.format
    if step.moves.cities is not None and change.new_cities is not None:
        yield "new_city_slug", tuple(change.new_cities), step.moves.cities
    for name in ("old_title", "new_title"):
        moves = step.old if name == "old_title" else step.moves
        yield from _texts(name, getattr(change, name) or {}, moves.titles or {})


def _texts(
    name: str, recorded: Mapping[str, str | None], filed: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for suffix, code in SUFFIXES.items():
        yield f"{name}_{suffix}", recorded.get(code) or "", filed.get(code, "")


def _differing(here: Facts, filed: Facts) -> Iterator[str]:
    if spoken(here.period) != spoken(filed.period):
        yield f"date: {spoken(here.period)} here, {spoken(filed.period)} in the files"
    elif here.period != filed.period:
        yield "the words of its date"
    for name in ("status", "format", "cities", "venue"):
        mine, theirs = getattr(here, name), getattr(filed, name)
        if mine != theirs:
            yield f"{name}: {_quoted(mine)} here, {_quoted(theirs)} in the files"


def _quoted(value: Any) -> str:
    if isinstance(value, Mapping):
        value = " / ".join(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = ", ".join(value)
    return f"“{value}”" if value else "nothing"

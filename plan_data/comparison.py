"""How far the history of an event, as the files tell it, is told here, and what differs.

What is recorded stays as it was told: a step that the files say otherwise now is named, and
kept. Only where the facts themselves differ is there something to be done.

What the database has from the files, and the files no longer hold: perhaps one was cut off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType

from events.enums import ChangeKind
from events.models import Change, Event
from events.public_timeline import TimelineEntry
from events.timeline import Facts
from i18n.texts import all_texts
from plan_data import upsert
from plan_data.checks import SPARED, TABLES, Plan
from plan_data.presidencies import PRESIDENCIES, presiding, stored
from plan_data.priorities import STRANDS
from plan_data.schema import SUFFIXES, Fault, Table
from plan_data.timeline import EventTimeline, FiledChange, spoken
from presidencies.current import current, remembered
from presidencies.models import Presidency
from presidencies.scope import Belonging
from publishing.models import Publishable


class DivergedError(Exception):
    """An event is not as any chapter of its story leaves it: somebody changed it here."""


class AstrayError(DivergedError):
    """The steps are those of the files, and the facts are not: here or there they were mended."""

    def __init__(self, facts: Facts, number: int, chapter: TimelineEntry[FiledChange]) -> None:
        found = "; ".join(_differing(facts, chapter.facts))
        super().__init__(f"its facts differ from the history in the files ({found})")
        #: The chapter whose facts it should have: its number, counted from 1.
        self.number = number


class Pair(NamedTuple):
    """A step on record, and the row that tells it."""

    change: Change
    step: FiledChange


def standing(story: EventTimeline, event: Event | None) -> int:
    """Return how many chapters have been told: 0 when there is no event.

    Raises DivergedError, and AstrayError where a correction would do.
    """
    if event is None:
        return 0
    facts, told = event.facts(), len(paired(event, story))
    here = [(n, one) for n, one in enumerate(story.chapters, start=1) if one.steps == told]
    for number, chapter in here:
        if chapter.facts == facts:
            return number
    if not here:
        raise DivergedError("it has no history here, and one in the files")
    alike = [one for one in here if one[1].facts.status == facts.status]
    raise AstrayError(facts, *(alike or here)[-1])


def paired(event: Event, story: EventTimeline) -> list[Pair]:
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


def kept(story: EventTimeline, event: Event | None) -> list[Fault]:
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


#: So many rows of a file are named.
FEW = 10


def left_out(plan: Plan) -> list[Fault]:
    """Return, a fault a file, which rows that were loaded `plan` no longer holds.

    What an editor added was never in a file, and what was withdrawn may leave it. Judged is what
    the presidency of the files has; what all have, only where there is no other presidency.
    """
    entries = [*plan.lasting, *(story.entry for story in plan.stories), *plan.papers]
    held: dict[str, set[str]] = {table.file: set() for table in TABLES}
    for entry in entries:
        held[entry.table.file].add(entry.slug)
    told = presiding(entry for entry in plan.lasting if entry.table is PRESIDENCIES)
    others = Presidency.objects.exclude(slug=told.slug if told else current().slug)
    spared = [
        t.file for t in TABLES if t is PRESIDENCIES or (t.file in SPARED and not held[t.file])
    ]
    tables = [t for t in TABLES if t.file not in spared]
    if others.exists():
        tables = [t for t in tables if issubclass(t.model, Belonging) or t is STRANDS]
    with remembered(stored(told)):
        return list(_faults(tables, held))


def _faults(tables: Iterable[Table], held: dict[str, set[str]]) -> Iterator[Fault]:
    for table in tables:
        gone = _gone(table, held[table.file])
        if not gone:
            continue
        named = ", ".join(gone[:FEW]) + (", …" if len(gone) > FEW else "")
        yield Fault(
            table.file,
            0,
            "",
            f"Loaded before, and no longer in the file ({len(gone)}): {named}. If the file was cut "
            "off, take a whole one. If the rows went on purpose, load with --fewer: they stay in "
            "the database until an editor withdraws them.",
        )


def _gone(table: Table, held: Collection[str]) -> list[str]:
    rows: Any = upsert.rows(table.model).exclude(slug__in=held)
    if issubclass(table.model, Publishable):
        rows = rows.published()
    slugs = {str(pk): slug for pk, slug in rows.values_list("pk", "slug")}
    by_editors = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(table.model),
        action_flag=ADDITION,
        object_id__in=slugs,
    )
    added = set(by_editors.values_list("object_id", flat=True))
    return sorted(slug for pk, slug in slugs.items() if pk not in added)

"""The files of the plan against the database: what is told already, what differs, what is left out.

What is recorded stays as it was told: a change that the files say otherwise now is named, and
kept. Only where the facts themselves differ is there something to be done. Rows that were loaded,
and that the files no longer hold, are named too: perhaps a file was cut off.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType

from events.enums import ChangeKind
from events.models import Change, Event
from events.timeline import Facts, TimelineEntry
from i18n.texts import all_texts
from plan_data import checks, presidencies, upsert
from plan_data.schema import SUFFIXES, Fault, Table
from plan_data.tables import STRANDS
from plan_data.timeline import EventTimeline, FiledChange, say_period
from presidencies.current import Belonging, current, one_presidency
from presidencies.models import Presidency
from publishing.models import Publishable


class DivergedError(Exception):
    """An event is not as any entry of its timeline leaves it: somebody changed it here."""


class AstrayError(DivergedError):
    """The steps are those of the files, and the facts are not: here or there they were mended."""

    def __init__(self, facts: Facts, number: int, entry: TimelineEntry[FiledChange]) -> None:
        differences = "; ".join(_differing(facts, entry.facts))
        super().__init__(f"its facts differ from the history in the files ({differences})")
        #: The entry whose facts it should have: its number, counted from 1.
        self.number = number


class Pair(NamedTuple):
    """A step on record, and the row that tells it."""

    change: Change
    step: FiledChange


def entries_told(timeline: EventTimeline, event: Event | None) -> int:
    """Return how many entries have been told: 0 when there is no event.

    Raises DivergedError, and AstrayError where a correction would do.
    """
    if event is None:
        return 0
    facts, count = event.facts(), len(pairs_of(event, timeline))
    entries = [
        (n, entry) for n, entry in enumerate(timeline.entries, start=1) if entry.steps == count
    ]
    for number, entry in entries:
        if entry.facts == facts:
            return number
    if not entries:
        raise DivergedError("it has no history here, and one in the files")
    alike = [numbered for numbered in entries if numbered[1].facts.status == facts.status]
    raise AstrayError(facts, *(alike or entries)[-1])


def pairs_of(event: Event, timeline: EventTimeline) -> list[Pair]:
    """Return the steps on record beside the rows that tell them; corrections made here have none.

    Raises DivergedError for a step that is in no row.
    """
    rows = timeline.steps
    pairs: list[Pair] = []
    for change in event.changes.all():
        row = rows[len(pairs)] if len(pairs) < len(rows) else None
        if row is not None and change.kind == row.kind:
            pairs.append(Pair(change, row))
        elif change.kind != ChangeKind.CORRECTED:
            raise DivergedError("its record of changes differs from the history in the files")
    return pairs


def retold(timeline: EventTimeline, event: Event | None) -> list[Fault]:
    """Return where the record tells a step otherwise than its row does now, cell by cell."""
    if event is None:
        return []
    return [
        Fault(pair.step.row.file, pair.step.row.number, name, f"Recorded as {_quote(value)}.")
        for pair in pairs_of(event, timeline)
        for name, value, row_value in _cells(pair)
        if value != row_value
    ]


def _cells(pair: Pair) -> Iterator[tuple[str, object, object]]:
    """Yield the cells that both tell: column, what is recorded, what the row says."""
    change, row = pair
    announcement = row.announcement
    yield "announced_on", change.announced_on, announcement.on
    yield "announced_precision", change.announced_precision, announcement.precision
    yield "source_url", change.source_url, announcement.source_url
    yield from _texts("note", all_texts(change, "reason"), announcement.reason)
    if row.moves.period and change.new_period:
        yield "new_start", say_period(change.new_period), say_period(row.moves.period)
    if row.moves.format and change.new_format:
        yield "new_format", change.new_format, row.moves.format
    if row.moves.cities is not None and change.new_cities is not None:
        yield "new_city_slug", tuple(change.new_cities), row.moves.cities
    for name in ("old_title", "new_title"):
        moves = row.old if name == "old_title" else row.moves
        yield from _texts(name, getattr(change, name) or {}, moves.titles or {})


def _texts(
    name: str, texts: Mapping[str, str | None], row_texts: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for suffix, code in SUFFIXES.items():
        yield f"{name}_{suffix}", texts.get(code) or "", row_texts.get(code, "")


def _differing(facts: Facts, file_facts: Facts) -> Iterator[str]:
    if say_period(facts.period) != say_period(file_facts.period):
        yield f"date: {say_period(facts.period)} here, {say_period(file_facts.period)} in the files"
    elif facts.period != file_facts.period:
        yield "the words of its date"
    for name in ("status", "format", "cities", "venue"):
        mine, theirs = getattr(facts, name), getattr(file_facts, name)
        if mine != theirs:
            yield f"{name}: {_quote(mine)} here, {_quote(theirs)} in the files"


def _quote(value: Any) -> str:
    if isinstance(value, Mapping):
        value = " / ".join(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = ", ".join(value)
    return f"“{value}”" if value else "nothing"


#: So many rows of a file are named.
FEW = 10


def left_out(plan: checks.CheckedPlan) -> list[Fault]:
    """Return, a fault a file, which rows that were loaded `plan` no longer holds.

    What an editor added was never in a file, and what was withdrawn may leave it. Judged is what
    the presidency of the files has; what all have, only where there is no other presidency.
    """
    events = (timeline.entry for timeline in plan.timelines)
    entries = [*plan.lasting, *events, *plan.papers, *plan.themes]
    slugs: dict[str, set[str]] = {table.file: set() for table in checks.TABLES}
    for entry in entries:
        slugs[entry.table.file].add(entry.slug)
    presidency = presidencies.presiding(
        entry for entry in plan.lasting if entry.table is presidencies.PRESIDENCIES
    )
    others = Presidency.objects.exclude(slug=presidency.slug if presidency else current().slug)
    spared = [
        t.file
        for t in checks.TABLES
        if t is presidencies.PRESIDENCIES or (t.file in checks.SPARED and not slugs[t.file])
    ]
    tables = [t for t in checks.TABLES if t.file not in spared]
    if others.exists():
        tables = [t for t in tables if issubclass(t.model, Belonging) or t is STRANDS]
    with one_presidency(presidencies.stored(presidency)):
        return list(_faults(tables, slugs))


def _faults(tables: Iterable[Table], slugs: dict[str, set[str]]) -> Iterator[Fault]:
    for table in tables:
        missing = _missing(table, slugs[table.file])
        if not missing:
            continue
        names = ", ".join(missing[:FEW]) + (", …" if len(missing) > FEW else "")
        yield Fault(
            table.file,
            0,
            "",
            f"Loaded before, and no longer in the file ({len(missing)}): {names}. If the file was cut "
            "off, take a whole one. If the rows went on purpose, load with --fewer: they stay in "
            "the database until an editor withdraws them.",
        )


def _missing(table: Table, slugs_in_file: Collection[str]) -> list[str]:
    rows: Any = upsert.rows(table.model).exclude(slug__in=slugs_in_file)
    if issubclass(table.model, Publishable):
        rows = rows.published()
    slugs = {str(pk): slug for pk, slug in rows.values_list("pk", "slug")}
    by_editors = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(table.model),
        action_flag=ADDITION,
        object_id__in=slugs,
    )
    own = set(by_editors.values_list("object_id", flat=True))
    return sorted(slug for pk, slug in slugs.items() if pk not in own)

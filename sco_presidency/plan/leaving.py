"""What the database has from the files, and the files no longer hold: perhaps one was cut off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType

from presidencies.belonging import Belonging
from presidencies.current import current, remembered
from presidencies.importing import PRESIDENCIES, presiding, stored
from presidencies.models import Presidency
from priorities.importing import STRANDS
from publishing import importing
from publishing.models import Publishable
from publishing.tables import Fault, Table
from sco_presidency.plan.checking import SPARED, TABLES, Plan

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
    rows: Any = importing.rows(table.model).exclude(slug__in=held)
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

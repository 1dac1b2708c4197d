"""The presidency and the standing pages of every test's database, as a database in use has them."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from plan_data import upsert
from plan_data.csv import rows
from plan_data.presidencies import PAGES, PRESIDENCIES
from plan_data.schema import Fault, ParsedRow, Table, read
from plan_data.tables import STRANDS
from presidencies.current import current
from presidencies.models import Presidency, State

DATA = Path(__file__).resolve().parent.parent / "data"


def preside() -> Presidency:
    """Write the presidency of data/, with no country: tests make their own."""
    (entry,) = entries_of(PRESIDENCIES)
    for page in entries_of(PAGES):
        upsert.save(page)
    presidency = Presidency.objects.create(state=State.CURRENT, **entry.values)
    for strand in entries_of(STRANDS):
        upsert.save(strand)
    current()  # read here, and not by the first test that counts its queries
    return presidency


def alter(**values: object) -> None:
    """Give the presidency other values; as after every write, its moment of change is another."""
    Presidency.objects.update(**values, updated_at=timezone.now())


def entries_of(table: Table) -> list[ParsedRow]:
    faults: list[Fault] = []
    found = rows(
        table.file, (DATA / table.file).read_bytes(), table.columns, faults, table.optional
    )
    entries = [entry for row in found if (entry := read(table, row))]
    assert faults == []
    return entries

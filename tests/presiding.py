"""The presidency and the standing pages of every test's database, as a database in use has them."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from presidencies.current import current
from presidencies.importing import PAGES, PRESIDENCIES
from presidencies.models import Presidency
from presidencies.states import State
from priorities.importing import STRANDS
from publishing import importing
from publishing.tables import Entry, Fault, Table, read
from sco_presidency.plan.reading import rows

DATA = Path(__file__).resolve().parent.parent / "data"


def preside() -> Presidency:
    """Write the presidency of data/, with no country: tests make their own."""
    (entry,) = entries_of(PRESIDENCIES)
    for page in entries_of(PAGES):
        importing.save(page)
    presidency = Presidency.objects.create(state=State.CURRENT, **entry.values)
    for strand in entries_of(STRANDS):
        importing.save(strand)
    current()  # read here, and not by the first test that counts its queries
    return presidency


def alter(**values: object) -> None:
    """Give the presidency other values; as after every write, its moment of change is another."""
    Presidency.objects.update(**values, updated_at=timezone.now())


def entries_of(table: Table) -> list[Entry]:
    faults: list[Fault] = []
    found = rows(table.file, (DATA / table.file).read_bytes(), table.columns, faults)
    entries = [entry for row in found if (entry := read(table, row))]
    assert faults == []
    return entries

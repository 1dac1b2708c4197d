"""The presidency that stands in the database of every test, as a database in use has one."""

from __future__ import annotations

from pathlib import Path

from presidencies.importing import PRESIDENCIES
from presidencies.models import Presidency
from presidencies.states import State
from publishing.tables import Fault, read
from sco_presidency.plan.reading import rows

FILE = Path(__file__).resolve().parent.parent / "data" / PRESIDENCIES.file


def preside() -> Presidency:
    """Write the presidency of data/, with no country: tests make their own."""
    faults: list[Fault] = []
    (row,) = rows(FILE.name, FILE.read_bytes(), PRESIDENCIES.columns, faults)
    entry = read(PRESIDENCIES, row)
    assert entry, faults
    return Presidency.objects.create(state=State.CURRENT, **entry.values)

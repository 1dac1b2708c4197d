"""The table of priorities."""

from priorities.models import Priority
from priorities.states import Strand
from publishing.tables import Row, Table, Values

#: Under which of the four marks each goal is drawn. The choice is ours, no source names it.
STRANDS = {
    "foreign-policy-coordination": Strand.POLICY,
    "partner-organisations": Strand.POLICY,
    "inter-parliamentary-track": Strand.POLICY,
    "security-and-stability": Strand.SECURITY,
    "development-strategies-synergy": Strand.ECONOMY,
    "economic-and-interregional-cooperation": Strand.ECONOMY,
    "people-to-people-and-victory-75": Strand.PEOPLE,
}


def strand_of(row: Row, values: Values) -> None:
    strand = STRANDS.get(values["slug"])
    if strand is None:
        row.blame("slug", "No strand is chosen for this priority (STRANDS in its importing.py).")
    values["strand"] = strand


PRIORITIES = Table(
    file="priorities.csv",
    model=Priority,
    cells={"slug": "slug", "order": "position", "source_url": "source_url"},
    texts=("title", "summary", "description"),
    derive=strand_of,
)

"""The tables of strands and of priorities."""

from plan_data.schema import CsvRow, Reference, Table, Values
from priorities.enums import RUNNING
from priorities.models import Priority, Strand


def free_key(row: CsvRow, values: Values) -> None:
    if values["slug"] == RUNNING:
        row.blame("slug", f"“{RUNNING}” is what serves no priority: give the strand another key.")


STRANDS = Table(
    file="strands.csv",
    model=Strand,
    cells={"slug": "slug", "mark": "mark", "colour": "colour", "order": "position"},
    texts=("name",),
    derive=free_key,
)


def strand_of(row: CsvRow, values: Values) -> None:
    """See that a goal has a strand: the choice is ours, no source names it.

    A file of others leaves it out, and a goal that is known keeps its own.
    """
    if not row.text("strand") and not Priority.objects.filter(slug=values["slug"]).exists():
        row.blame("strand", f"Say under which strand of {STRANDS.file} this new priority stands.")


PRIORITIES = Table(
    file="priorities.csv",
    model=Priority,
    cells={
        "slug": "slug",
        "order": "position",
        "source_url": "source_url",
    },
    texts=("title", "summary", "description"),
    one={"strand": Reference("strand")},
    optional=("strand",),
    derive=strand_of,
)

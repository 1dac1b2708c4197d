"""The table of priorities."""

from priorities.models import Priority
from priorities.states import Strand
from publishing.tables import Row, Table, Values


def strand_of(row: Row, values: Values) -> None:
    """Read under which of the marks a goal is drawn: the choice is ours, no source names it.

    A file of others leaves it out, and a goal that is known keeps its own.
    """
    if strand := row.choice("strand", Strand.values):
        values["strand"] = strand
    elif not row.text("strand") and not Priority.objects.filter(slug=values["slug"]).exists():
        allowed = ", ".join(Strand.values)
        row.blame("strand", f"Say under which mark this new priority is drawn: {allowed}.")


PRIORITIES = Table(
    file="priorities.csv",
    model=Priority,
    cells={
        "slug": "slug",
        "order": "position",
        "source_url": "source_url",
    },
    texts=("title", "summary", "description"),
    others=("strand",),
    optional=("strand",),
    derive=strand_of,
)

"""The table of priorities."""

from priorities.models import Priority
from publishing.tables import Table

PRIORITIES = Table(
    file="priorities.csv",
    model=Priority,
    cells={
        "slug": "slug",
        "order": "position",
        # Under which of the marks each goal is drawn. The choice is ours, no source names it.
        "strand": "strand",
        "source_url": "source_url",
    },
    texts=("title", "summary", "description"),
)

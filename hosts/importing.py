"""The table of hosts. One may stand below those that are part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hosts.models import Host
from hosts.states import HostKind
from publishing.tables import Entry, Reference, Row, Table, Values

PARENT = Reference("parent")


def check_state(row: Row, values: Values) -> None:
    """A state is a country, and nothing else."""
    if values["kind"] != HostKind.STATE:
        return
    if not row.text("country"):
        row.blame("country", "The cell is empty: a state is a country, so say which.")
    for column in ("parent_slug", "body_slug"):
        if row.text(column):
            row.blame(column, "Leave it empty: a state is part of no other host, and no body.")


def check_parents(rows: Sequence[Row]) -> None:
    """Note each host that is part of itself, at whatever distance."""
    above = {row.text("slug"): row.text("parent_slug") for row in rows}
    for row in rows:
        if row.text("slug") in _above(row.text("slug"), above):
            row.blame("parent_slug", "The host would be part of itself: name another, or none.")


def parents_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return `entries`, in which there is no circle, each below those that it is part of."""
    given = list(entries)
    above = {entry.slug: entry.one[PARENT] for entry in given}
    return sorted(given, key=lambda entry: len(_above(entry.slug, above)))


def _above(slug: str, above: Mapping[str, str]) -> set[str]:
    line: set[str] = set()
    while (slug := above.get(slug, "")) and slug not in line:
        line.add(slug)
    return line


HOSTS = Table(
    file="hosts.csv",
    model=Host,
    cells={"slug": "slug", "kind": "kind", "url": "website"},
    texts=("name", "short_name"),
    headings={"short_name": "short"},
    one={
        "country": Reference("country", key="code"),
        "parent_slug": PARENT,
        "body_slug": Reference("body"),
    },
    derive=check_state,
    optional=("body_slug",),
)

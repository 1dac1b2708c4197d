"""The tables of hosts, and of who holds which event.

A host may stand below those that are part of it; an event has a row a host, in order.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from events.state import Hosting
from hosts.models import Host, HostKind, HostRole
from plan_data.schema import CsvRow, ParsedRow, Reference, Table, Values

PARENT = Reference("parent")


def check_state(row: CsvRow, values: Values) -> None:
    """A state is a country, and nothing else."""
    if values["kind"] != HostKind.STATE:
        return
    if not row.text("country"):
        row.blame("country", "The cell is empty: a state is a country, so say which.")
    for column in ("parent_slug", "body_slug"):
        if row.text(column):
            row.blame(column, "Leave it empty: a state is part of no other host, and no body.")


def check_states_once(rows: Sequence[CsvRow]) -> None:
    """Note the second of two hosts that are the same state."""
    seen: dict[str, int] = {}
    for row in rows:
        country = row.text("country")
        if row.text("kind") != HostKind.STATE or not country:
            continue
        if country in seen:
            problem = f"“{country}” is the state in row {seen[country]} already: leave one of them."
            row.blame("country", problem)
        seen.setdefault(country, row.number)


def check_parents(rows: Sequence[CsvRow]) -> None:
    """Note each host that is part of itself, at whatever distance."""
    above = {row.text("slug"): row.text("parent_slug") for row in rows}
    for row in rows:
        if row.text("slug") in _above(row.text("slug"), above):
            row.blame("parent_slug", "The host would be part of itself: name another, or none.")


def parents_first(entries: Iterable[ParsedRow]) -> list[ParsedRow]:
    """Return `entries`, in which there is no circle, each below those that it is part of."""
    rows = list(entries)
    above = {entry.slug: entry.one[PARENT] for entry in rows}
    return sorted(rows, key=lambda entry: len(_above(entry.slug, above)))


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


EVENT_HOSTS = "event_hosts.csv"
EVENT_HOSTS_COLUMNS = ("event_slug", "host_slug", "position", "role")

#: By the slug of an event.
Hostings = Mapping[str, tuple[Hosting, ...]]


def read_hostings(
    rows: Iterable[CsvRow], events: tuple[str, Collection[str]], hosts: tuple[str, Collection[str]]
) -> Hostings:
    """Return who holds each event that `rows` name; what is wrong with a row it has noted.

    `events` and `hosts` are files, each with the slugs that it holds.
    """
    of_events: dict[str, list[CsvRow]] = {}
    for row in rows:
        _check_named(row, "event_slug", *events)
        _check_named(row, "host_slug", *hosts)
        if not row.text("role"):
            row.blame("role", "The cell is empty.")
        of_events.setdefault(row.text("event_slug"), []).append(row)
    return {slug: _hostings(of_one) for slug, of_one in of_events.items()}


def _check_named(row: CsvRow, column: str, file: str, slugs: Collection[str]) -> None:
    slug = row.text(column)
    if not slug:
        row.blame(column, "The cell is empty.")
    elif slug not in slugs:
        row.blame(column, f"There is no row “{slug}” in {file}.", follows=file)


def _hostings(rows: Sequence[CsvRow]) -> tuple[Hosting, ...]:
    numbers = {str(number): number for number in range(1, len(rows) + 1)}
    by_place: dict[int, Hosting] = {}
    row_numbers: dict[str, int] = {}
    for row in rows:
        slug, role = row.text("host_slug"), row.choice("role", HostRole.values)
        if slug in row_numbers:
            row.blame(
                "host_slug", f"Row {row_numbers[slug]} names this host for the event already."
            )
        row_numbers.setdefault(slug, row.number)
        place = numbers.get(row.text("position"), 0)
        if not place or place in by_place:
            problem = f"Number the hosts of an event from 1 to {len(rows)}, each once."
            row.blame("position", problem, follows=EVENT_HOSTS)
        by_place[place] = Hosting(slug, role)
    return tuple(by_place[place] for place in sorted(by_place))

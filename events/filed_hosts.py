"""The table of who holds which event: a row a host, in order. No database here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from events.event_state import Hosting
from hosts.states import HostRole

if TYPE_CHECKING:
    from publishing.tables import Row

EVENT_HOSTS = "event_hosts.csv"
EVENT_HOSTS_COLUMNS = ("event_slug", "host_slug", "position", "role")

#: By the slug of an event.
Hostings = Mapping[str, tuple[Hosting, ...]]


def read_hostings(
    rows: Iterable[Row], events: tuple[str, Collection[str]], hosts: tuple[str, Collection[str]]
) -> Hostings:
    """Return who holds each event that `rows` name; what is wrong with a row it has noted.

    `events` and `hosts` are files, each with the slugs that it holds.
    """
    of_events: dict[str, list[Row]] = {}
    for row in rows:
        _check_named(row, "event_slug", *events)
        _check_named(row, "host_slug", *hosts)
        if not row.text("role"):
            row.blame("role", "The cell is empty.")
        of_events.setdefault(row.text("event_slug"), []).append(row)
    return {slug: _hostings(of_one) for slug, of_one in of_events.items()}


def _check_named(row: Row, column: str, file: str, slugs: Collection[str]) -> None:
    slug = row.text(column)
    if not slug:
        row.blame(column, "The cell is empty.")
    elif slug not in slugs:
        row.blame(column, f"There is no row “{slug}” in {file}.", follows=file)


def _hostings(rows: Sequence[Row]) -> tuple[Hosting, ...]:
    numbers = {str(number): number for number in range(1, len(rows) + 1)}
    placed: dict[int, Hosting] = {}
    named: dict[str, int] = {}
    for row in rows:
        slug, role = row.text("host_slug"), row.choice("role", HostRole.values)
        if slug in named:
            row.blame("host_slug", f"Row {named[slug]} names this host for the event already.")
        named.setdefault(slug, row.number)
        place = numbers.get(row.text("position"), 0)
        if not place or place in placed:
            problem = f"Number the hosts of an event from 1 to {len(rows)}, each once."
            row.blame("position", problem, follows=EVENT_HOSTS)
        placed[place] = Hosting(slug, role)
    return tuple(placed[place] for place in sorted(placed))

"""The table of presidencies."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from i18n.texts import column
from plan_data import upsert
from plan_data.schema import SUFFIXES, CsvRow, ParsedRow, Reference, Table, Values
from presidencies import actions
from presidencies.models import Presidency, Standing, StandingPage, State
from publishing import permissions, records

#: Who publishes a portal, its data need not say.
PUBLISHER = tuple(f"publisher_{suffix}" for suffix in SUFFIXES)


def known_state(row: CsvRow, values: Values) -> None:
    if not row.text("state"):
        row.blame("state", "The cell is empty.")
    row.choice("state", State.values)
    if row.text("standing"):
        values["standing"] = row.choice("standing", Standing.values)
    if not any(name in row.cells for name in PUBLISHER):
        for code in SUFFIXES.values():
            del values[column("publisher", code)]
    if values["begins"] > values["ends"]:
        row.blame("ends", "The last day comes before the first.")


PRESIDENCIES = Table(
    file="presidencies.csv",
    model=Presidency,
    cells={
        "slug": "slug",
        "organisation_founded": "organisation_founded",
        "time_zone": "time_zone",
        "begins": "begins",
        "ends": "ends",
        "promised_events": "promised_events",
        "promise_url": "promise_url",
        "contact": "contact",
        "press_contact": "press_contact",
    },
    texts=(
        *("organisation", "organisation_short", "title", "short_title", "label", "headline"),
        *("hero_before", "hero_during", "hero_after", "plan", "own_calendar"),
        *("promise", "sources", "credit", "publisher"),
    ),
    one={
        "country_code": Reference("country", key="code"),
        "capital_slug": Reference("capital"),
    },
    others=("state", "standing"),
    optional=("standing", *PUBLISHER),
    derive=known_state,
)

PAGES = Table(
    file="pages.csv",
    model=StandingPage,
    cells={"slug": "slug"},
    texts=("title", "lead", "body"),
)


@transaction.atomic
def begin(pages: Iterable[ParsedRow], *, by: permissions.Actor) -> int:
    """Write the standing pages that are not there yet, and return how many; idempotent.

    One that is there belongs to the staff: no file overwrites it.
    """
    records.take_turn()
    missing = [entry for entry in pages if upsert.existing(entry) is None]
    for entry in missing:
        upsert.write(entry, by=by)
    return len(missing)


def check_states(rows: Sequence[CsvRow]) -> None:
    """Note every row but the first that says that it is current."""
    for row in [row for row in rows if row.text("state") == State.CURRENT][1:]:
        row.blame("state", "Only one presidency is current: write `closed` for the others.")


def presiding(entries: Iterable[ParsedRow | None]) -> Presidency | None:
    """Return the current presidency as a file tells it, unsaved; None when it tells of none."""
    for entry in entries:
        if entry and entry.row.text("state") == State.CURRENT:
            return Presidency(**entry.values)
    return None


def stored(presidency: Presidency | None) -> Presidency | None:
    """Return the presidency that a file tells as the database holds it, if it does."""
    return presidency and (Presidency.objects.filter(slug=presidency.slug).first() or presidency)


def hand_over(entry: ParsedRow, *, by: permissions.Actor) -> None:
    """Make the presidency of `entry` the current one, where its row says so."""
    if entry.row.text("state") == State.CURRENT:
        actions.make_current(upsert.existing(entry), by=by)

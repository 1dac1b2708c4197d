"""Texts in files of their own: what a row says of the event, or the body, with its slug.

They are read into the entry of that row, and win over what it says itself. No database here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bodies.models import Body
from events.models import Event
from plan_data.events import EVENTS
from plan_data.schema import CsvRow, ParsedRow, Table, Values, read
from plan_data.tables import BODIES

EVENT_TEXTS = Table(
    file="event_texts.csv",
    model=Event,
    cells={"slug": "slug"},
    texts=("short_title", "lead"),
    headings={"lead": "lead_before"},
)
BODY_TEXTS = Table(
    file="body_texts.csv",
    model=Body,
    cells={"slug": "slug"},
    texts=("short_name", "purpose"),
    spared=("short_name",),
)
#: By the file whose rows they tell more of.
TEXTS: Mapping[str, Table] = {EVENTS.file: EVENT_TEXTS, BODIES.file: BODY_TEXTS}


def joined(
    file: str, entries: Sequence[ParsedRow | None], rows: Mapping[str, Sequence[CsvRow]]
) -> list[ParsedRow | None]:
    """Return the entries of `file` with the texts that `rows` hold for them, by their files.

    An entry that no row names keeps what it says. What is wrong with a row it has noted.
    """
    slugs = {row.text("slug") for row in rows[file]}
    texts = dict(_read(TEXTS[file], rows[TEXTS[file].file], file, slugs))
    return [
        entry and replace(entry, values=entry.values | texts.get(entry.slug, {}))
        for entry in entries
    ]


def _read(
    table: Table, rows: Sequence[CsvRow], file: str, slugs: set[str]
) -> Iterator[tuple[str, Values]]:
    for row in rows:
        slug, entry = row.text("slug"), read(table, row)
        if slug and slug not in slugs:
            row.blame("slug", f"There is no row “{slug}” in {file}.", follows=file)
        elif entry:
            spared = {name for text in table.spared for name in table.text_columns(text)}
            yield (
                slug,
                {name: text for name, text in entry.values.items() if text or name not in spared},
            )

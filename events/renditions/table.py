"""A list of events as a table: CSV (RFC 4180), and the columns that every table has.

The names of the columns are the same in every language; docs/api.md tells what they hold.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from events.rows.cards import Card, cards
from publishing.languages import Text, bcp47, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.models import Event
    from events.renditions.taken import Taken

COLUMNS = (
    "slug",
    "title",
    "language",
    "first_day",
    "last_day",
    "precision",
    "date",
    "status",
    "format",
    "cities",
    "country",
    "bodies",
    "priorities",
    "level",
    "kind",
    "was",
    "url",
    "opens",
    "closes",
    "time_zone",
)
#: Excel takes a file without it for one in the alphabet of the machine.
BYTE_ORDER_MARK = "\ufeff"
#: What some program takes for a formula: signs, wide and small ones too, behind blanks or not, and
#: what an apostrophe would hide already. https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])")

Cell = str | date | None


def write_csv(taken: Taken) -> bytes:
    """Return the table in UTF-8 with a byte order mark; days as 2020-10-28."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)  # RFC 4180: commas, CRLF, quotes doubled
    writer.writerow(COLUMNS)
    writer.writerows([safe(_as_text(cell)) for cell in row] for row in rows(taken))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def rows(taken: Taken) -> list[list[Cell]]:
    """Return a row an event, in the order of the plan."""
    return [_row(card, taken) for card in cards(taken.events, taken.now)]


def safe(text: str) -> str:
    """Return `text` so that no program reckons with it: behind an apostrophe, which is one too many.

    Whoever finds apostrophes before a sign takes one away, and has the text.
    """
    return f"'{text}" if FORMULA.match(text) else text


def _as_text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def _row(card: Card, taken: Taken) -> list[Cell]:
    event = card.event
    cities = list(event.cities.all())
    bodies = [body for body in event.bodies.all() if body.is_published]
    goals = [goal for goal in event.priorities.all() if goal.is_published]
    return [
        event.slug,
        card.title.value,
        bcp47(card.title.language),
        event.starts_on,
        event.ends_on,
        event.precision,
        card.date_text,
        str(event.get_status_display()),
        str(event.get_format_display()),
        _list(text_of(city, "name") for city in cities),
        _list(text_of(city.country, "name") for city in cities),
        _list(text_of(body, "name") for body in bodies),
        _list(text_of(goal, "title") for goal in goals),
        str(event.get_level_display()),
        str(event.get_kind_display()),
        card.was,
        taken.link(card.url),
        *clock_cells(event),
    ]


def clock_cells(event: Event) -> list[Cell]:
    """Return opening, closing and their zone: each empty where it is not known."""
    opens, closes = (
        moment.isoformat("minutes") if moment else None
        for moment in (event.opens_at, event.closes_at)
    )
    return [opens, closes, event.time_zone]


def _list(names: Iterable[Text]) -> str:
    """Return names behind each other; names hold commas, and no semicolons."""
    return "; ".join(dict.fromkeys(str(name) for name in names))

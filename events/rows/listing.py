"""The events of one priority, body or country: what is coming, and what is over or has moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.rows.agenda import Row, row_order
from events.rows.cards import Card, card
from events.rows.ghosts import ghosts
from events.rows.stamps import with_year
from events.states import Status

if TYPE_CHECKING:
    from events.event_state import EventState
    from places.names import PlaceNames


@dataclass(frozen=True)
class Listing:
    """`coming` soonest first. `past` oldest first: events that are over, called off or put off,
    and with them the slots that any event of the list has left."""

    coming: tuple[Row, ...]
    past: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.coming or self.past)

    @property
    def newest_first(self) -> tuple[Row, ...]:
        return self.past[::-1]

    @property
    def past_counts(self) -> str:
        """Return what became of them: "12 held, 2 cancelled, 3 slots moved"."""
        shown = [row.card.event.status for row in self.past if row.ghost is None]
        held, cancelled = shown.count(Status.HELD), shown.count(Status.CANCELLED)
        postponed = shown.count(Status.POSTPONED)
        moved = sum(row.ghost is not None and not row.ghost.is_postponed for row in self.past)
        said = (
            (held, ngettext("%(count)d held", "%(count)d held", held)),
            (cancelled, ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled)),
            (postponed, ngettext("%(count)d postponed", "%(count)d postponed", postponed)),
            (moved, ngettext("%(count)d earlier date", "%(count)d earlier dates", moved)),
        )
        return _(", ").join(words % {"count": count} for count, words in said if count)


def listing(events: Iterable[EventState], now: datetime, names: PlaceNames) -> Listing:
    """Return `events` as they stand at `now`."""
    shown = [card(event, now, names) for event in events]
    coming = [Row(one) for one in shown if one.event.is_coming(now)]
    past = [Row(one) for one in shown if not one.event.is_coming(now)]
    past += [Row(ghost.card, ghost) for ghost in ghosts(shown, names, now.date())]
    return Listing(
        coming=tuple(_with_year(row, now.year) for row in sorted(coming, key=row_order)),
        past=tuple(_with_year(row, None) for row in sorted(past, key=row_order)),
    )


def _with_year(row: Row, unsaid: int | None) -> Row:
    """Say the year in the row's stamp, unless it is the `unsaid` one or stands there already."""
    if row.ghost is not None:
        ghost = replace(row.ghost, stamp=with_year(row.ghost.stamp, row.period, unsaid))
        return replace(row, ghost=ghost)
    return replace(row, card=dated(row.card, unsaid))


def dated(shown: Card, unsaid: int | None) -> Card:
    """Say the year in the stamp of a card that no heading dates, unless it is the `unsaid` one."""
    return replace(shown, stamp=with_year(shown.stamp, shown.event.period, unsaid))

"""The plan that opens at today: what is to come, and the past folded under one line that counts it.

What is over stands in the fold with its months and anchors. Nothing is folded where nothing is to come, nor
where a reader asked for the past.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _, ngettext, pgettext

from events.date_formats import say_interval
from events.enums import Status
from events.months import Month
from i18n.texts import current_locale
from website.presenters.agenda import (
    Agenda,
    AgendaRow,
    AgendaSection,
    Gap,
    agenda,
    blocks_of,
    dated_rows,
    undated_of,
)
from website.presenters.event_card import Card
from website.presenters.groups import Ghost


@dataclass(frozen=True)
class PastFold:
    """What is over, oldest first, for one line that opens."""

    blocks: tuple[AgendaSection | Gap, ...]
    #: "80 past events, June 2019 – October 2020".
    label: str
    #: What became of them: "71 held, 9 with no reported outcome".
    counts: str


@dataclass(frozen=True)
class OpenedPlan:
    """`agenda` begins at today where there is a fold; else it is the whole list."""

    agenda: Agenda
    past: PastFold | None = None
    #: Whether it has events with a date and all of them are over.
    is_over: bool = False


def opened_plan(
    cards: Iterable[Card], ghosts: Iterable[Ghost], today: date, *, folds: bool = True
) -> OpenedPlan:
    """Return the plan as a list that opens at `today`; whole, unless it `folds`."""
    cards, ghosts = list(cards), list(ghosts)
    rows = dated_rows(cards, ghosts)
    past_rows = [row for row in rows if is_past(row, today)]
    coming_rows = [row for row in rows if not is_past(row, today)]
    is_over = all(row.ghost for row in coming_rows)
    if is_over or not folds or not past_rows:
        return OpenedPlan(agenda(cards, ghosts, today), is_over=is_over and bool(rows))
    coming = tuple(blocks_of(coming_rows, today, Month.of(today), opens=True))
    return OpenedPlan(Agenda(coming, undated_of(cards)), _fold(past_rows, coming, today))


def is_past(row: AgendaRow, today: date) -> bool:
    """Whether a row lies behind `today`. What was over earlier on the day itself still belongs to it."""
    if row.ghost is not None or row.period.is_exact:
        return row.last < today and (row.ghost is not None or row.card.is_over)
    return row.card.is_over or row.card.event.status == Status.HELD


def say_past(rows: Iterable[AgendaRow]) -> str:
    """Return what became of past events: "12 held, 2 cancelled, 3 earlier dates"."""
    rows = list(rows)
    statuses = Counter(row.card.event.status for row in rows if row.ghost is None)
    held_count, cancelled_count = statuses[Status.HELD], statuses[Status.CANCELLED]
    postponed_count = statuses[Status.POSTPONED]
    reported_count = held_count + cancelled_count + postponed_count
    counts: Iterable[tuple[int, Callable[[int], str]]] = (
        (held_count, _held),
        (statuses.total() - reported_count, _unreported),
        (cancelled_count, _cancelled),
        (postponed_count, _postponed),
        (sum(row.ghost is not None and not row.ghost.is_postponed for row in rows), _moved),
    )
    return _(", ").join(say(count) % {"count": count} for count, say in counts if count)


# --- below: the line, and what it opens ------------------------------------------------------


def _fold(rows: list[AgendaRow], coming: tuple[AgendaSection | Gap, ...], today: date) -> PastFold:
    """Return the fold. A time that goes on below it keeps its anchor there, and its name."""
    anchors = {block.anchor for block in coming if isinstance(block, AgendaSection)}
    return PastFold(
        blocks=tuple(
            replace(
                block,
                anchor=f"past-{block.anchor}",
                label=pgettext("part of a month", "%(month)s, past") % {"month": block.label},
            )
            if isinstance(block, AgendaSection) and block.anchor in anchors
            else block
            for block in blocks_of(rows, None)
        ),
        label=_label(rows, today),
        counts=say_past(rows),
    )


def _label(rows: list[AgendaRow], today: date) -> str:
    count = sum(row.ghost is None for row in rows)
    # Of a year alone nobody knows the month: it opens no other.
    months_known = [row for row in rows if row.period.home_month] or rows
    first = min(row.first for row in months_known)
    last = min(max(row.last for row in months_known), today)
    sentence = ngettext(
        "%(count)d past event, %(months)s", "%(count)d past events, %(months)s", count
    )
    months = say_interval(min(first, last), last, "yMMMM", current_locale())
    return sentence % {"count": count, "months": months}


def _held(number: int) -> str:
    return ngettext("%(count)d held", "%(count)d held", number)


def _unreported(number: int) -> str:
    return ngettext(
        "%(count)d with no reported outcome", "%(count)d with no reported outcome", number
    )


def _cancelled(number: int) -> str:
    return ngettext("%(count)d cancelled", "%(count)d cancelled", number)


def _postponed(number: int) -> str:
    return ngettext("%(count)d postponed", "%(count)d postponed", number)


def _moved(number: int) -> str:
    return ngettext("%(count)d earlier date", "%(count)d earlier dates", number)

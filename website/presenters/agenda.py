"""The plan in the order of its days: months, the empty runs between them, and today.

A vague event stands among the others of its month as `events.date_order` says. One whose month is
not known gets a section of its own, behind the month of its place, and never a day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import cast

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from events import date_formats, date_order
from events.calendar import Month, Week
from events.counts import months_of
from events.dates import Period
from events.state import EventState
from i18n.texts import current_language, current_locale
from website.presenters.event_card import Card
from website.presenters.groups import Ghost
from website.sentences import say_counts

TODAY_ANCHOR = "today"
NEXT_WEEK_ANCHOR = "next-week"


@dataclass(frozen=True)
class AgendaRow:
    """An event on its date, or with `ghost` a date that it has left."""

    card: Card
    ghost: Ghost | None = None

    @property
    def period(self) -> Period:
        return self.ghost.period if self.ghost else self.card.event.period

    @property
    def first(self) -> date:
        """The first day; a row is made only of what has one."""
        return cast("date", self.period.first)

    @property
    def last(self) -> date:
        return cast("date", self.period.last)

    @property
    def is_struck(self) -> bool:
        """Whether the row is drawn as a slot where nothing takes place."""
        return self.ghost is not None or self.card.is_cancelled


@dataclass(frozen=True)
class AgendaSection:
    """The rows of one month, of days of one `week`, or of a longer time whose month is not known.

    "Today" stands between `earlier` and `rows`; without it all are in `rows`.
    """

    anchor: str
    label: str
    counts: str
    rows: tuple[AgendaRow, ...]
    month: Month | None = None
    week: Week | None = None
    #: In words, where the label does not say them.
    days: str = ""
    #: What is not known of when its rows are.
    note: str = ""
    earlier: tuple[AgendaRow, ...] = ()
    today: str = ""
    #: Those of months that begin here, under another heading.
    aliases: tuple[str, ...] = ()
    #: Whether its first row is the next event.
    is_next: bool = False

    @property
    def is_next_week(self) -> bool:
        return self.anchor == NEXT_WEEK_ANCHOR

    @property
    def is_today(self) -> bool:
        return bool(self.today) or self.anchor == TODAY_ANCHOR

    @property
    def stands_out(self) -> bool:
        """Whether its first row is marked."""
        return bool(self.today) or self.is_next


@dataclass(frozen=True)
class Gap:
    """Months or days in a row on which nothing is. `today` is said before them when it falls there."""

    label: str
    first: date
    last: date
    today: str = ""

    @property
    def is_today(self) -> bool:
        return bool(self.today)


@dataclass(frozen=True)
class Agenda:
    blocks: tuple[AgendaSection | Gap, ...]
    #: Events that have no date at all.
    undated: tuple[Card, ...]

    @property
    def undated_label(self) -> str:
        return say_undated(card.event for card in self.undated)

    @property
    def has_today(self) -> bool:
        return any(block.is_today for block in self.blocks)


def agenda(cards: Iterable[Card], ghosts: Iterable[Ghost], today: date | None) -> Agenda:
    """Return `cards` and `ghosts` as the plan lists them.

    "Today" is marked only while something is still to come; pass None to leave it out.
    """
    cards = list(cards)
    rows = dated_rows(cards, ghosts)
    if not any_to_come(rows):
        today = None
    return Agenda(tuple(blocks_of(rows, today)), undated_of(cards))


def undated_of(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return those that have no date at all, as the plan lists them."""
    return tuple(card for card in cards if not card.event.period.is_dated)


def say_undated(events: Iterable[EventState]) -> str:
    """Return what stands above `events`, of which none has a date: one that was cancelled waits for none."""
    is_awaited = not any(event.is_cancelled for event in events)
    return _("No date yet") if is_awaited else _("Without a date")


def year_sections(rows: Iterable[AgendaRow], year: int) -> list[AgendaSection]:
    """Return the months of `year` that hold any of `rows`, then the longer times that touch it.

    Each month holds all that its own page counts: what runs over several stands in each of them.
    """
    by_month: dict[Month, list[AgendaRow]] = {}
    longer_rows = []
    for row in rows:
        for month in months_of(row.period):
            by_month.setdefault(month, []).append(row)
        if row.period.home_month is None and row.first.year <= year <= row.last.year:
            longer_rows.append(row)
    months = sorted(month for month in by_month if month.year == year)
    sections = [month_section(month, by_month[month], None) for month in months]
    return [*sections, *longer_sections(longer_rows)]


def dated_rows(cards: Iterable[Card], ghosts: Iterable[Ghost]) -> list[AgendaRow]:
    """Return all that has a date, unsorted."""
    rows = [AgendaRow(card) for card in cards if card.event.period.is_dated]
    return rows + [AgendaRow(ghost.card, ghost) for ghost in ghosts]


def any_to_come(rows: Iterable[AgendaRow]) -> bool:
    """Whether an event of `rows` is not over yet."""
    return any(row.ghost is None and not row.card.is_over for row in rows)


def row_order(row: AgendaRow) -> tuple[object, ...]:
    """What goes on now comes first, then by day; what moved away after what stayed."""
    return (
        not row.card.is_live or row.ghost is not None,
        date_order.sort_key(row.period),
        row.is_struck,
    )


# --- below: the blocks, in order -----------------------------------------------------


def blocks_of(
    rows: list[AgendaRow],
    today: date | None,
    since: Month | None = None,
    also: Iterable[AgendaRow] = (),
) -> Iterator[AgendaSection | Gap]:
    """Yield the blocks of `rows`, and the empty months from `since` (the first one) on.

    A month is not empty while an event of `rows`, or of those that are listed `also`, runs in it.
    """
    all_rows = [*rows, *also]
    taken, running = list(_months_taken(all_rows)), _running_on(all_rows)
    by_month, longer_by_month = _rows_by_month(rows)
    stops = _stops({*by_month, *longer_by_month}, today)
    gap_start = since or (stops[0] if stops else None)
    for month in stops:
        gap_end = month.plus(-1) if month in by_month else month
        if gap_start is not None and gap_end is not None and gap_start <= gap_end:
            yield from _gaps(gap_start, gap_end, today, taken)
        if month in by_month:
            yield _with_running(month_section(month, by_month[month], today), running[month])
        yield from longer_sections(longer_by_month.get(month, []))
        gap_start = month.plus(1)


def _running_on(rows: Iterable[AgendaRow]) -> Counter[Month]:
    """Count the events that stand under an earlier month and are known to go on in this one: its page counts them."""
    return Counter(
        month
        for row in rows
        if row.ghost is None
        for month in islice(months_of(row.period), 1, None)
    )


def _with_running(section: AgendaSection, count: int) -> AgendaSection:
    if not count:
        return section
    # Translators: Behind "8 events": they are listed under an earlier month.
    more = ngettext("%(count)d more began earlier", "%(count)d more began earlier", count)
    return replace(section, counts=_(", ").join((section.counts, more % {"count": count})))


def _stops(months: set[Month], today: date | None) -> list[Month]:
    """Return the months where something is said, however far apart: those listed, and today's."""
    if not months or today is None:
        return sorted(months)
    current_month = Month.of(today)
    is_said = min(months) <= current_month <= max(months)
    return sorted(months | {current_month} if is_said else months)


def _rows_by_month(
    rows: list[AgendaRow],
) -> tuple[dict[Month, list[AgendaRow]], dict[Month, list[AgendaRow]]]:
    """Return the rows by their month, and those without one by that of the day at which they stand."""
    by_month: dict[Month, list[AgendaRow]] = {}
    longer_by_month: dict[Month, list[AgendaRow]] = {}
    for row in rows:
        if month := row.period.home_month:
            by_month.setdefault(month, []).append(row)
        else:
            longer_by_month.setdefault(Month.of(date_order.sort_day(row.period)), []).append(row)
    return by_month, longer_by_month


def _months_taken(rows: Iterable[AgendaRow]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last month of each event whose days are known."""
    for row in rows:
        if row.ghost is None and row.period.is_exact:
            yield Month.of(row.first).ordinal, Month.of(row.last).ordinal


def _gaps(
    first: Month, last: Month, today: date | None, taken: list[tuple[int, int]]
) -> Iterator[AgendaSection | Gap]:
    """Fold empty months into one line, or into two when the last of them is today's."""
    is_today_last = today is not None and Month.of(today) == last
    before = last.ordinal - is_today_last
    for run in free_runs(first.ordinal, before, taken):
        yield _gap(*run)
    if today is None or not is_today_last:
        return
    for run in free_runs(last.ordinal, last.ordinal, taken):
        yield replace(_gap(*run), today=say_today(today))
        return
    yield replace(month_section(last, [], today), counts="")


def free_runs(first: int, last: int, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what lies from `first` to `last` in none of `taken`; each end is included."""
    for begins, ends in sorted(taken):
        if begins > last:
            break
        if first < begins:
            yield first, begins - 1
        first = max(first, ends + 1)
    if first <= last:
        yield first, last


def _gap(first: int, last: int) -> Gap:
    """Return months by their ordinals as a line."""
    days = Month.at(first).first, Month.at(last).last
    return Gap(date_formats.say_interval(*days, "yMMMM", current_locale()), *days)


def month_section(month: Month, rows: list[AgendaRow], today: date | None) -> AgendaSection:
    rows = sorted(rows, key=row_order)
    current_day = today if today is not None and Month.of(today) == month else None
    return AgendaSection(
        anchor=month_anchor(month),
        label=capfirst(month.say(current_language())),
        counts=say_rows(rows),
        rows=tuple(row for row in rows if current_day is None or not _is_earlier(row, current_day)),
        month=month,
        earlier=tuple(
            row for row in rows if current_day is not None and _is_earlier(row, current_day)
        ),
        today=say_today(current_day) if current_day else "",
    )


def month_anchor(month: Month) -> str:
    return f"m{month.year}{month.number:02}"


def _is_earlier(row: AgendaRow, today: date) -> bool:
    """Whether the row stands before today: its day is over here, and by its own clocks too."""
    return row.last < today and (row.ghost is not None or row.card.is_over)


def longer_sections(rows: list[AgendaRow]) -> Iterator[AgendaSection]:
    """One section for each stretch of time that events are announced for, as a whole."""
    stretches: dict[tuple[date, date], list[AgendaRow]] = {}
    for row in rows:
        stretches.setdefault((row.first, row.last), []).append(row)
    for (first, last), group in sorted(stretches.items(), key=_place_of_stretch):
        yield AgendaSection(
            anchor=f"p{_digits(first)}-{_digits(last)}",
            label=longer_time(group[0].period),
            counts=say_rows(group),
            rows=tuple(sorted(group, key=row_order)),
            note=_("Month not known"),
        )


def _place_of_stretch(stretch: tuple[tuple[date, date], list[AgendaRow]]) -> tuple[object, ...]:
    """Where a stretch stands among others: those that end on one day, by their first."""
    bounds, group = stretch
    return (*date_order.sort_key(group[0].period), bounds)


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def longer_time(period: Period) -> str:
    """Return a vague time by its bounds, not in its own words: "2020", "May – September 2020"."""
    return capfirst(replace(period, words={}).say(current_language()))


def say_rows(rows: Iterable[AgendaRow]) -> str:
    """Count the events of `rows`, and those that have only left a date there: "6 events, 1 moved"."""
    rows = list(rows)
    here = {row.card.event.key: row.card for row in rows if row.ghost is None}
    ghosts = [row.ghost for row in rows if row.ghost and row.card.event.key not in here]
    fates = {ghost.card.event.key: ghost.is_postponed for ghost in ghosts}
    postponed_count = sum(fates.values())
    return say_counts(
        len(here),
        moved=len(fates) - postponed_count,
        postponed=postponed_count,
        cancelled=sum(card.is_cancelled for card in here.values()),
    )


def say_today(today: date) -> str:
    """Return "Today, Wednesday, 28 October 2020"."""
    return _("Today, %(day)s") % {"day": date_formats.say_day(today, "full")}

"""A month or a week as a table of days: what takes place on each, and the bars of longer events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.text import capfirst

from events import date_formats, date_order, plan_memory
from events.calendar import Month, Week
from events.plan_memory import Printable
from i18n.texts import current_language, current_locale
from priorities.enums import Sign
from website.presenters.agenda import AgendaRow

#: A day with more entries shows these on screens, and links to its own page for the others.
MOST_ENTRIES = 3
SATURDAY = 5

#: What one table shows.
Page = Month | Week


@dataclass(frozen=True)
class Bar:
    """A piece of an event's bar on one day; `starts` and `ends` draw its ends."""

    strand: Sign
    is_ghost: bool
    starts: bool
    ends: bool


@dataclass(frozen=True, eq=False)
class CalendarEntry(Printable):
    """An event, or a slot that it left, on one of its days."""

    row: AgendaRow
    #: From 1, and the number of days.
    day_number: int
    days: int
    #: Shows the title: on the first day, again where a week or the page begins, and today.
    is_named: bool
    #: Named on an earlier day of this page: a list of the days of a month leaves it out.
    is_repeat: bool
    #: "13–14 October".
    when: str

    @property
    def dates(self) -> str:
        """The days of an event of several; those of another are its cell."""
        return self.when if self.days > 1 else ""


@dataclass(frozen=True)
class CalendarDay:
    """One cell. `bars` are its lanes from the top; None keeps a lane free."""

    date: date
    entries: tuple[CalendarEntry, ...]
    #: What only paper shows, where no link leads further.
    rest: tuple[CalendarEntry, ...]
    bars: tuple[Bar | None, ...]
    is_outside: bool
    is_today: bool
    is_past: bool
    #: "13 October".
    said: str
    weekday: str

    @property
    def is_empty(self) -> bool:
        return not self.entries

    @property
    def events(self) -> int:
        """How many events its own page shows."""
        return len({entry.row.card.event.key for entry in (*self.entries, *self.rest)})

    @property
    def is_continued(self) -> bool:
        """Whether all that the day holds was named on an earlier day of the page."""
        return bool(self.entries) and all(entry.is_repeat for entry in self.entries)


@dataclass(frozen=True, eq=False)
class CalendarTable(Printable):
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    #: Something takes place on a Saturday or Sunday: those columns are then as wide as the rest.
    has_weekends: bool
    #: Rows of a known month without a known day, and of longer times, that may fall on the page.
    vague: tuple[AgendaRow, ...]
    longer: tuple[AgendaRow, ...]
    #: No day still to come is confirmed: one line says so for all. Where some are, each other says that it is planned.
    all_planned: bool
    says_planned: bool


def month_grid(
    month: Month, rows: Iterable[AgendaRow], today: date, *, is_kept: bool = False
) -> CalendarTable:
    """Lay out `rows` (any that touch the weeks of `month`).

    Rows of events whose cards are kept beside the plan are laid out once; it must be the whole plan, whose
    months are few.
    """
    weeks = month.weeks
    drawn_today = today if weeks[0][0] <= today <= weeks[-1][-1] else None
    lay_out = _kept_grid if is_kept else _grid
    return lay_out(month, tuple(rows), drawn_today)


def week_grid(week: Week, rows: Iterable[AgendaRow], today: date) -> CalendarTable:
    """Lay out `rows` (any that touch `week`); its days have room for all that they hold."""
    return _grid(week, rows, today)


def _grid(page: Page, rows: Iterable[AgendaRow], today: date | None) -> CalendarTable:
    rows = sorted(rows, key=lambda row: date_order.sort_key(row.period))
    exact_rows = [row for row in rows if row.period.is_exact]
    page_rows = [row for row in rows if row.period.overlaps(page.first, page.last)]
    vague_rows = [row for row in page_rows if not row.period.is_exact]
    weeks = tuple(_week(page, days, exact_rows, today) for days in page.weeks)
    coming = [row.card for row in page_rows if row.period.is_exact and not row.is_struck]
    planned = [card.is_planned for card in coming if not (card.is_over or card.is_live)]
    return CalendarTable(
        weekdays=tuple(_weekdays(page)),
        weeks=weeks,
        has_weekends=any(day.entries for week in weeks for day in week[SATURDAY:]),
        vague=tuple(row for row in vague_rows if row.period.home_month is not None),
        longer=tuple(row for row in vague_rows if row.period.home_month is None),
        all_planned=len(planned) > 1 and all(planned),
        says_planned=len(planned) < 2 or not all(planned),
    )


_kept_grid = plan_memory.of_the_plan(_grid)


def days_said(row: AgendaRow) -> str:
    """Return the days of an exact date without the year: "13–14 October"."""
    return date_formats.say_days_of_year(row.first, row.last, current_language())


# --- below: one week ------------------------------------------------------------------


def _week(
    page: Page, days: list[date], rows: list[AgendaRow], today: date | None
) -> tuple[CalendarDay, ...]:
    week_rows = [row for row in rows if row.period.overlaps(days[0], days[-1])]
    lanes = _lanes([row for row in week_rows if row.period.days > 1])
    return tuple(_day(page, day, week_rows, lanes, today) for day in days)


def _lanes(rows: list[AgendaRow]) -> list[list[AgendaRow]]:
    """Give each long row a lane in which no other row lies, the earliest on top."""
    lanes: list[list[AgendaRow]] = []
    for row in rows:
        for lane in lanes:
            if not any(other.period.overlaps(row.first, row.last) for other in lane):
                lane.append(row)
                break
        else:
            lanes.append([row])
    return lanes


def _day(
    page: Page, day: date, rows: list[AgendaRow], lanes: list[list[AgendaRow]], today: date | None
) -> CalendarDay:
    entries = sorted(
        (_entry(page, day, row, today) for row in rows if row.period.covers(day)),
        key=lambda entry: (entry.is_repeat, entry.row.is_struck, not entry.row.card.is_live),
    )
    most, locale = MOST_ENTRIES if isinstance(page, Month) else len(entries), current_locale()
    return CalendarDay(
        date=day,
        entries=tuple(entries[:most]),
        rest=tuple(entries[most:]),
        bars=_bars(day, lanes),
        is_outside=not page.first <= day <= page.last,
        is_today=day == today,
        is_past=today is not None and day < today,
        said=date_formats.say_days_of_year(day, day, current_language()),
        weekday=capfirst(format_date(day, "cccc", locale=locale)),
    )


def _entry(page: Page, day: date, row: AgendaRow, today: date | None) -> CalendarEntry:
    first = row.first
    day_number = (day - first).days + 1
    is_named = day in (first, page.first, today) or day.weekday() == 0
    is_repeat = day > max(first, page.first)

    def make() -> CalendarEntry:
        days = row.period.days
        return CalendarEntry(row, day_number, days, is_named, is_repeat, when=days_said(row))

    item = row.ghost or row.card
    return item.made(("entry", day_number, is_named, is_repeat), make)


def _bars(day: date, lanes: list[list[AgendaRow]]) -> tuple[Bar | None, ...]:
    bars: list[Bar | None] = []
    for lane in lanes:
        row = next((row for row in lane if row.period.covers(day)), None)
        bars.append(_bar(day, row) if row else None)
    while bars and bars[-1] is None:
        bars.pop()
    return tuple(bars)


def _bar(day: date, row: AgendaRow) -> Bar:
    return Bar(
        strand=row.card.strand,
        is_ghost=row.is_struck,
        starts=day == row.first,
        ends=day == row.last,
    )


def _weekdays(page: Page) -> list[tuple[str, str]]:
    """Return the names of the days of the week, in full and short, from Monday."""
    locale = current_locale()
    monday = page.weeks[0][0]
    days = [monday + timedelta(days=number) for number in range(7)]
    return [
        (
            capfirst(format_date(day, "cccc", locale=locale)),
            capfirst(format_date(day, "ccc", locale=locale)),
        )
        for day in days
    ]

"""What is to come, under the headings of its reader: today, this week, next week, what is left of that month, the months.

A day that is known stands under its week; so does a time without a day that lies within the week as a whole. Any other
time without a day stands under its month, or behind the last day that it may be, and in no week.

That nothing is on is said of no day on which a listed event runs or, of a known month, may fall. A time whose month
is not known denies no day before its last ones: pages count it apart, as "some time in" it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import gettext as _, ngettext, pgettext

from events import date_order
from events.calendar import Month, Week
from events.date_formats import month_beside, say_days_of_year, say_interval
from events.enums import Precision
from i18n.texts import current_language, current_locale
from website.presenters.agenda import (
    NEXT_WEEK_ANCHOR,
    TODAY_ANCHOR,
    AgendaRow,
    AgendaSection,
    Gap,
    blocks_of,
    free_runs,
    longer_sections,
    month_anchor,
    month_section,
    row_order,
    say_rows,
)

Block = AgendaSection | Gap


def coming_blocks(rows: Iterable[AgendaRow], today: date) -> tuple[Block, ...]:
    """Return `rows`, of which none is over, from `today` on. Each month keeps its anchor, where it begins."""
    near = _Near.of(today)
    far_rows = [row for row in rows if not near.take(row)]
    far = blocks_of(far_rows, None, since=near.month.plus(1), also=near.rows)
    blocks = [*near.blocks(), *far]
    blocks = _without_last_gaps([_worded(block) for block in blocks])
    return tuple(_with_anchors(_with_first(blocks), today))


@dataclass
class _Stretch:
    """Days under one heading, and what stands there; `week` is the one that they belong to, but for today."""

    anchor: str
    label: str
    first: date
    last: date
    week: Week | None = None
    rows: list[AgendaRow] = field(default_factory=list)

    def holds(self, row: AgendaRow) -> bool:
        if row.period.is_exact:
            return row.first <= self.last
        if self.week is None or row.last < self.first:
            return False
        return self.week.first <= row.first and row.last <= self.week.last

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here; under today that is said, too."""
        return self.week is not None and not self.rows

    def block(self) -> AgendaSection:
        return AgendaSection(
            anchor=self.anchor,
            label=self.label,
            days=self._say_days(),
            counts=say_rows(self.rows),
            rows=tuple(sorted(self.rows, key=row_order)),
            week=self.week,
        )

    def _say_days(self) -> str:
        days = say_days_of_year(self.first, self.last, current_language())
        if self.week:
            return days
        weekday = format_date(self.first, "EEEE", locale=current_locale())
        return pgettext("today", "%(weekday)s, %(day)s") % {"weekday": weekday, "day": days}


@dataclass
class _Near:
    """The days until the end of next week, and the months that they touch, the last being `month`."""

    stretches: list[_Stretch]
    month: Month
    by_month: dict[Month, list[AgendaRow]] = field(default_factory=dict)
    longer: list[AgendaRow] = field(default_factory=list)

    @classmethod
    def of(cls, today: date) -> "_Near":
        this_week = Week.of(today)
        stretches = [_Stretch(TODAY_ANCHOR, _("Today"), today, today)]
        if today < this_week.last:
            tomorrow = today + timedelta(days=1)
            stretches.append(
                _Stretch("this-week", _("This week"), tomorrow, this_week.last, this_week)
            )
        if week := this_week.plus(1):
            stretches.append(
                _Stretch(NEXT_WEEK_ANCHOR, _("Next week"), week.first, week.last, week)
            )
        return cls(stretches, Month.of(stretches[-1].last))

    def take(self, row: AgendaRow) -> bool:
        """Put a row where it belongs; return whether that is here."""
        for stretch in self.stretches:
            if stretch.holds(row):
                stretch.rows.append(row)
                return True
        home_month = row.period.home_month
        if (home_month or Month.of(date_order.sort_day(row.period))) > self.month:
            return False
        if home_month:
            self.by_month.setdefault(home_month, []).append(row)
        else:
            self.longer.append(row)
        return True

    @property
    def rows(self) -> list[AgendaRow]:
        held = (stretch.rows for stretch in self.stretches)
        return [row for rows in (*held, *self.by_month.values(), self.longer) for row in rows]

    def blocks(self) -> list[Block]:
        """Return all that stands here; a time without a day behind the week in which it ends."""
        placed: list[tuple[date, int, Block]] = [
            (stretch.last, 0, stretch.block()) for stretch in self.stretches if not stretch.is_empty
        ]
        placed += [(gap.last, 0, gap) for gap in self._gaps()]
        for (day, month), rows in self._rows_by_place().items():
            placed.append((day, 1, self._rest_of(month, rows)))
        for section in longer_sections(self.longer):
            placed.append((self._place_of(section.rows[0].last), 2, section))
        return [block for _day, _rank, block in sorted(placed, key=lambda place: place[:2])]

    def _gaps(self) -> Iterator[Gap]:
        """Yield the days of empty weeks on which nothing runs, and nothing of a known month may fall."""
        empty = [stretch for stretch in self.stretches if stretch.is_empty]
        if not empty:
            return
        taken = [row for row in self.rows if row.ghost is None and self._may_be_here(row)]
        for first, last in free_runs(
            empty[0].first.toordinal(),
            empty[-1].last.toordinal(),
            [(row.first.toordinal(), row.last.toordinal()) for row in taken],
        ):
            days = date.fromordinal(first), date.fromordinal(last)
            yield Gap(say_interval(*days, "yMMMMd", current_locale()), *days)

    def _may_be_here(self, row: AgendaRow) -> bool:
        """Whether the days of a row are days of these weeks: those of a longer time are where it ends."""
        return row.period.home_month is not None or self._ends_here(row)

    def _ends_here(self, row: AgendaRow) -> bool:
        return row.last <= self.stretches[-1].last

    def _place_of(self, day: date) -> date:
        """Return the last day of the heading behind which stands what may be no later than `day`."""
        day = max(day, self.stretches[0].first)
        headings = (stretch for stretch in self.stretches if not stretch.is_empty)
        return next((each.last for each in headings if each.first <= day <= each.last), day)

    def _rows_by_place(self) -> dict[tuple[date, Month], list[AgendaRow]]:
        """Return what no week holds: what cannot be later than next week apart from the rest of its month."""
        by_place: dict[tuple[date, Month], list[AgendaRow]] = {}
        for month, rows in self.by_month.items():
            for row in rows:
                day = self._place_of(row.last) if self._ends_here(row) else month.last
                by_place.setdefault((day, month), []).append(row)
        return by_place

    def _has_begun(self, month: Month) -> bool:
        """Whether a heading before what is left of `month` holds any of it."""
        before = [row for stretch in self.stretches for row in stretch.rows]
        before += filter(self._ends_here, self.by_month[month])
        return month == Month.of(self.stretches[0].first) or any(
            row.period.home_month == month for row in before
        )

    def _rest_of(self, month: Month, rows: list[AgendaRow]) -> AgendaSection:
        """Return the section of what no week of `month` holds."""
        section = month_section(month, rows, None)
        if not any(row.period.is_exact for row in rows):
            return replace(section, note=_("Day not known"))
        if not self._has_begun(month):
            return section
        label = pgettext("the days of a month behind next week", "Later in %(month)s") % {
            "month": month_beside(month.first, current_locale())
        }
        return replace(section, label=label)


# --- below: words, gaps and anchors ------------------------------------------------------------


def _worded(block: Block) -> Block:
    """Say how many have no day where others of the month have one, and what a year alone means."""
    if isinstance(block, Gap) or not block.rows:
        return block
    period = block.rows[0].period
    if period.precision == Precision.YEAR and period.first and period.iso():
        return replace(block, label=_("Some time in %(year)s") % {"year": period.first.year})
    vague_count = sum(row.ghost is None and not row.period.is_exact for row in block.rows)
    if not vague_count or block.note:
        return block
    words = ngettext("%(count)d without a day", "%(count)d without a day", vague_count)
    return replace(block, counts=_(", ").join([block.counts, words % {"count": vague_count}]))


def _without_last_gaps(blocks: list[Block]) -> list[Block]:
    """Say that nothing is on only where something follows."""
    while isinstance(blocks[-1], Gap):
        blocks = blocks[:-1]
    return blocks


def _with_first(blocks: Iterable[Block]) -> Iterator[Block]:
    """Let the first event stand out."""
    is_found = False
    for block in blocks:
        if isinstance(block, AgendaSection) and block.rows and not is_found:
            is_found = True
            yield replace(block, is_next=True)
        else:
            yield block


def _with_anchors(blocks: Iterable[Block], today: date) -> Iterator[Block]:
    """Put the anchor of each month where the first of its events stands."""
    seen: set[Month] = set()
    rests: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Gap):
            yield block
            continue
        home_months = {row.period.home_month for row in block.rows}
        months = {max(month, Month.of(today)) for month in home_months if month}
        anchor = block.anchor
        if block.month in seen:
            rests[block.anchor] += 1
            anchor = f"{block.anchor}-rest{rests[block.anchor]}".removesuffix("1")
        new = (month_anchor(month) for month in sorted(months - seen))
        aliases = tuple(alias for alias in new if alias != anchor)
        seen |= months
        yield replace(block, anchor=anchor, aliases=aliases)

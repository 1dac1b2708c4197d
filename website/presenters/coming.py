"""What is to come, under the headings of its reader: today, this week, next week, what is left of that month, the months.

A day that is known stands under its week; so does a time without a day that lies within the week as a whole. Any other
time without a day stands under its month, or behind the last day that it may be, and in no week.
"""

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
    TODAY_ANCHOR,
    AgendaRow,
    AgendaSection,
    Gap,
    blocks_of,
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
    blocks = [*near.blocks(), *blocks_of(far_rows, None, since=near.month.plus(1))]
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
        return self.week is not None and self.week.first <= row.first and row.last <= self.week.last

    def block(self) -> Block:
        if not self.rows and self.week:
            return Gap(say_interval(self.first, self.last, "yMMMMd", current_locale()))
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
            stretches.append(_Stretch("next-week", _("Next week"), week.first, week.last, week))
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

    def blocks(self) -> list[Block]:
        """Return all that stands here; a time without a day behind the week in which it ends."""
        self._join_empty_weeks()
        placed: list[tuple[date, int, Block]] = [
            (stretch.last, 0, stretch.block()) for stretch in self.stretches
        ]
        for month, rows in self.by_month.items():
            placed.append((self._end_of_week(month.last), 1, self._rest_of(month, rows)))
        for section in longer_sections(self.longer):
            placed.append((self._end_of_week(section.rows[0].last), 2, section))
        return [block for _day, _rank, block in sorted(placed, key=lambda place: place[:2])]

    def _has_begun(self, month: Month) -> bool:
        """Whether a heading before that of `month` holds any of it."""
        rows = (row for stretch in self.stretches for row in stretch.rows)
        return month == Month.of(self.stretches[0].first) or any(
            row.period.home_month == month for row in rows
        )

    def _join_empty_weeks(self) -> None:
        today, *weeks = self.stretches
        if not any(week.rows for week in weeks):
            first, last = weeks[0], weeks[-1]
            self.stretches = [today, replace(first, last=last.last)]

    def _end_of_week(self, day: date) -> date:
        weeks = (stretch.last for stretch in self.stretches if stretch.week)
        return next((last for last in weeks if day <= last), day)

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
    for block in blocks:
        if isinstance(block, Gap):
            yield block
            continue
        home_months = {row.period.home_month for row in block.rows}
        months = {max(month, Month.of(today)) for month in home_months if month}
        anchor = f"{block.anchor}-rest" if block.month in seen else block.anchor
        new = (month_anchor(month) for month in sorted(months - seen))
        aliases = tuple(alias for alias in new if alias != anchor)
        seen |= months
        yield replace(block, anchor=anchor, aliases=aliases)

"""Which first and last day each precision of a vague date takes. Values only: no database here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.months import Month
from events.states import Precision

if TYPE_CHECKING:
    from events.dates import Period

#: Months in a unit that has natural bounds. A date may run over several of them.
MONTHS: Mapping[Precision, int] = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF_YEAR: 6,
    Precision.YEAR: 12,
}
MONTHS_OF_A_YEAR = 12


def misfit(period: Period) -> str:
    """Return why the bounds of `period` say something else than its precision, or ""."""
    first, last, precision = period.first, period.last, period.precision
    if first is None or last is None:
        return ""
    if precision in MONTHS:
        return _not_whole(first, last, MONTHS[precision])
    if precision == Precision.PART_OF_MONTH and Month.of(first) != Month.of(last):
        return _("A part of a month lies in one month: give days of one, or another precision.")
    months = Month.of(last).ordinal - Month.of(first).ordinal + 1
    if precision == Precision.PART_OF_YEAR and months > MONTHS_OF_A_YEAR:
        return _("A part of a year is no longer than a year: give nearer days.")
    return ""


def _not_whole(first: date, last: date, months: int) -> str:
    whole = unit(first, months)[0], unit(last, months)[1]
    if whole == (first, last):
        return ""
    return _(
        "A date of this precision has whole bounds, here %(first)s and %(last)s: give those, or "
        "another precision."
    ) % {"first": whole[0].isoformat(), "last": whole[1].isoformat()}


def unit(day: date, months: int) -> tuple[date, date]:
    """Return the bounds of the month, quarter, half or year that holds `day`."""
    begins = (day.month - 1) // months * months + 1
    return Month(day.year, begins).first, Month(day.year, begins + months - 1).last

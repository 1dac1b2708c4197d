"""The date part of the editors' forms: from what was typed to a Period."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.forms import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.dates import Period, Precision

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PRECISION_LABELS: dict[Precision, _StrPromise] = {
    Precision.NONE: gettext_lazy("no date yet"),
    Precision.DAY: gettext_lazy("day"),
    Precision.PART_OF_MONTH: gettext_lazy("part of a month"),
    Precision.MONTH: gettext_lazy("month"),
    Precision.QUARTER: gettext_lazy("quarter"),
    Precision.HALF_YEAR: gettext_lazy("half of a year"),
    Precision.PART_OF_YEAR: gettext_lazy("part of a year"),
    Precision.YEAR: gettext_lazy("year"),
}
#: Months in a unit that has natural bounds.
MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF_YEAR: 6,
    Precision.YEAR: 12,
}


def period_of(cleaned: Mapping[str, Any], words: Mapping[str, str]) -> Period:
    """Return the period that the cleaned date fields say.

    Raises ValidationError where they contradict each other. A month, quarter, half or year
    is taken whole.
    """
    precision = Precision(cleaned.get("precision") or Precision.NONE)
    first, last = cleaned.get("first_day"), cleaned.get("last_day")
    if precision == Precision.NONE:
        if first or last:
            raise ValidationError(_("Clear the days, or say how exact they are."))
        return Period(words=words)
    if first is None:
        raise ValidationError(_("Give the first day."))
    first, last = _bounds(precision, first, last)
    if last < first:
        raise ValidationError(_("The last day lies before the first."))
    if cleaned.get("opens") or cleaned.get("closes"):
        return _timed(precision, first, last, cleaned, words)
    return Period(first, last, precision, words=words)


def _bounds(precision: Precision, first: date, last: date | None) -> tuple[date, date]:
    if precision in MONTHS:
        months = MONTHS[precision]
        return _unit(first, months)[0], _unit(last or first, months)[1]
    if last is None and precision != Precision.DAY:
        raise ValidationError(_("Give the last day of the part too."))
    return first, last or first


def _unit(day: date, months: int) -> tuple[date, date]:
    """Return the bounds of the month, quarter, half or year that holds `day`."""
    begins = (day.month - 1) // months * months + 1
    ends = begins + months - 1
    length = calendar.monthrange(day.year, ends)[1]
    return date(day.year, begins, 1), date(day.year, ends, length)


def _timed(
    precision: Precision,
    first: date,
    last: date,
    cleaned: Mapping[str, Any],
    words: Mapping[str, str],
) -> Period:
    if precision != Precision.DAY:
        raise ValidationError(
            _("A clock time goes with exact days only: clear the times, or give the days.")
        )
    if not cleaned.get("opens"):
        raise ValidationError(_("A closing time needs an opening time."))
    opens, closes = cleaned["opens"], cleaned.get("closes")
    if closes and first == last and closes < opens:
        raise ValidationError(_("The closing time lies before the opening time."))
    return Period(
        first=first,
        last=last,
        precision=Precision.MINUTE,
        opens=opens,
        closes=closes,
        zone=cleaned["zone"],
        words=words,
    )


def fields_of(period: Period) -> dict[str, Any]:
    """Return the date fields that say `period`: what `period_of` takes, but for the words."""
    precision = Precision.DAY if period.is_exact else period.precision
    return {
        "precision": precision.value,
        "first_day": period.first,
        "last_day": period.last,
        "opens": period.opens,
        "closes": period.closes,
        "zone": period.zone,
    }

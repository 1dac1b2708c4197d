"""In which order dates stand: of values, and of rows in the database.

The bounds of a list (`days_in_plan` and `listed_between` of events.querysets) reckon with it: a vague date
stands no later than it ends.

A vague date stands behind the exact ones of its time, at the last day that it may be; what has no
date stands last. Whoever changes this changes both below, and makes a migration: the columns are
computed by the database. A test compares both orders.
"""

from datetime import date

from django.db.models import Case, DateField, F, SmallIntegerField, Value, When
from django.db.models.functions import Coalesce

from events.dates import Period
from events.enums import EXACT

#: The place of what has no date: behind all others.
NO_DAY = date.max


def sort_day(period: Period) -> date:
    """Return the day at which `period` stands."""
    day = period.first if period.is_exact else period.last
    return day or NO_DAY


def sort_key(period: Period) -> tuple[date, bool, date]:
    """Return the place of `period` among others."""
    return (sort_day(period), not period.is_exact, period.last or NO_DAY)


# --- the same for the database: what its columns sort_on and is_vague hold --------------------

_EXACT_VALUES = [precision.value for precision in EXACT]

SORT_ON = Case(
    When(precision__in=_EXACT_VALUES, then=F("starts_on")),
    default=Coalesce(F("ends_on"), Value(NO_DAY)),
    output_field=DateField(),
)
IS_VAGUE = Case(
    When(precision__in=_EXACT_VALUES, then=Value(0)),
    default=Value(1),
    output_field=SmallIntegerField(),
)
SORT_COLUMNS = ("sort_on", "is_vague", "ends_on")

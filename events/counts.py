"""How many events a time holds: one rule for whoever counts them.

Headers, strips, facets, sentences, headings and links ask it. Each event stands in one way to a time, so that
numbers of different ways can be added.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

from events.calendar import Month
from events.dates import Period
from events.state import EventState
from publishing.years import TAKEN


class Stay(Enum):
    """How an event stands to a time."""

    #: On a known day, or days, of it.
    ON_A_DAY = "on a day"
    #: In it, and nobody knows on which day.
    WITHIN = "within"
    #: Perhaps: it is announced for a longer time that touches it.
    SOMETIME = "sometime"
    #: It was to be there, and is no longer.
    LEFT = "left"


#: What is known to lie in a time. All else that a page shows it says apart.
HERE = frozenset({Stay.ON_A_DAY, Stay.WITHIN})


def stay_of(event: EventState, first: date, last: date, *, exact: bool = False) -> Stay | None:
    """Return how `event` stands to the days from `first` to `last` (both inclusive); None: in no way.

    Of `exact` days only exact dates tell anything.
    """
    stay = stay_on(event.period, first, last, exact=exact)
    if stay is not None:
        return stay
    slots = (stay_on(slot.period, first, last, exact=exact) for slot in event.left_days)
    return Stay.LEFT if any(slots) else None


def was_here(event: EventState, first: date, last: date) -> bool:
    """Whether a date that `event` has left lay in these days as far as it was known, and not only perhaps."""
    return any(stay_on(slot.period, first, last) in HERE for slot in event.left_days)


def stay_on(period: Period, first: date, last: date, *, exact: bool = False) -> Stay | None:
    """Return how a date stands to the days from `first` to `last`."""
    if period.first is None or period.last is None or not period.overlaps(first, last):
        return None
    if period.is_exact:
        return Stay.ON_A_DAY
    if exact:
        return None
    is_within = first <= period.first and period.last <= last
    return Stay.WITHIN if is_within else Stay.SOMETIME


def count_outside(periods: Iterable[Period], first: date, last: date) -> tuple[int, int]:
    """Return how many of `periods` lie wholly before, and wholly after, the days from `first` to `last`."""
    dated = [period.bounds for period in periods if period.is_dated]
    return sum(max(days) < first for days in dated), sum(min(days) > last for days in dated)


def months_of(period: Period) -> Iterator[Month]:
    """Yield the months in which `period` is known to lie: where `stay_on` finds it here."""
    month = period.home_month
    if month is None or period.last is None:
        return
    yield month
    # Those that follow lie between the years that the portal takes: no row that a door would refuse is endless.
    first, last = (Month.of(day).ordinal for day in (TAKEN.first_day, TAKEN.last_day))
    later = range(max(month.ordinal + 1, first), min(Month.of(period.last).ordinal, last) + 1)
    yield from filter(None, (month.plus(ordinal - month.ordinal) for ordinal in later))


def months_left(event: EventState) -> set[Month]:
    """Return the months in which the event was known to lie, and does not lie now."""
    months = {month for slot in event.left_days for month in months_of(slot.period)}
    return months - set(months_of(event.period)) if months else months

"""The one difference between two days of a plan of one event."""

from datetime import date

from events.as_of.diff import Difference, differences
from tests.events.past_plan import (
    known_events,
)

MAY_27 = date(2020, 5, 27)


def found(first: date, last: date) -> Difference:
    (only,) = differences(known_events(), first, last).dated
    return only

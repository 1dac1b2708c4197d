"""Events whose clock time is known: one of each way in which it can be said."""

from datetime import date, time

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.models import Event
from tests.acting import changes
from tests.factories import EventFactory, announcement

NOVEMBER_24, NOVEMBER_25 = date(2020, 11, 24), date(2020, 11, 25)
MOSCOW, URALS = "Europe/Moscow", "Asia/Yekaterinburg"


def timed(
    first: date,
    opens: time,
    closes: time | None = None,
    *,
    last: date | None = None,
    zone: str = MOSCOW,
) -> Period:
    """Exact days with an opening, and perhaps a closing on the last of them."""
    return Period(first, last or first, Precision.MINUTE, opens, closes, zone)


TWO_DAYS = Period.on(NOVEMBER_24, NOVEMBER_25)
AT_TEN = timed(NOVEMBER_24, time(10), last=NOVEMBER_25)
AT_TWO = timed(NOVEMBER_24, time(14), last=NOVEMBER_25)
NEW_YEAR = timed(date(2020, 12, 31), time(23), time(1), last=date(2021, 1, 1))

#: By language: how AT_TEN is said, and AT_TWO.
SAID = {
    "en": (
        "24–25 November 2020, opening at 10:00 Moscow time",
        "24–25 November 2020, opening at 14:00 Moscow time",
    ),
    "ru": (
        "24–25 ноября 2020 г., начало в 10:00 (время: Москва)",
        "24–25 ноября 2020 г., начало в 14:00 (время: Москва)",
    ),
    "zh-hans": (
        "2020年11月24日至25日，莫斯科时间10:00开始",
        "2020年11月24日至25日，莫斯科时间14:00开始",
    ),
}


def moved(old: Period, new: Period, **values: object) -> Event:
    """A public event that was announced for `old` and moved to `new`."""
    event: Event = EventFactory(
        slug="forum", published=True, announced=announcement(date(2020, 9, 1)), period=old, **values
    )
    changes.reschedule(event, announcement(date(2020, 10, 1)), FactChanges(new))
    return event

"""Clock times by the clocks of a zone."""

from datetime import date, time

import pytest

from events.date_formats import fault_of
from events.dates import Period, PeriodError, Precision

SPRING, AUTUMN = date(2020, 3, 29), date(2020, 10, 25)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "shown"),
    [
        (SPRING, time(1, 59), "Europe/Vienna", 1),
        (SPRING, time(2), "Europe/Vienna", 0),
        (SPRING, time(2, 59), "Europe/Vienna", 0),
        (SPRING, time(3), "Europe/Vienna", 1),
        (SPRING, time(2, 30), "Europe/Moscow", 1),
        (date(2020, 3, 8), time(2, 30), "America/New_York", 0),
        (AUTUMN, time(1, 59), "Europe/Vienna", 1),
        (AUTUMN, time(2), "Europe/Vienna", 2),
        (AUTUMN, time(2, 59), "Europe/Vienna", 2),
        (AUTUMN, time(3), "Europe/Vienna", 1),
        (date(2020, 3, 22), time(0), "Asia/Tehran", 1),
        (date(2020, 3, 21), time(0, 30), "Asia/Tehran", 0),
    ],
)
def test_a_clock_time_is_shown_once_twice_or_never(day, clock, zone, shown):
    fault = fault_of(day, clock, zone)

    assert ("never show" in fault, "twice" in fault) == (shown == 0, shown == 2)


@pytest.mark.parametrize(
    ("day", "opens", "closes", "part"),
    [
        (SPRING, time(2, 30), None, "opens"),
        (SPRING, time(1), time(2, 30), "closes"),
        (AUTUMN, time(2, 30), None, "opens"),
        (AUTUMN, time(4), time(4), "closes"),
        (AUTUMN, time(4), time(3), "closes"),
    ],
)
def test_a_period_names_the_clock_time_that_is_wrong(day, opens, closes, part):
    with pytest.raises(PeriodError) as refused:
        Period(day, day, Precision.MINUTE, opens, closes, "Europe/Vienna")

    assert refused.value.part == part


@pytest.mark.parametrize(
    "detail",
    [
        {"opens": "10:00", "closes": "10:00", "zone": "Europe/Moscow"},
        {"opens": "14:00", "closes": "09:00", "zone": "Europe/Moscow"},
        {"opens": "02:30", "zone": "Europe/Vienna"},
        {"opens": "10:00", "zone": "Nowhere/At_All"},
        {"opens": "25:00", "zone": "Europe/Moscow"},
        {"closes": "10:00", "zone": "Europe/Moscow"},
        {"opens": "10:00"},
    ],
)
def test_a_stored_clock_time_that_no_door_would_take_leaves_the_days(detail):
    words = {"en": "spring"}

    read = Period.from_parts(SPRING, SPRING, "minute", {**detail, "words": words})

    assert read == Period(SPRING, SPRING, Precision.DAY, words=words)


@pytest.mark.parametrize("zone", ["localtime", "Factory", "W-SU", "Etc/GMT+3"])
def test_clock_time_needs_a_zone_that_tells_a_place(zone: str):
    with pytest.raises(PeriodError) as refused:
        Period(date(2020, 7, 22), date(2020, 7, 22), Precision.MINUTE, time(9), None, zone)

    assert refused.value.part == "zone"

"""Calendars are told when clocks change, to the hour, by two ways of reading them."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Timezone

from website.exports.ical.time_zones import vtimezone

FIRST, LAST = date(2020, 1, 1), date(2022, 1, 1)
ZONES = [
    "Europe/Vienna",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Tehran",
    "Europe/London",
    "Europe/Moscow",
    "Asia/Shanghai",
    "Asia/Tashkent",
]


Onset = tuple[datetime, timedelta]


def onsets_of(zone: Timezone) -> list[Onset]:
    """Return when each observance begins, and how far its clocks are from UTC then."""
    onsets = []
    for observance in zone.subcomponents:
        for local in [observance.DTSTART, *(when for when, *_rest in observance.rdates)]:
            began = (local - observance.TZOFFSETFROM).replace(tzinfo=UTC)
            onsets.append((began, observance.TZOFFSETTO))
    return onsets


def offset_at(onsets: list[Onset], moment: datetime) -> timedelta:
    """Read a VTIMEZONE as RFC 5545, 3.6.5 says: the newest onset before the moment rules."""
    return max(onset for onset in onsets if onset[0] <= moment)[1]


def hours(first=FIRST, last=LAST):
    moment = datetime(first.year, first.month, 2, tzinfo=UTC)
    while moment.date() < last - timedelta(days=2):
        yield moment
        moment += timedelta(hours=1)


@pytest.mark.parametrize("name", ZONES)
def test_clocks_change_at_the_right_hour(name):
    onsets, true = onsets_of(vtimezone(name, FIRST, LAST)), ZoneInfo(name)

    wrong = [m for m in hours() if offset_at(onsets, m) != m.astimezone(true).utcoffset()]

    assert wrong == []


@pytest.mark.parametrize("name", ZONES)
def test_another_program_reads_the_same(name):
    text = vtimezone(name, FIRST, LAST).to_ical().decode()
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n"
    read, true = tzical(StringIO(calendar)).get(name), ZoneInfo(name)

    for day in (date(2020, 3, 8), date(2020, 3, 29), date(2020, 7, 1), date(2020, 11, 10)):
        for hour in (0, 4, 12):
            local = datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 (said by the zone)
            assert local.replace(tzinfo=read).utcoffset() == local.replace(tzinfo=true).utcoffset()


@pytest.mark.parametrize(
    ("name", "onset"),
    [("Europe/Vienna", "20200329T020000"), ("America/New_York", "20200308T020000")],
)
def test_onset_of_summer_is_written_in_the_time_before_it(name, onset):
    text = vtimezone(name, FIRST, LAST).to_ical().decode()

    daylight = text.partition("BEGIN:DAYLIGHT")[2].partition("END:DAYLIGHT")[0]
    assert f"DTSTART:{onset}\r\n" in daylight


def test_clocks_that_were_put_back_for_good_are_told_so():
    onsets = onsets_of(vtimezone("Europe/Moscow", date(2014, 1, 1), date(2016, 1, 1)))

    change = datetime(2014, 10, 25, 22, tzinfo=UTC)
    assert offset_at(onsets, change - timedelta(seconds=1)) == timedelta(hours=4)
    assert offset_at(onsets, change) == timedelta(hours=3)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Africa/Casablanca", 2017),
        ("Africa/Casablanca", 2018),
        ("Africa/Casablanca", 2030),
        ("Africa/El_Aaiun", 2022),
        ("Europe/Dublin", 2018),
        ("Australia/Lord_Howe", 2018),
        ("America/Caracas", 2016),
        ("Asia/Pyongyang", 2018),
        ("Asia/Amman", 2021),
        ("Asia/Tehran", 2021),
    ],
)
def test_clocks_of_a_zone_that_changed_its_rules_are_right(name, first):
    begin, end = date(first, 1, 1), date(first + 4, 1, 1)
    onsets, true = onsets_of(vtimezone(name, begin, end)), ZoneInfo(name)

    moments = list(hours(begin, end))[::7]  # each hour of the day, in a week
    assert [m for m in moments if offset_at(onsets, m) != m.astimezone(true).utcoffset()] == []


@pytest.mark.parametrize("name", ZONES)
def test_every_onset_is_an_observance_of_its_own(name):
    zone = vtimezone(name, FIRST, LAST)

    onsets = [observance.DTSTART for observance in zone.subcomponents]
    assert [observance.get("RDATE") for observance in zone.subcomponents] == [None] * len(onsets)
    assert onsets == sorted(set(onsets))


def test_observances_of_two_summers_are_four_and_the_one_at_the_beginning():
    text = vtimezone("Europe/Vienna", FIRST, LAST).to_ical().decode()

    assert [line for line in text.splitlines() if line.startswith("DTSTART")] == [
        "DTSTART:20200101T000000",
        "DTSTART:20200329T020000",
        "DTSTART:20201025T030000",
        "DTSTART:20210328T020000",
        "DTSTART:20211031T030000",
    ]

"""The weeks of ISO 8601."""

from datetime import date

import pytest
from django.utils import translation

from events.calendar import Month, Week
from events.span import Span


def test_week_begins_on_monday_and_ends_on_sunday():
    week = Week(2020, 45)

    assert (week.first, week.middle, week.last) == (
        date(2020, 11, 2),
        date(2020, 11, 5),
        date(2020, 11, 8),
    )
    assert week.weeks == [[date(2020, 11, day) for day in range(2, 9)]]


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2020, 11, 2), Week(2020, 45)),
        (date(2020, 11, 8), Week(2020, 45)),
        (date(2019, 12, 30), Week(2020, 1)),
        (date(2021, 1, 3), Week(2020, 53)),
    ],
)
def test_day_lies_in_the_week_of_its_thursday(day, week):
    assert Week.of(day) == week


@pytest.mark.parametrize(
    ("year", "number"), [(2020, 0), (2020, 54), (2019, 53), (0, 1), (9999, 52), (10000, 1)]
)
def test_number_that_the_year_does_not_have_is_no_week(year, number):
    with pytest.raises(ValueError, match=r".+"):
        Week(year, number)


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-45", "2020-W5", "2019-W53", "0000-W01", "²020-W05"]
)
def test_what_is_written_otherwise_is_read_as_no_week(text):
    assert Week.read(text) is None


def test_week_is_read_as_it_is_written():
    assert Week.read(str(Week(2020, 5))) == Week(2020, 5)


def test_last_week_of_a_year_is_the_52nd_or_53rd():
    assert (Week.last_of(2019), Week.last_of(2020)) == (Week(2019, 52), Week(2020, 53))


def test_weeks_go_on_into_the_next_year_and_end_with_the_days():
    assert Week(2020, 53).plus(1) == Week(2021, 1)
    assert Week(2021, 1).plus(-1) == Week(2020, 53)
    assert Week(1, 1).plus(-1) is None
    assert Week(9999, 51).plus(1) is None


def test_span_has_all_weeks_that_touch_its_months():
    span = Span(Month(2020, 12), Month(2021, 1))

    assert span.weeks == [*(Week(2020, number) for number in range(49, 54)), *_of_2021(1, 4)]


def _of_2021(first: int, last: int) -> list[Week]:
    return [Week(2021, number) for number in range(first, last + 1)]


@pytest.mark.parametrize(
    ("language", "days", "name"),
    [
        ("en", "2–8 November 2020", "Week 45 of 2020"),
        ("ru", "2–8 ноября 2020 г.", "45-я неделя 2020 года"),
        ("zh-hans", "2020年11月2日至8日", "2020年第45周"),
    ],
)
def test_week_is_said_by_its_days_and_its_number(language, days, name):
    with translation.override(language):
        assert (Week(2020, 45).say(language), Week(2020, 45).name()) == (days, name)
